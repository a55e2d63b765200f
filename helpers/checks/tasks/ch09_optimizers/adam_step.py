"""One step of Adam for all parameters of a network, driven for several steps."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return (parameters, state) after a step of Adam; state has the keys t, m and s."""
    t = state["t"] + 1
    new, m, s = {}, {}, {}
    for name, g in gradients.items():
        m[name] = beta1 * state["m"][name] + (1 - beta1) * g
        s[name] = beta2 * state["s"][name] + (1 - beta2) * g**2
        m_hat = m[name] / (1 - beta1**t)
        s_hat = s[name] / (1 - beta2**t)
        new[name] = parameters[name] - rate * m_hat / (np.sqrt(s_hat) + eps)
    return new, {"t": t, "m": m, "s": s}


def inputs(rng):
    """From the first step on, from the middle, and for several arrays.

    In one of the instances with several arrays they have the same shape, so that arrays that
    share a state show in the numbers.
    """
    usual, other = (0.1, 0.9, 0.999, 1e-8), (0.05, 0.7, 0.95, 1e-8)
    yield instance(rng, {"W": (2,)}, 1, "a first step", *usual)
    yield instance(rng, {"W": (3, 2)}, 5, "five steps", *usual)
    yield instance(rng, {"W": (4,)}, 4, "five steps", *other)
    yield instance(rng, {"W1": (3,), "W2": (3,)}, 3, "several arrays", *other)
    shapes = {"W1": (3, 2), "b1": (2,), "W2": (2, 1), "b2": (1,)}
    yield instance(rng, shapes, 3, "several arrays", *usual)
    yield instance(rng, {"W": (3,)}, 3, "in the middle", *other, t=6)
    yield instance(rng, {"W": (3,)}, 2, "small gradients", *other[:3], 1e-3, size=1e-3)
    tiny = instance(rng, {"W": (3,)}, 2, "small gradients", size=1e-8)  # all by default
    tiny.args[0]["W"] *= 0.01
    for gradients in tiny.args[1]:
        gradients["W"][1] = 0.0
    yield tiny


def instance(rng, shapes, steps, tag, *options, t=0, size=1.0):
    """Return an instance: gradients of every size and both signs, the state after t steps."""
    scales = {name: size * rng.uniform(0.3, 3.0, shape) for name, shape in shapes.items()}
    gradients = [_gradients(rng, scales) for _ in range(steps)]
    m, s = _means(rng, scales) if t else _means(rng, {n: 0 * c for n, c in scales.items()})
    parameters = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return Instance((parameters, gradients, {"t": t, "m": m, "s": s}, *options), tag)


def _gradients(rng, scales):
    return {
        name: c * rng.uniform(0.5, 1.5, c.shape) * rng.choice([-1, 1, 1], c.shape)
        for name, c in scales.items()
    }


def _means(rng, scales):
    m = {name: c * rng.uniform(-1, 1, c.shape) for name, c in scales.items()}
    return m, {name: c**2 * rng.uniform(1, 2, c.shape) for name, c in scales.items()}


_CORRECTED = (
    ("m_hat = m[name] / (1 - beta1**t)", "m_hat = m[name] = m[name] / (1 - beta1**t)"),
    ("s_hat = s[name] / (1 - beta2**t)", "s_hat = s[name] = s[name] / (1 - beta2**t)"),
)

MISTAKES = (
    Mistake(
        "no correction",
        "The bias correction is missing. Both means start at 0, so divide them by 1 - beta**t "
        "before the step; without it the first steps are too long.",
        (("m_hat = m[name] / (1 - beta1**t)", "m_hat = m[name]"), (" / (1 - beta2**t)", "")),
    ),
    Mistake(
        "only m corrected",
        "You correct m, but not s. Its mean starts at 0 as well: divide by 1 - beta2**t.",
        ((" / (1 - beta2**t)", ""),),
    ),
    Mistake(
        "only s corrected",
        "You correct s, but not m. Its mean starts at 0 as well: divide by 1 - beta1**t.",
        ((" / (1 - beta1**t)", ""),),
    ),
    Mistake(
        "corrected with one beta",
        "You correct s with beta1. Each mean has its own: 1 - beta1**t for m, 1 - beta2**t for s.",
        (("(1 - beta2**t)", "(1 - beta1**t)"),),
    ),
    Mistake(
        "corrected means stored",
        "You carry the corrected means on, and the next step corrects them once more. Use them for "
        "this step only; into the state go m and s as they were before.",
        _CORRECTED,
    ),
    Mistake(
        "t stands still",
        "The state that you return has the old t, so every step is corrected like the first one. "
        "Return t + 1 with it.",
        (('{"t": t,', '{"t": state["t"],'),),
    ),
    Mistake(
        "t one too small",
        "Your t is one too small: in the first step it must be 1, and yours divides by "
        "1 - beta**0, which is 0. Count first, then correct.",
        (
            ("(1 - beta1**t)", "(1 - beta1 ** (t - 1))"),
            ("(1 - beta2**t)", "(1 - beta2 ** (t - 1))"),
        ),
    ),
    Mistake(
        "t one too large",
        "Your t is one too large: in the first step, with t = 0 in the state, it must be 1.",
        (
            ("(1 - beta1**t)", "(1 - beta1 ** (t + 1))"),
            ("(1 - beta2**t)", "(1 - beta2 ** (t + 1))"),
        ),
    ),
    Mistake(
        "t counts arrays",
        "You count t once for every array, so each is corrected with another t. Count once for a "
        "step, before the loop.",
        (
            ('t = state["t"] + 1', 't = state["t"]'),
            ("        m[name] = beta1", "        t += 1\n        m[name] = beta1"),
        ),
    ),
    Mistake(
        "beta times t",
        "You correct by 1 - beta * t. It is a power, 1 - beta**t.",
        (("(1 - beta1**t)", "(1 - beta1 * t)"), ("(1 - beta2**t)", "np.abs(1 - beta2 * t)")),
    ),
    Mistake(
        "power of the difference",
        "You correct by (1 - beta)**t. The power belongs to beta alone: 1 - beta**t.",
        (("(1 - beta1**t)", "(1 - beta1) ** t"), ("(1 - beta2**t)", "(1 - beta2) ** t")),
    ),
    Mistake(
        "always the first step's correction",
        "You correct every step by 1 - beta, as if it were the first. The correction fades: "
        "1 - beta**t.",
        (("(1 - beta1**t)", "(1 - beta1)"), ("(1 - beta2**t)", "(1 - beta2)")),
    ),
    Mistake(
        "corrected by a product",
        "You multiply by the correction. The means are too small at first, so divide by "
        "1 - beta**t.",
        (("/ (1 - beta1**t)", "* (1 - beta1**t)"), ("/ (1 - beta2**t)", "* (1 - beta2**t)")),
    ),
    Mistake(
        "root missing",
        "The root is missing: s is a mean of squares, so divide by np.sqrt(s_hat) + eps.",
        (("np.sqrt(s_hat)", "s_hat"),),
    ),
    Mistake(
        "no square",
        "Your s is a mean of gradients. It is g**2 that goes into it.",
        (("g**2", "g"), ("np.sqrt(s_hat)", "np.sqrt(np.abs(s_hat))")),
        ((("g**2", "g"),),),
    ),
    Mistake(
        "square of the mean",
        "You divide by the root of m squared. s is a mean of its own, of the squares g**2.",
        (("(1 - beta2) * g**2", "(1 - beta2) * m[name] ** 2"),),
    ),
    Mistake(
        "betas swapped",
        "beta1 and beta2 have changed places: beta1 belongs to m, beta2 to s.",
        (
            ('beta1 * state["m"][name] + (1 - beta1)', 'beta2 * state["m"][name] + (1 - beta2)'),
            ('beta2 * state["s"][name] + (1 - beta2)', 'beta1 * state["s"][name] + (1 - beta1)'),
            ("m[name] / (1 - beta1**t)", "m[name] / (1 - beta2**t)"),
            ("s[name] / (1 - beta2**t)", "s[name] / (1 - beta1**t)"),
        ),
    ),
    Mistake(
        "state shared",
        "Your arrays share their means: each goes on with what the array before it left. Every "
        'array needs its own m and s, `state["m"][name]` and `state["s"][name]`.',
        (
            ('state["m"][name]', 'list({**state["m"], **m}.values())[len(m) - 1]'),
            ('state["s"][name]', 'list({**state["s"], **s}.values())[len(s) - 1]'),
        ),
    ),
    Mistake(
        "means not kept",
        "The state that you return has the old means, so nothing is remembered. Return the new m "
        "and s.",
        (('"m": m, "s": s}', '"m": state["m"], "s": state["s"]}'),),
    ),
    Mistake(
        "t not returned",
        "The state that you return lacks `t`, so the next step does not know its number. It "
        'has three entries: `{"t": t, "m": m, "s": s}`.',
        (('{"t": t, "m"', '{"m"'),),
    ),
    Mistake(
        "first array only",
        "You return after the first array: the `return` stands inside the loop.",
        (
            (
                "    return new",
                "        break\n    return new",
            ),
        ),
    ),
    Mistake(
        "a dictionary for an array",
        '`state["m"]` is a dictionary, and you compute with it. Each parameter has an array of its '
        'own in it: `state["m"][name]`, and likewise for s.',
        (
            ('beta1 * state["m"][name]', 'beta1 * state["m"]'),
            ('beta2 * state["s"][name]', 'beta2 * state["s"]'),
        ),
    ),
    Mistake(
        "gradient for its mean",
        "You move by the gradient itself. Adam moves by the corrected mean of gradients, over the "
        "root.",
        (("rate * m_hat", "rate * g"),),
    ),
    Mistake(
        "eps inside the root",
        "Right but for eps, which stands under your root. It is added to the root: "
        "np.sqrt(s_hat) + eps.",
        (("np.sqrt(s_hat) + eps", "np.sqrt(s_hat + eps)"),),
    ),
    Mistake(
        "no eps",
        "eps is missing: where a weight has had no gradient yet, you divide 0 by 0.",
        (("(np.sqrt(s_hat) + eps)", "np.sqrt(s_hat)"),),
    ),
    Mistake(
        "uphill",
        "You move uphill: the step is taken away from the parameters.",
        (("- rate * m_hat", "+ rate * m_hat"),),
    ),
)


def _in_place(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    state["t"] += 1
    for name in parameters:
        m, s, g = state["m"][name], state["s"][name], gradients[name]
        m *= beta1
        m += (1 - beta1) * g
        s *= beta2
        s += (1 - beta2) * g * g
        c1, c2 = 1 - beta1 ** state["t"], 1 - beta2 ** state["t"]
        parameters[name] -= rate * (m / c1) / ((s / c2) ** 0.5 + eps)
    return parameters, state


def _with_the_corrections_in_the_rate(
    parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    t = state["t"] + 1
    root = np.sqrt(1 - beta2**t)
    m = {n: beta1 * state["m"][n] + (1 - beta1) * g for n, g in gradients.items()}
    s = {n: beta2 * state["s"][n] + (1 - beta2) * g**2 for n, g in gradients.items()}
    step = rate * root / (1 - beta1**t)
    new = {n: w - step * m[n] / (np.sqrt(s[n]) + eps * root) for n, w in parameters.items()}
    return new, {"t": t, "m": m, "s": s}


def _in_float32(parameters, gradients, state, *options):
    def small(arrays):
        return {name: array.astype(np.float32) for name, array in arrays.items()}

    state = {"t": state["t"], "m": small(state["m"]), "s": small(state["s"])}
    return reference(small(parameters), small(gradients), state, *options)


def _entry_by_entry(parameters, gradients, state, rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new = {name: w.copy() for name, w in parameters.items()}
    m, s = ({name: a.copy() for name, a in state[key].items()} for key in ("m", "s"))
    t = state["t"] + 1
    for name, w in new.items():
        for i in np.ndindex(w.shape):
            g = gradients[name][i]
            m[name][i] += (1 - beta1) * (g - m[name][i])
            s[name][i] += (1 - beta2) * (g**2 - s[name][i])
            root = np.sqrt(s[name][i] / (1 - beta2**t))
            w[i] -= rate * m[name][i] / (1 - beta1**t) / (root + eps)
    return new, {"m": m, "s": s, "t": t}


TASK = Task(
    name="adam_step",
    inputs=inputs,
    reference=reference,
    driver="take_steps",
    properties=(
        Property("the first step of one array", 1, ("w",), tags=("a first step",)),
        Property("several steps of one array", 1, ("w",), tags=("five steps",)),
        Property("several arrays, each with means of its own", 2, ("w",), tags=("several arrays",)),
        Property("goes on from a state in the middle", 1, ("w",), tags=("in the middle",)),
        Property(
            "gradients that are 0, or so small that eps counts",
            1,
            ("w",),
            tags=("small gradients",),
        ),
        Property("the state that goes into the next step", 0, ("memory",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_in_place, _with_the_corrections_in_the_rate, _in_float32, _entry_by_entry),
    hints=(
        'Count first: `t = state["t"] + 1`, once, before the loop. Then `for name in parameters:` '
        'do everything for one array, with `state["m"][name]` and `state["s"][name]`.',
        "Keep two pairs apart: m and s, which go into the new state, and m_hat and s_hat, which "
        "serve this step only. Fill new dictionaries, `m[name] = ...` and `s[name] = ...`.",
        "`m_hat = m[name] / (1 - beta1**t)`, `s_hat = s[name] / (1 - beta2**t)`, and the step is "
        "`rate * m_hat / (np.sqrt(s_hat) + eps)`. At the end return the new parameters and "
        '`{"t": t, "m": m, "s": s}`.',
    ),
)
