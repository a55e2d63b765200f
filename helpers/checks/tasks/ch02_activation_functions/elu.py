"""The exponential linear unit, without an overflow in the branch that is not taken."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(Z, alpha):
    """Return z for positive entries z of Z, and alpha (exp(z) - 1) for the others."""
    negative = np.minimum(Z, 0.0)
    return np.where(Z > 0, Z, alpha * (np.exp(negative) - 1.0))


def inputs(rng):
    """Both signs, alphas of which none is 1 but the first, and numbers at which exp overflows."""
    yield Instance((np.array([-1.0, 0.0, 2.0]), 1.0), "alpha 1")
    yield Instance((_both_signs(rng, (3, 2)), 1.0), "alpha 1")
    yield Instance((_both_signs(rng, (2, 4)), rng.uniform(0.3, 0.6)), "another alpha")
    yield Instance((_both_signs(rng, (4, 3)), rng.uniform(2.2, 2.8)), "another alpha")
    Z = np.array([[1000.0, -1000.0, 0.5], [-0.5, 800.0, -800.0]])
    yield Instance((Z, rng.uniform(0.5, 0.8)), "huge numbers")


def _both_signs(rng, shape):
    Z = rng.uniform(0.3, 2, shape)
    Z.flat[rng.integers(2) :: 2] *= -1
    return Z


MISTAKES = (
    Mistake(
        "masks multiplied",
        "0 times inf is nan: where z is large, exp(z) overflows, and multiplying by 0 does not "
        "help. Let exp see only numbers up to 0, or use `np.where`.",
        (
            ("np.minimum(Z, 0.0)", "Z"),
            (
                "np.where(Z > 0, Z, alpha * (np.exp(negative) - 1.0))",
                "(Z > 0) * Z + (Z <= 0) * alpha * (np.exp(negative) - 1.0)",
            ),
        ),
    ),
    Mistake(
        "the larger of the two",
        "You take the larger of the two pieces. With an alpha above 1 that is z itself where z is "
        "a little below 0: decide by the sign, `np.where(Z > 0, ...)`.",
        (("np.where(Z > 0, Z, alpha", "np.maximum(Z, alpha"),),
    ),
    Mistake(
        "alpha forgotten",
        "The factor alpha is missing: for negative z it is alpha times (exp(z) - 1).",
        (("alpha * (np", "(np"),),
    ),
    Mistake(
        "alpha on both sides",
        "You multiplied the positive entries by alpha as well. They pass unchanged.",
        (("Z > 0, Z,", "Z > 0, alpha * Z,"),),
    ),
    Mistake(
        "alpha in the exponent",
        "alpha stands in the exponent. It multiplies the whole bracket: alpha (exp(z) - 1).",
        (("alpha * (np.exp(negative)", "(np.exp(alpha * negative)"),),
    ),
    Mistake(
        "brackets",
        "You computed alpha exp(z) - 1. The bracket belongs round exp(z) - 1: then the function "
        "is 0 at 0 for every alpha.",
        (("alpha * (np.exp(negative) - 1.0)", "alpha * np.exp(negative) - 1.0"),),
    ),
    Mistake(
        "without the 1",
        "The -1 is missing, so your function jumps at 0: exp(0) is 1.",
        (("np.exp(negative) - 1.0", "np.exp(negative)"),),
    ),
    Mistake(
        "sides swapped",
        "Your two cases have changed places: positive numbers pass, negative ones are bent.",
        (("Z > 0, Z, alpha", "Z < 0, Z, alpha"), ("np.minimum(Z, 0.0)", "Z")),
    ),
    Mistake(
        "sign of the exponent",
        "The exponent has the wrong sign: with exp(-z) the left side grows instead of levelling "
        "off at -alpha.",
        (("np.exp(negative)", "np.exp(-negative)"),),
    ),
    Mistake(
        "sign",
        "Your negative entries came out positive: it is exp(z) - 1, which is below 0 there.",
        (("np.exp(negative) - 1.0", "1.0 - np.exp(negative)"),),
    ),
    Mistake(
        "leaky ReLU",
        "That is leaky ReLU, alpha times z. ELU bends: alpha (exp(z) - 1).",
        (("np.exp(negative) - 1.0", "negative"),),
    ),
    Mistake(
        "ReLU",
        "That is ReLU. ELU goes below 0 for negative z, down to -alpha.",
        (("alpha * (np.exp(negative) - 1.0)", "0.0"),),
    ),
    Mistake(
        "the derivative",
        "You returned the derivative: 1 and alpha exp(z). Asked for is the function itself.",
        (("Z > 0, Z, alpha * (np.exp(negative) - 1.0)", "Z > 0, 1.0, alpha * np.exp(negative)"),),
    ),
    Mistake(
        "both branches added",
        "You added the two cases. For a positive z the second is 0 only if exp sees min(z, 0); "
        "and for a negative z the first must be 0, not z.",
        (
            (
                "np.where(Z > 0, Z, alpha * (np.exp(negative) - 1.0))",
                "Z + alpha * (np.exp(negative) - 1.0)",
            ),
        ),
    ),
)


def _as_a_sum(Z, alpha):
    return np.maximum(Z, 0) + alpha * np.expm1(np.minimum(Z, 0))


def _with_a_warning(Z, alpha):
    return np.where(Z > 0, Z, alpha * (np.exp(Z) - 1))


def _with_a_mask(Z, alpha):
    out = Z.copy()
    out[Z < 0] = alpha * (np.exp(Z[Z < 0]) - 1)
    return out


def _with_loops(Z, alpha):
    return np.array([z if z > 0 else alpha * np.expm1(z) for z in Z.ravel()]).reshape(Z.shape)


def _in_float32(Z, alpha):
    return reference(Z.astype(np.float32), np.float32(alpha)).astype(np.float32)


TASK = Task(
    name="elu",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right with alpha 1", 1, tags=("alpha 1",)),
        Property("right with any alpha", 1, tags=("another alpha",)),
        Property("right for ±1000", 1, tags=("huge numbers",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_as_a_sum, _with_a_warning, _with_a_mask, _with_loops, _in_float32),
    hints=(
        "Two cases, decided for each entry: `np.where(Z > 0, ..., ...)`.",
        "`np.where` computes both cases for every entry before it chooses. So give exp something "
        "that is harmless where the other case is taken: `np.minimum(Z, 0)`.",
    ),
)
