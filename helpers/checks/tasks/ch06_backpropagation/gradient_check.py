"""Central differences at every index, and the worst relative error."""

import numpy as np

from helpers.checks.judge import near, same_error
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(f, x, grad, h=1e-5):
    """Return the largest relative error of grad against central differences of f at x."""
    x = x.copy()
    worst = 0.0
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        above = f(x)
        x[index] = kept - h
        below = f(x)
        x[index] = kept
        numerical = (above - below) / (2 * h)
        error = abs(grad[index] - numerical) / max(abs(grad[index]) + abs(numerical), 1e-8)
        worst = max(worst, error)
    return worst


def inputs(rng):
    """Right gradients, and wrong ones: too small, too large, of opposite sign, in two entries.

    In one instance f does not depend on one of the entries: there 0 meets 0. In the last all
    gradients are negative.
    """
    yield _instance(rng, (3,), "a right gradient")
    yield _instance(rng, (3,), "one wrong entry", {(0,): -0.3})
    yield _instance(rng, (4,), "one wrong entry", {(3,): 0.4})
    yield _instance(rng, (2, 3), "a matrix")
    yield _instance(rng, (2, 3), "a matrix", {(1, 2): -0.4, (0, 1): 0.2})
    yield _instance(rng, (4,), "tiny gradients", size=1e-4)
    yield _instance(rng, (4,), "tiny gradients", {(1,): -0.3}, size=1e-4)
    yield _instance(rng, (4,), "huge gradients", size=1e4)
    yield _instance(rng, (4,), "huge gradients", {(2,): 0.3}, size=1e4)
    yield _instance(rng, (3,), "opposite sign", {(1,): -12})
    yield _instance(rng, (3,), "an entry without effect", without_effect=(1,))
    yield _instance(rng, (3,), "negative gradients", {(1,): -0.3}, side=-1)


def _instance(rng, shape, tag, planted=None, *, size=1.0, without_effect=None, side=1):
    x = side * rng.uniform(0.5, 1.0, shape)
    quadratic, wave = size * rng.uniform(0.5, 1.0, shape), size * rng.uniform(0.2, 0.4, shape)
    wave = np.minimum(wave, 1.0)
    linear = np.sqrt(size) * rng.uniform(0.5, 1.0, shape)
    if without_effect is not None:
        quadratic[without_effect] = wave[without_effect] = linear[without_effect] = 0
    gradient = 2 * quadratic * x + wave * np.cos(wave * x) + 2 * linear * np.sum(linear * x)
    for index, error in (planted or {}).items():
        gradient[index] += error * size * rng.uniform(0.8, 1.0)
    return Instance((gradient, x, quadratic, linear, wave), tag)


def _same_check(got, expected):
    """The error agrees, and x is as it was."""
    if not isinstance(got, dict) or not isinstance(expected, dict):
        return same_error(got, expected)
    if difference := same_error(got.get("error"), expected["error"]):
        return difference
    if near(got.get("x"), expected["x"]) or np.abs(got["x"] - expected["x"]).max() > 1e-9:
        return "`x` is not what it was before"
    return None


MISTAKES = (
    Mistake(
        "forward difference",
        "You used (f(x + h) - f(x)) / h. Its error shrinks only like h; the central difference "
        "(f(x + h) - f(x - h)) / 2h cancels the next term too.",
        (("above - below) / (2 * h)", "above - f(x)) / h"),),
    ),
    Mistake(
        "step not doubled",
        "Your difference quotient is twice too large: between x - h and x + h lie 2h.",
        (("(2 * h)", "h"),),
    ),
    Mistake(
        "mean, not worst",
        "You returned the mean error. One wrong entry among many right ones then looks small: "
        "return the largest.",
        (("worst = max(worst, error)", "worst = worst + error / x.size"),),
    ),
    Mistake(
        "sum, not worst",
        "You add the errors up. Ten harmless errors then look like a serious one: return the "
        "largest.",
        (("worst = max(worst, error)", "worst = worst + error"),),
    ),
    Mistake(
        "smallest, not worst",
        "You return the smallest error. A single right entry then hides all wrong ones: return "
        "the largest.",
        (("worst = 0.0", "worst = np.inf"), ("max(worst, error)", "min(worst, error)")),
    ),
    Mistake(
        "norms",
        "You compare the two gradients as wholes, by their norms, and one wrong entry drowns among "
        "the right ones. Compare entry by entry and return the largest error.",
        (
            ("    worst = 0.0\n", "    numbers = np.zeros_like(x)\n"),
            ("worst = max(worst, error)", "numbers[index] = numerical"),
            (
                "return worst",
                "norm = np.linalg.norm\n"
                "    return norm(grad - numbers) / (norm(grad) + norm(numbers))",
            ),
        ),
    ),
    Mistake(
        "last entry only",
        "Only the last entry's error is returned; the loop must keep the largest so far.",
        (("worst = max(worst, error)", "worst = error"),),
    ),
    Mistake(
        "first entry only",
        "Only the first entry is looked at: the return stands inside the loop.",
        (("        worst = max(worst, error)", "        return error"),),
    ),
    Mistake(
        "absolute error",
        "You return the absolute error. Whether 0.001 is much depends on the gradient: "
        "divide by |g| + |n|.",
        ((" / max(abs(grad[index]) + abs(numerical), 1e-8)", ""),),
    ),
    Mistake(
        "relative to the numerical gradient alone",
        "You divide by |n| alone; the formula divides by |g| + |n|, so that the error is 1 for "
        "opposite signs.",
        (("max(abs(grad[index]) + abs(numerical), 1e-8)", "max(abs(numerical), 1e-8)"),),
    ),
    Mistake(
        "relative to the larger",
        "You divide by the larger of |g| and |n|; the formula divides by their sum, so that the "
        "error is 1 for opposite signs.",
        (("abs(grad[index]) + abs(numerical), 1e-8", "abs(grad[index]), abs(numerical), 1e-8"),),
    ),
    Mistake(
        "relative to the sum itself",
        "You divide by |g + n|. For opposite signs that is nearly 0: the formula adds the absolute "
        "values, |g| + |n|.",
        (("abs(grad[index]) + abs(numerical), 1e-8", "abs(grad[index] + numerical), 1e-8"),),
    ),
    Mistake(
        "no floor",
        "Where `f` does not depend on an entry, both gradients are 0 and you divide 0 by 0. The "
        "10⁻⁸ in the formula is there for this.",
        (
            (
                " / max(abs(grad[index]) + abs(numerical), 1e-8)",
                " / (abs(grad[index]) + abs(numerical))",
            ),
            ("max(worst, error)", "np.maximum(worst, error)"),
        ),
    ),
    Mistake(
        "all entries at once",
        "You moved all entries at once: x + h adds h to every one of them. Move one entry and keep "
        "the others.",
        (
            ("        above = f(x)", "        x[index] = kept\n        above = f(x + h)"),
            ("        below = f(x)", "        x[index] = kept\n        below = f(x - h)"),
        ),
    ),
    Mistake(
        "half the way back",
        "After adding h you took h away again, so the second value is f(x), not f(x - h): step "
        "back by 2h, or remember the entry.",
        (("x[index] = kept - h", "x[index] = kept"),),
    ),
    Mistake(
        "always 1",
        "Your error is 1 for right gradients too. Two usual reasons: brackets are missing in "
        "(above - below) / (2 * h), or `plus = x` and `minus = x` are two names for one array.",
        (("(above - below) / (2 * h)", "(above - below) / 2 * h"),),
    ),
    Mistake(
        "sign kept",
        "A gradient that is too small passes: the difference needs its absolute value.",
        (("error = abs(grad[index] - numerical)", "error = (grad[index] - numerical)"),),
    ),
    Mistake(
        "not restored",
        "The entry is not put back after its two evaluations, so every later difference is taken "
        "at another point.",
        (("        x[index] = kept\n", ""),),
    ),
    Mistake(
        "x changed",
        "You left `x` changed: a check must not alter the weights that it checks. Work on a copy, "
        "and put each entry back before the next.",
        (("    x = x.copy()\n", ""), ("        x[index] = kept\n", "")),
    ),
    Mistake(
        "vectors only",
        "Your loop runs over the first axis, so it handles vectors but not matrices: "
        "`np.ndindex(x.shape)` gives every index of any array.",
        (("np.ndindex(x.shape)", "range(len(x))"),),
    ),
    Mistake(
        "step too small",
        "With so small a step f(x + h) and f(x - h) agree in nearly all digits, and rounding "
        "drowns the difference. In float64 h near 1e-5 is best.",
        (("h=1e-5", "h=1e-14"),),
    ),
)


def _whole_gradient_first(f, x, grad, h=1e-5):
    numerical = np.zeros_like(x)
    for k in range(x.size):
        step = np.zeros(x.size)
        step[k] = h
        step = step.reshape(x.shape)
        numerical.flat[k] = (f(x + step) - f(x - step)) / (2 * h)
    return np.max(np.abs(grad - numerical) / np.maximum(np.abs(grad) + np.abs(numerical), 1e-8))


def _other_step(f, x, grad):
    return reference(f, x, grad, h=3e-6)


def _with_nditer(f, x, grad):
    worst = 0.0
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    for entry in it:
        kept = float(entry)
        entry[...] = kept + 1e-5
        above = f(x)
        entry[...] = kept - 1e-5
        numerical = (above - f(x)) / 2e-5
        entry[...] = kept
        g = grad[it.multi_index]
        worst = max(worst, float(abs(g - numerical) / max(abs(g) + abs(numerical), 1e-8)))
    return worst


TASK = Task(
    name="gradient_check",
    inputs=inputs,
    reference=reference,
    driver="check_gradient",
    simpler=None,
    properties=(
        Property(
            "a right gradient passes, a wrong entry is found wherever it is",
            2,
            tags=("a right gradient", "one wrong entry"),
            judge=_same_check,
        ),
        Property("works for a matrix", 1, tags=("a matrix",), judge=_same_check),
        Property(
            "tiny, huge, negative, opposite and zero gradients are judged by the same formula",
            1,
            tags=(
                "tiny gradients",
                "huge gradients",
                "negative gradients",
                "opposite sign",
                "an entry without effect",
            ),
            judge=_same_check,
        ),
    ),
    mistakes=MISTAKES,
    equivalents=(_whole_gradient_first, _other_step, _with_nditer),
    hints=(
        "Work on a copy of `x`, so that the caller's array stays as it is. Then a loop over "
        "`np.ndindex(x.shape)` visits every index of an array of any shape.",
        "For one index: remember the entry, set it to entry + h and call `f`, set it to entry - h "
        "and call `f`, put it back. The difference of the two, divided by 2h, is the numerical "
        "gradient there.",
        "Keep the largest error so far: start with `worst = 0.0`, and after each index "
        "`worst = max(worst, error)`.",
    ),
)
