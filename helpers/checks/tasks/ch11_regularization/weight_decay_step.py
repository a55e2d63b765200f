"""A step of Adam with a penalty inside, or with weight decay beside it."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def adam_step(w, g, m, s, t, rate):
    """Return (w, m, s) after step t of Adam; the exercise gives it."""
    m = 0.9 * m + 0.1 * g
    s = 0.999 * s + 0.001 * g**2
    w = w - rate * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
    return w, m, s


def reference(w, g, m, s, t, rate, alpha, decoupled):
    """Return (w, m, s): weights shrunk before the step, or the penalty's gradient added to g."""
    if decoupled:
        w = (1 - rate * alpha) * w
    else:
        g = g + alpha * w
    return adam_step(w, g, m, s, t, rate)


def inputs(rng):
    """Weights of both signs away from 0, in the middle of a training; a decay that counts."""
    for shape, t in [((2,), 3), ((3, 2), 5), ((4,), 8)]:
        w = rng.choice([-1, 1], shape) * rng.uniform(2, 5, shape)
        g, m = rng.normal(size=shape), 0.5 * rng.normal(size=shape)
        s = rng.uniform(0.002, 0.02, shape)
        rate, alpha = float(rng.uniform(0.1, 0.3)), float(rng.uniform(0.3, 0.9))
        for decoupled, tag in [(False, "penalty"), (True, "decay")]:
            yield Instance((w, g, m, s, t, rate, alpha, decoupled), tag)


_SHRUNK = "w = (1 - rate * alpha) * w"
_PULLED = "g = g + alpha * w"
_STEP = "return adam_step(w, g, m, s, t, rate)"
_BOTH_CASES = """\
    if decoupled:
        w = (1 - rate * alpha) * w
    else:
        g = g + alpha * w
    return adam_step"""

MISTAKES = (
    Mistake(
        "forms swapped",
        "Your two cases have changed places: decoupled decay shrinks the weights, the penalty "
        "goes into the gradient.",
        (("if decoupled", "if not decoupled"),),
    ),
    Mistake(
        "always the penalty",
        "You add alpha w to the gradient in both cases. Decoupled decay leaves the gradient alone "
        "and shrinks the weights themselves.",
        ((_SHRUNK, _PULLED),),
    ),
    Mistake(
        "always decay",
        "You shrink the weights in both cases. The penalty is a part of the loss, so its gradient "
        "is added to g and goes through Adam's means.",
        ((_PULLED, _SHRUNK),),
        (
            (
                (_BOTH_CASES, "    w, m, s = adam_step"),
                ("t, rate)\n", "t, rate)\n    return (1 - rate * alpha) * w, m, s\n"),
            ),
        ),
    ),
    Mistake(
        "both at once",
        "In the decoupled case you shrink the weights and also add alpha w to the gradient. Only "
        "the first belongs there.",
        ((_SHRUNK, "w, g = (1 - rate * alpha) * w, g + alpha * w"),),
        (((_SHRUNK, _SHRUNK + "\n        " + _PULLED),),),
    ),
    Mistake(
        "both for the penalty",
        "Without decoupling you add alpha w to the gradient and shrink the weights as well. Only "
        "the first belongs there.",
        ((_PULLED, "w, g = (1 - rate * alpha) * w, g + alpha * w"),),
        (((_PULLED, _SHRUNK + "\n        " + _PULLED),),),
    ),
    Mistake(
        "after the step",
        "You shrink the weights after Adam's step, and so the step shrinks with them. First "
        "shrink, then step.",
        (
            (
                _SHRUNK,
                "w, m, s = adam_step(w, g, m, s, t, rate)\n"
                "        return (1 - rate * alpha) * w, m, s",
            ),
        ),
    ),
    Mistake(
        "rate forgotten",
        "You shrink by 1 - alpha. In each step the factor is 1 - rate alpha.",
        ((_SHRUNK, "w = (1 - alpha) * w"),),
    ),
    Mistake(
        "only what is taken away",
        "You went on from rate alpha w, which is what is taken away. What remains is "
        "(1 - rate alpha) w.",
        ((_SHRUNK, "w = rate * alpha * w"),),
    ),
    Mistake(
        "grown",
        "Your weights grow: the factor is 1 - rate alpha, with a minus.",
        ((_SHRUNK, "w = (1 + rate * alpha) * w"),),
    ),
    Mistake(
        "a factor of 2",
        "You add 2 alpha w. The penalty is alpha/2 times the sum of squares, so its gradient is "
        "alpha w.",
        ((_PULLED, "g = g + 2 * alpha * w"),),
    ),
    Mistake(
        "away from zero",
        "You subtract the penalty's gradient from g, which drives the weights away from 0. Losses "
        "add up, and so do their gradients.",
        ((_PULLED, "g = g - alpha * w"),),
    ),
    Mistake(
        "rate in the gradient",
        "The rate does not belong into the gradient: it comes in when the step is made. Add "
        "alpha w.",
        ((_PULLED, "g = g + rate * alpha * w"),),
    ),
    Mistake(
        "the penalty itself",
        "You add the penalty, which is one number, to the gradient. What belongs there is the "
        "penalty's gradient, alpha w.",
        ((_PULLED, "g = g + alpha / 2 * np.sum(w**2)"),),
        (((_PULLED, "g = g + alpha / 2 * w**2"),),),
    ),
    Mistake(
        "L1",
        "You add alpha times the sign: that is the gradient of the L1 penalty. That of L2 is "
        "alpha w.",
        ((_PULLED, "g = g + alpha * np.sign(w)"),),
    ),
    Mistake(
        "no penalty",
        "Without decoupling your step is plain Adam. The penalty adds alpha w to the gradient.",
        ((_PULLED, "pass"),),
    ),
    Mistake(
        "no decay",
        "Your decoupled step is plain Adam. Before the step the weights shrink by 1 - rate alpha.",
        ((_SHRUNK, "pass"),),
    ),
    Mistake(
        "another step",
        "Adam's correction is that of another step: t is the number of this step already, so pass "
        "it on as it is.",
        ((_STEP, "return adam_step(w, g, m, s, t + 1, rate)"),),
        (((_STEP, "return adam_step(w, g, m, s, t - 1, rate)"),),),
    ),
    Mistake(
        "gradient descent",
        "Your step is that of plain gradient descent, and Adam's means stay as they were. Call "
        "`adam_step`.",
        ((_STEP, "return w - rate * g, m, s"),),
    ),
)


def _decay_taken_off_afterwards(w, g, m, s, t, rate, alpha, decoupled):
    new, m, s = adam_step(w, g if decoupled else g + alpha * w, m, s, t, rate)
    return new - rate * alpha * w * decoupled, m, s


def _in_one(w, g, m, s, t, rate, alpha, decoupled):
    factor = 1 - rate * alpha if decoupled else 1
    return list(adam_step(factor * w, g + (1 - decoupled) * alpha * w, m, s, t, rate))


def _in_float32(w, g, m, s, *options):
    return reference(*(array.astype(np.float32) for array in (w, g, m, s)), *options)


TASK = Task(
    name="weight_decay_step",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the weights, with the penalty in the gradient", 1, (0,), tags=("penalty",)),
        Property("the means, with the penalty in the gradient", 1, (1,), tags=("penalty",)),
        Property("the weights, with decoupled decay", 2, (0,), tags=("decay",)),
        Property("the means, with decoupled decay", 0, (1,), tags=("decay",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_decay_taken_off_afterwards, _in_one, _in_float32),
    hints=(
        "In each case one line changes one thing before Adam's step: the weights, or the gradient.",
        "Decoupled: `w = (...) * w`, with the factor of the formula. Otherwise: `g = g + ...`, "
        "the gradient of the penalty. Then call `adam_step` with all it needs.",
    ),
)
