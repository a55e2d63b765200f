"""How a wrong array may be related to the right one: scaled, moved, a function of it and so on.

A relation is ``relation(pairs)`` with pairs (got, expected) of float64 arrays, one for each
instance, and returns a sentence where it holds on all of them, else None.
"""

import itertools

import numpy as np

from helpers.checks.evidence import ENOUGH, along, distinct, holds, ndim, part
from helpers.checks.factors import scaled
from helpers.checks.judge import far
from helpers.checks.places import moved, permuted
from helpers.checks.precision import lost_digits, nearly, rounded


def value_relation(pairs, sizes):
    """Return the sentence of the first relation that holds, or None.

    pairs: (got, expected) for each instance, arrays of numbers; sizes: for each instance what
    `arguments.sizes` gives.
    """
    if any(got.dtype.kind not in "iuf" or want.dtype.kind not in "iuf" for got, want in pairs):
        return None
    lost = lost_digits(pairs)
    pairs = [(got.astype(np.float64), want.astype(np.float64)) for got, want in pairs]
    if not all(np.isfinite(want).all() and want.size for _, want in pairs):
        return None
    with np.errstate(all="ignore"):
        found = (relation(pairs) for relation in RELATIONS)
        exact = next(filter(None, found), None) or scaled(pairs, sizes)
        return exact or lost or nearly(pairs)


def _turned(pairs):
    return holds(pairs, np.negative) and (
        "Every number here has the wrong sign, and nothing else is wrong: look for a difference "
        "taken the wrong way round, or for a minus."
    )


def _of_each_number(pairs):
    """A function of each expected number."""
    for change, sentence in _EACH:
        if holds(pairs, change):
            return sentence
    for change, sentence in _OF_EACH_OF_YOURS:
        mirrored = [(want, got) for got, want in pairs]
        if holds(mirrored, change) and distinct([want for _, want in pairs]) >= ENOUGH:
            return sentence
    return None


_EACH = (
    (
        np.abs,
        "Right except for the sign: yours are the absolute values. Where does the sign get lost?",
    ),
    (np.square, "Yours are the squares of the expected numbers: is a square root missing?"),
    (
        lambda want: np.sqrt(want) if (want >= 0).all() else None,
        "Yours are the square roots of the expected numbers: is there a root too many?",
    ),
    (
        lambda want: 1 / want if (want != 0).all() else None,
        "Yours are 1 divided by the expected numbers: is a fraction upside down?",
    ),
    (
        lambda want: np.log(want) if (want > 0).all() else None,
        "Yours are the logarithms of the expected numbers.",
    ),
    (np.exp, "You exponentiated once too often: yours are exp of the expected numbers."),
    (lambda want: 1 - want, "Yours are 1 minus the expected numbers."),
    (
        lambda want: np.maximum(want, 0),
        "Right where the expected number is positive; the negative ones have become 0.",
    ),
)


_OF_EACH_OF_YOURS = (
    (
        np.abs,
        "Right except for the sign: the expected numbers are the absolute values of yours.",
    ),
    (
        lambda got: np.maximum(got, 0),
        "Right where your number is positive; where it is negative, 0 is expected.",
    ),
)


def _plus_a_constant(pairs):
    if any(got.shape != want.shape for got, want in pairs):
        return None
    shifts = [float(np.mean(got - want)) for got, want in pairs]
    if not np.isfinite(shifts).all():
        return None
    moved = [(got, want + shift) for (got, want), shift in zip(pairs, shifts, strict=True)]
    free = len(pairs) if len({f"{s:.4g}" for s in shifts}) > 1 else 1
    if any(far(got, want).any() for got, want in moved):
        return None
    if distinct([want for _, want in pairs if want.size > 1 or free == 1]) < ENOUGH + free:
        return None
    if free == 1:
        return f"Every number is too {_more(shifts[0])} by the same {abs(shifts[0]):.4g}."
    return (
        "On each instance all numbers are off by one and the same amount "
        f"({', '.join(f'{s:+.4g}' for s in shifts[:3])}): a constant is added or left out."
    )


def _unfilled(pairs):
    """Some entries are right, and all others 0."""
    if any(got.shape != want.shape for got, want in pairs):
        return None
    wrong = [far(got, want) for got, want in pairs]
    if any(got[bad].any() for (got, _), bad in zip(pairs, wrong, strict=True)):
        return None
    right = distinct([got[~bad] for (got, _), bad in zip(pairs, wrong, strict=True)])
    missing = distinct([want[bad] for (_, want), bad in zip(pairs, wrong, strict=True)])
    if missing < ENOUGH:
        return None
    if not any(got.any() for got, _ in pairs):
        asked = " Is the array that you return ever filled in?" if pairs[0][0].ndim else ""
        return f"Every number is 0.{asked}"
    if right >= ENOUGH:
        return "What is there is right, but some entries are still 0: are they ever filled in?"
    return None


def _at_an_edge(pairs):
    """All wrong entries stand in the first, or the last, place along an axis."""
    if any(got.shape != want.shape for got, want in pairs):
        return None
    wrong = [far(got, want) for got, want in pairs]
    right = distinct([want[~bad] for (_, want), bad in zip(pairs, wrong, strict=True)])
    for axis, step in itertools.product(range(ndim(pairs)), (1, -1)):
        tall = all(bad.shape[axis] > 2 for bad in wrong)
        inside = [part(bad, axis, step) for bad in wrong]
        edge = sum(bad.sum() for bad in wrong)
        if tall and right >= 2 * ENOUGH and edge >= ENOUGH and not any(i.any() for i in inside):
            where = "first" if step > 0 else "last"
            return (
                f"Only the {where} entries{along(pairs, axis)} are wrong, all others are right: "
                "look at the first and the last turn of your loop, or at the ends of your slices."
            )
    return None


def _with_nan(pairs):
    if any(got.shape != want.shape for got, want in pairs):
        return None
    bad = [np.isnan(got) for got, _ in pairs]
    if not any(b.any() for b in bad):
        return None
    rest = [(got[~b], want[~b]) for (got, want), b in zip(pairs, bad, strict=True)]
    if any(far(*pair).any() for pair in rest) or distinct([w for _, w in rest]) < ENOUGH:
        return None
    return (
        "All numbers are right except where yours is nan. nan comes from 0/0, inf - inf, "
        "0 times inf or the log of a negative number: which of them meets an extreme value?"
    )


def _more(difference):
    return "large" if difference > 0 else "small"


RELATIONS = (
    _turned,
    moved,
    rounded,
    _of_each_number,
    _unfilled,
    _with_nan,
    _plus_a_constant,
    _at_an_edge,
    permuted,
)
