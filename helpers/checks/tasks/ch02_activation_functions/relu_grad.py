"""Warm-up: the derivative of ReLU, with 0 at the kink."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(Z):
    """Return 1 for positive entries and 0 for others, as floats in the shape of Z."""
    positive = Z > 0
    return np.where(positive, 1.0, 0.0)


def inputs(rng):
    """Both signs, sizes from tiny to large, and zeros; the vector is the example for paper."""
    yield Instance((np.array([-2.0, 0.0, 3.0]),), "with zeros")
    yield Instance((_both_signs(rng, (2, 4)),), "both signs")
    yield Instance((_both_signs(rng, (4, 3)) * 1e-3,), "both signs")
    Z = _both_signs(rng, (3, 5))
    Z[0, 1] = Z[2, 4] = Z[1, 0] = 0
    yield Instance((Z,), "with zeros")


def _both_signs(rng, shape):
    Z = rng.uniform(0.2, 3, shape)
    third = rng.permutation(np.arange(Z.size) % 3 == 0).reshape(shape)
    return np.where(third, Z, -Z) * rng.choice([-1, 1])


# All of it: an answer of another form has no second mistake in it.
BODY = """positive = Z > 0
    return np.where(positive, 1.0, 0.0)"""
MISTAKES = (
    Mistake(
        "divided by Z",
        "Dividing ReLU by Z gives 0 / 0 at the kink, which is nan. Compare with 0 instead: a "
        "comparison is right for every entry.",
        (("np.where(positive, 1.0, 0.0)", "np.maximum(Z, 0) / Z"),),
    ),
    Mistake(
        "a list",
        "You return a list, in which the rows of Z are gone. A comparison of the whole array, "
        "`Z > 0`, keeps the shape, and needs no loop.",
        ((BODY, "return (0 < Z).ravel().astype(float).tolist()"),),
    ),
    Mistake(
        "1 at the kink",
        "At exactly 0 you give the slope 1. Any value from 0 to 1 would be a subgradient; the "
        "convention here, as in PyTorch, is 0.",
        (("Z > 0", "Z >= 0"),),
    ),
    Mistake(
        "one half at the kink",
        "At exactly 0 you give one half, the mean of both sides. It is a subgradient too, but the "
        "convention here, as in PyTorch, is 0.",
        (("np.where(positive, 1.0, 0.0)", "np.heaviside(Z, 0.5)"),),
    ),
    Mistake(
        "ReLU itself",
        "That is ReLU. Asked for is its slope: how steep it is to the right of 0, and how steep "
        "to the left.",
        (("positive, 1.0, 0.0", "positive, Z, 0.0"),),
    ),
    Mistake(
        "truth values",
        "Your entries are True and False. A slope is a number: make floats of them, as with "
        "`.astype(float)`.",
        (("np.where(positive, 1.0, 0.0)", "positive"),),
    ),
    Mistake(
        "sides swapped",
        "Your two sides have changed places: the slope is 1 where ReLU lets the number pass.",
        (("Z > 0", "Z < 0"),),
    ),
    Mistake(
        "the sign",
        "You return the sign. To the left of 0 ReLU is flat: its slope there is 0 and not -1.",
        (("np.where(positive, 1.0, 0.0)", "np.sign(Z)"),),
    ),
    Mistake(
        "leaky",
        "You give negative entries a small slope. That is leaky ReLU; plain ReLU is flat there.",
        (("1.0, 0.0", "1.0, 0.01"),),
    ),
    Mistake(
        "slope of the sigmoid",
        "That is the derivative of the sigmoid. The slope of ReLU has two values only.",
        (("np.where(positive, 1.0, 0.0)", "0.25 / np.cosh(Z / 2) ** 2"),),
    ),
    Mistake(
        "one number",
        "You return one number. Each entry has its own slope, so the answer has the shape of `Z`.",
        ((BODY, "return float(np.count_nonzero(0 < Z))"),),
    ),
)


def _in_place(Z):
    slope = np.zeros_like(Z)
    slope[Z > 0] = 1
    return slope


def _as_integers(Z):
    return (Z > 0).astype(int)


def _with_loops(Z):
    return np.array([1.0 if z > 0 else 0.0 for z in Z.ravel()]).reshape(Z.shape)


def _in_float32(Z):
    return np.heaviside(Z.astype(np.float32), np.float32(0))


TASK = Task(
    name="relu_grad",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("1 to the right of 0, and 0 to the left", 1, tags=("both signs",)),
        Property("0 at the kink", 1, tags=("with zeros",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_in_place, _as_integers, _with_loops, _in_float32),
    hints=(
        "Draw ReLU. Which slope has the part to the left of 0, and which the part to the right?",
        "A comparison gives an array of True and False, and `np.where(condition, a, b)` chooses "
        "for each entry. What should the comparison say at 0?",
    ),
)
