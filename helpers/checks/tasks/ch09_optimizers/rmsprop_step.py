"""One step of RMSProp, driven for several steps."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(w, g, s, rate, beta, eps):
    """Return (w, s): s <- beta s + (1 - beta) g^2, then w <- w - rate g / (sqrt(s) + eps)."""
    s = beta * s + (1 - beta) * g**2
    return w - rate * g / (np.sqrt(s) + eps), s


def inputs(rng):
    """Gradients whose sizes differ from entry to entry; and some so small that eps counts."""
    yield _instance(rng, (2,), 1, "one step", 0.1, 0.9, 1e-8, under_way=True)
    yield _instance(rng, (3, 2), 5, "five steps", 0.05, 0.8, 1e-8)
    yield _instance(rng, (4,), 3, "five steps", 0.2, 0.99, 1e-8, under_way=True)
    small = _instance(rng, (3,), 2, "small gradients", 0.1, 0.9, 1e-3, size=1e-3)
    small.args[1][:, 1] = 0.0
    yield small
    still = _instance(rng, (3,), 2, "small gradients", 0.1, 0.9, 1e-8)
    still.args[1][:, 0] = 0.0
    yield still


def _instance(rng, shape, steps, tag, rate, beta, eps, *, under_way=False, size=1.0):
    scales = size * rng.uniform(0.3, 3.0, shape)
    w = rng.normal(size=shape)
    gradients = scales * rng.uniform(0.5, 1.5, (steps, *shape)) * rng.choice([-1, 1], shape)
    s = scales**2 * rng.uniform(0.5, 2.0, shape) if under_way else np.zeros(shape)
    return Instance((w, gradients, s, rate, beta, eps), tag)


MISTAKES = (
    Mistake(
        "root missing",
        "The root is missing. s is a mean of *squares*; only its root has the size of a gradient, "
        "so divide by np.sqrt(s) + eps.",
        (("np.sqrt(s) + eps", "s + eps"),),
    ),
    Mistake(
        "no square",
        "Your mean is one of gradients, not of their squares: it is g**2 that goes into s.",
        (("g**2", "g"), ("np.sqrt(s)", "np.sqrt(np.abs(s))")),
        ((("g**2", "g"),),),
    ),
    Mistake(
        "absolute values",
        "Your mean is one of absolute values. RMSProp takes the mean of squares, and then its "
        "root.",
        (("g**2", "np.abs(g)"), ("np.sqrt(s)", "s")),
    ),
    Mistake(
        "AdaGrad",
        "You add up all squares and forget nothing: that is AdaGrad. Here s is a running mean, "
        "beta * s + (1 - beta) * g**2.",
        (("beta * s + (1 - beta) * g**2", "s + g**2"),),
    ),
    Mistake(
        "weights do not sum to 1",
        "You add the whole of g**2. For a mean the two weights must sum to 1: beta for the old "
        "one, 1 - beta for the new square.",
        (("(1 - beta) * g**2", "g**2"),),
    ),
    Mistake(
        "weights swapped",
        "The two weights have changed places: beta, which is close to 1, belongs to the old mean.",
        (("beta * s + (1 - beta) * g**2", "(1 - beta) * s + beta * g**2"),),
    ),
    Mistake(
        "old mean",
        "You divide by the root of the old mean. First renew s, then divide by its root.",
        (
            ("    s = beta", "    old, s = s, beta"),
            ("np.sqrt(s)", "np.sqrt(old)"),
        ),
    ),
    Mistake(
        "mean not kept",
        "The first step is right, but you return the old s, so nothing is remembered. Return the "
        "new one.",
        (
            ("    s = beta", "    old, s = s, beta"),
            ("eps), s", "eps), old"),
        ),
    ),
    Mistake(
        "eps inside the root",
        "Right but for eps, which stands under your root. It is added to the root: "
        "np.sqrt(s) + eps.",
        (("np.sqrt(s) + eps", "np.sqrt(s + eps)"),),
    ),
    Mistake(
        "no eps",
        "eps is missing: where a weight has had no gradient yet, you divide 0 by 0.",
        (("(np.sqrt(s) + eps)", "np.sqrt(s)"),),
    ),
    Mistake(
        "brackets missing",
        "Brackets are missing: `g / np.sqrt(s) + eps` adds eps to the quotient. It belongs to the "
        "denominator.",
        (("g / (np.sqrt(s) + eps)", "(g / np.sqrt(s) + eps)"),),
        ((("(np.sqrt(s) + eps)", "np.sqrt(s) + eps"),),),
    ),
    Mistake(
        "brackets missing in the mean",
        "Brackets are missing: `1 - beta * g**2` takes beta times the square from 1. The weight of "
        "the square is (1 - beta).",
        (("(1 - beta) * g**2", "1 - beta * g**2"),),
    ),
    Mistake(
        "one rate for all",
        "You took one number for the squares of all entries, so every weight gets the same rate. "
        "Each entry of s belongs to one weight: no mean over them, no sum and no norm.",
        (("* g**2", "* np.mean(g**2)"),),
        ((("* g**2", "* np.sum(g**2)"),),),
    ),
    Mistake(
        "root stored",
        "You return the root of s, and the next step takes it for the mean. The root is for this "
        "step only: return s itself.",
        (("eps), s", "eps), np.sqrt(s)"),),
    ),
    Mistake(
        "no rate",
        "The rate is missing: the step is rate * g / (np.sqrt(s) + eps).",
        (("rate * g", "g"),),
    ),
    Mistake(
        "order",
        "You return the mean first. The parameters come first, then s.",
        (
            (
                "return w - rate * g / (np.sqrt(s) + eps), s",
                "return s, w - rate * g / (np.sqrt(s) + eps)",
            ),
        ),
    ),
    Mistake(
        "uphill",
        "You move uphill: the step is taken away from w.",
        (("return w - rate", "return w + rate"),),
    ),
    Mistake(
        "corrected",
        "You divide s by 1 - beta, as if every step were the first. The correction is Adam's, "
        "and depends on the step; RMSProp has none.",
        (("np.sqrt(s)", "np.sqrt(s / (1 - beta))"),),
    ),
)


def _in_place(w, g, s, rate, beta=0.99, eps=1e-8):
    w, s = w.copy(), s.copy()
    s *= beta
    s += (1 - beta) * np.square(g)
    w -= rate / (s**0.5 + eps) * g
    return w, s


def _entry_by_entry(w, g, s, rate, beta, eps):
    new_w, new_s = w.copy(), s.copy()
    for i in np.ndindex(w.shape):
        new_s[i] = beta * s[i] + (1 - beta) * g[i] * g[i]
        new_w[i] = w[i] - rate * g[i] / (new_s[i] ** 0.5 + eps)
    return new_w, new_s


def _in_float32(w, g, s, rate, beta, eps):
    options = (np.float32(x) for x in (rate, beta, eps))
    return reference(*(a.astype(np.float32) for a in (w, g, s)), *options)


def _as_a_correction_of_s(w, g, s, rate, beta, eps):
    s = s + (1 - beta) * (g * g - s)
    return w - g * (rate / (np.sqrt(s) + eps)), s


TASK = Task(
    name="rmsprop_step",
    inputs=inputs,
    reference=reference,
    driver="take_steps",
    properties=(
        Property("one step, with a mean that is there already", 1, ("w",), tags=("one step",)),
        Property("several steps, from the first on", 1, ("w",), tags=("five steps",)),
        Property(
            "gradients that are 0, or so small that eps counts",
            1,
            ("w",),
            tags=("small gradients",),
        ),
        Property("the mean of squares that goes into the next step", 0, ("memory",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_in_place, _entry_by_entry, _in_float32, _as_a_correction_of_s),
    hints=(
        "First renew the mean: beta of the old one and 1 - beta of the new square, `g**2`. It is "
        "entry by entry, so s has the shape of w.",
        "Then the step: `g` divided by the root of the *new* s, plus eps. Mind the brackets: eps "
        "is part of the denominator, and not under the root.",
        "`s = beta * s + (1 - beta) * g**2`, then return "
        "`w - rate * g / (np.sqrt(s) + eps)` and `s`.",
    ),
)
