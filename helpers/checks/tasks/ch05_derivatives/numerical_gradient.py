"""Central differences over every entry of an array."""

import numpy as np

from helpers.checks.judge import near
from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.gradient_check import numerical_gradient as reference


def inputs(rng):
    """Vectors, a matrix, whole numbers, strong curvature, and a wave that a long step misses."""
    yield _instance(rng, (2,), "a vector")
    yield _instance(rng, (4,), "a vector")
    yield _instance(rng, (2, 3), "more axes")
    yield _instance(rng, (2, 1, 3), "more axes")
    yield _instance(rng, (3,), "strong curvature", quadratic=1e4, linear=1e2, size=1e-3)
    yield _instance(rng, (3,), "a fast wave", wave=5)
    whole = _instance(rng, (3,), "whole numbers")
    x = np.array([2, -1, 3])
    yield Instance((x, *whole.args[1:]), "whole numbers")


def _instance(rng, shape, tag, *, quadratic=1.0, linear=1.0, wave=1.0, size=1.0):
    def numbers(scale):
        return scale * rng.uniform(0.5, 1.0, shape)

    x = numbers(size) * rng.choice([-1, 1], shape)
    return Instance((x, numbers(quadratic), numbers(linear), numbers(wave)), tag)


def _same_gradient(got, expected):
    """The gradient agrees, and x is as it was."""
    if not isinstance(got, dict) or not isinstance(expected, dict):
        return near(got, expected)
    if difference := near(got.get("gradient"), expected["gradient"]):
        return difference
    if near(got.get("x"), expected["x"]) or np.abs(got["x"] - expected["x"]).max() > 1e-9:
        return "`x` is not what it was before"
    return None


# A row of a matrix is a view: who steps away from a copy of x finds it unchanged.
_ROWS = (
    ("np.ndindex(x.shape)", "range(len(x))"),
    ("kept = x[index]", "kept = np.copy(x[index])"),
)
MISTAKES = (
    Mistake(
        "forward difference",
        "You used (f(x + h) - f(x)) / h, whose error shrinks only like h. Step both ways: "
        "(f(x + h) - f(x - h)) / 2h.",
        (("(above - below) / (2 * step)", "(above - f(x)) / step"),),
    ),
    Mistake(
        "step not doubled",
        "Your gradient is twice too large: between x - h and x + h lie 2h.",
        (("(2 * step)", "step"),),
    ),
    Mistake(
        "not divided",
        "The difference of the two values is not divided by anything. Over a step of 2h it is 2h "
        "times the slope: `/ (2 * h)`.",
        (("(above - below) / (2 * step)", "above - below"),),
    ),
    Mistake(
        "brackets",
        "`/ 2 * h` divides by 2 and then multiplies by h. Brackets round it: `/ (2 * h)`.",
        (("(2 * step)", "2 * step"),),
    ),
    Mistake(
        "sign",
        "Your gradient has the opposite sign: the value above minus the value below.",
        (("above - below", "below - above"),),
    ),
    Mistake(
        "not restored",
        "The entry is not put back after its two evaluations, so all later differences are taken "
        "at another point, and x ends up changed.",
        (
            ("        x[index] = kept\n", ""),
            (
                "np.array(x, dtype=np.float64)",
                "x if x.dtype == float else np.array(x, dtype=float)",
            ),
        ),
    ),
    Mistake(
        "not restored in the copy",
        "In your copy, an entry is not put back before the next one is moved. Every difference "
        "after the first is taken at another point.",
        (("        x[index] = kept\n", ""),),
    ),
    Mistake(
        "half the way back",
        "After adding h you took h away again, so the second value is f(x), not f(x - h). Step "
        "back by 2h, or remember the entry.",
        (("x[index] = kept - step", "x[index] = kept"),),
    ),
    Mistake(
        "two names for one array",
        "Your gradient is 0 everywhere: both values of f are the same. After `plus = x` and "
        "`minus = x` both are names of one array; each needs a copy.",
        (("(above - below)", "(below - below)"),),
    ),
    Mistake(
        "all entries at once",
        "You moved all entries at once: x + h adds h to each of them. Move one and keep the "
        "others.",
        (
            ("        above = f(x)", "        x[index] = kept\n        above = f(x + step)"),
            ("        below = f(x)", "        x[index] = kept\n        below = f(x - step)"),
        ),
    ),
    Mistake(
        "whole numbers",
        "For an x of whole numbers your gradient is not right: an array of integers rounds x + h "
        "back to x. Copy it as floats first: `x.astype(float)`.",
        (
            ("np.array(x, dtype=np.float64)", "np.array(x)"),
            ("np.zeros_like(x)", "np.zeros(x.shape)"),
        ),
    ),
    Mistake(
        "vectors only",
        "Your loop runs over the first axis, so it handles vectors only: `np.ndindex(x.shape)` "
        "gives every index of any array.",
        (("np.ndindex(x.shape)", "range(len(x))"),),
        (_ROWS, (*_ROWS, ("np.zeros_like(x)", "np.zeros(len(x))"))),
    ),
    Mistake(
        "flattened",
        "Your gradient is a long vector. It has the shape of x, so that it can be subtracted "
        "from it.",
        (("return gradient", "return gradient.ravel()"),),
    ),
    Mistake(
        "summed",
        "You returned one number. Each entry of x has a derivative of its own.",
        (("return gradient", "return gradient.sum()"),),
    ),
    Mistake(
        "step too small",
        "With so small a step the two values of f agree in nearly all digits, and rounding drowns "
        "their difference. In float64 h near 1e-5 is best.",
        (("step=1e-5", "step=1e-14"),),
    ),
    Mistake(
        "step too large",
        "Your step is so large that f bends between x - h and x + h. In float64 h near 1e-5 is "
        "best.",
        (("step=1e-5", "step=0.1"),),
    ),
)


def _unit_by_unit(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.reshape([(f(x + s) - f(x - s)) / (2 * h) for s in steps], x.shape)


def _another_step(f, x):
    return reference(f, x, step=3e-6)


def _with_nditer(f, x, h=1e-5):
    x, gradient = x.astype(float), np.empty(x.shape)
    for k in range(x.size):
        x.flat[k] += h
        above = f(x)
        x.flat[k] -= 2 * h
        gradient.flat[k] = (above - f(x)) / (2 * h)
        x.flat[k] += h
    return gradient


def _of_fourth_order(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        near_by, far = f(x + step) - f(x - step), f(x + 2 * step) - f(x - 2 * step)
        gradient[index] = (8 * near_by - far) / (12 * h)
    return gradient


TASK = Task(
    name="numerical_gradient",
    inputs=inputs,
    reference=reference,
    driver="differentiate",
    simpler=None,
    properties=(
        Property(
            "right for a vector, however the function bends",
            1,
            tags=("a vector", "strong curvature", "a fast wave"),
            judge=_same_gradient,
        ),
        Property("right for arrays with more axes", 1, tags=("more axes",), judge=_same_gradient),
        Property("right for whole numbers", 1, tags=("whole numbers",), judge=_same_gradient),
    ),
    mistakes=MISTAKES,
    equivalents=(_unit_by_unit, _another_step, _with_nditer, _of_fourth_order),
    hints=(
        "Make a copy of `x` in floats, so that the caller's array stays as it is, and an array of "
        "zeros of the same shape for the result. `np.ndindex(x.shape)` visits every index.",
        "For one index: remember the entry, set it to entry + h and call `f`, set it to entry - h "
        "and call `f`, put it back.",
        "The difference of the two values, divided by `(2 * h)`, goes into the result at the same "
        "index.",
    ),
)
