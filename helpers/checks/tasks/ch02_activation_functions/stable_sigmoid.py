"""The sigmoid for numbers of any size."""

import numpy as np

from helpers.checks.judge import near
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(Z):
    """Return 1 / (1 + exp(-Z)) elementwise; exp is taken of numbers <= 0 only."""
    e = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1.0, e) / (1.0 + e)


def inputs(rng):
    """Ordinary numbers, whole ones in an integer array, huge ones, and tiny probabilities."""
    yield Instance((np.array([-2.0, 0.0, 3.0]),), "ordinary numbers")
    yield Instance((rng.normal(scale=2, size=(3, 4)),), "ordinary numbers")
    yield Instance((np.array([[-3, 0, 1, 2], [4, -1, -2, 5]]),), "whole numbers")
    yield Instance((np.array([[1000.0, -1000.0, 0.5], [-800.0, 800.0, -0.5]]),), "huge numbers")
    yield Instance((-rng.uniform(39, 45, size=(3, 4)),), "tiny probabilities")
    huge = rng.choice([-1, 1], size=(2, 4)) * rng.uniform(750, 1200, size=(2, 4))
    huge[:, rng.integers(4)] = rng.normal(size=2)
    yield Instance((huge,), "huge numbers")


def _to_the_last_digit(got, expected):
    """Like `near`, but each number is measured by its own size, however small."""
    if (difference := near(got, expected)) or not isinstance(got, np.ndarray):
        return difference
    wrong = np.abs(got - expected) > 1e-4 * expected
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    return f"at {list(index)}: expected {expected[index]:.3g}, got {got[index]:.3g}"


MISTAKES = (
    Mistake(
        "exp of large numbers",
        "exp(z) / (1 + exp(z)) is inf / inf for large z. Use that form for negative z only, and "
        "1 / (1 + exp(-z)) for the others.",
        (
            ("e = np.exp(-np.abs(Z))", "e = np.exp(Z)"),
            ("np.where(Z >= 0, 1.0, e)", "e"),
        ),
    ),
    Mistake(
        "digits lost",
        "For very negative z your result is rounded to 0, because something near 1 was subtracted "
        "from 1 (or -1 added to 1). exp(z) / (1 + exp(z)) has no such difference.",
        (
            ("np.where(Z >= 0, 1.0, e) / (1.0 + e)", "0.5 * (1.0 + np.tanh(0.5 * Z))"),
            ("    e = np.exp(-np.abs(Z))\n", ""),
        ),
    ),
    Mistake(
        "clipped",
        "Clipping z changes the answer beyond the limits. Nothing has to be clipped if exp only "
        "sees numbers that are not positive.",
        (
            ("e = np.exp(-np.abs(Z))", "e = np.exp(-np.clip(Z, -20, 20))"),
            ("np.where(Z >= 0, 1.0, e)", "1.0"),
        ),
    ),
    Mistake(
        "upside down",
        "Your function falls where it should rise: that is sigmoid(-z). The exponent of "
        "1 / (1 + exp(-z)) has a minus.",
        (("Z >= 0", "Z < 0"),),
    ),
    Mistake(
        "one form for both sides",
        "For negative z you return sigmoid(|z|). Above 0 it is 1 / (1 + e), below 0 e / (1 + e), "
        "where e = exp(-|z|).",
        (("np.where(Z >= 0, 1.0, e)", "1.0"),),
    ),
    Mistake(
        "exp(-|z|) on both sides",
        "For positive z you return sigmoid(-z). There the numerator is 1; only for negative z is "
        "it exp(z).",
        (("np.where(Z >= 0, 1.0, e)", "e"),),
    ),
    Mistake(
        "integers",
        "The answer for an array of whole numbers is cut down to whole numbers: `zeros_like(Z)` "
        "makes an integer array. Give it `dtype=float`.",
        (
            (
                "return np.where(Z >= 0, 1.0, e) / (1.0 + e)",
                "return (np.where(Z >= 0, 1.0, e) / (1.0 + e)).astype(Z.dtype)",
            ),
        ),
    ),
    Mistake(
        "the derivative",
        "That is the derivative, s (1 - s). Asked for is the sigmoid s itself.",
        (("np.where(Z >= 0, 1.0, e) / (1.0 + e)", "e / (1.0 + e) ** 2"),),
    ),
    Mistake(
        "0 falls between the cases",
        "At z = 0 the two forms meet at one half. Yours gives 0 or 1 there: look at the "
        "comparison with 0.",
        (("np.where(Z >= 0, 1.0, e)", "np.where(Z > 0, 1.0, np.where(Z < 0, e, 0.0))"),),
    ),
)


def _with_masks(Z):
    out = np.empty(Z.shape)
    right = Z >= 0
    out[right] = 1 / (1 + np.exp(-Z[right]))
    grown = np.exp(Z[~right])
    out[~right] = grown / (1 + grown)
    return out


def _with_a_warning(Z):
    return 1 / (1 + np.exp(-1.0 * Z))


def _by_logarithms(Z):
    return np.exp(-np.logaddexp(0, -Z))


def _with_loops(Z):
    def one(z):
        return 1 / (1 + np.exp(-z)) if z > 0 else np.exp(z) / (1 + np.exp(z))

    return np.array([[one(z) for z in row] for row in np.atleast_2d(Z)]).reshape(Z.shape)


def _in_float32(Z):
    return reference(Z.astype(np.float32)).astype(np.float32)


TASK = Task(
    name="stable_sigmoid",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right for ordinary numbers", 1, tags=("ordinary numbers", "whole numbers")),
        Property("right for ±1000", 1, tags=("huge numbers",)),
        Property(
            "tiny probabilities keep their digits",
            1,
            tags=("tiny probabilities",),
            judge=_to_the_last_digit,
        ),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_masks, _with_a_warning, _by_logarithms, _with_loops, _in_float32),
    hints=(
        "There are two forms, 1 / (1 + exp(-z)) and exp(z) / (1 + exp(z)). For which z does each "
        "of them take exp of a large number?",
        "Both forms need exp of -|z| only. Compute that once, for all entries; it can't overflow.",
        "With e = exp(-|z|) the denominator is 1 + e on both sides. The numerator is 1 where "
        "z >= 0 and e where z < 0: `np.where`.",
    ),
)
