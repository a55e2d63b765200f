"""The right numbers in wrong places: transposed, reversed, shifted, cut off, out of order.

Pairs are (got, expected), arrays of float64, one for each instance.
"""

import itertools

import numpy as np

from helpers.checks.evidence import ENOUGH, along, distinct, equal, holds, ndim, part
from helpers.checks.judge import far


def moved(pairs):
    """Return the sentence of the first way in which all numbers have moved, or None."""
    return next(filter(None, (way(pairs) for way in _WAYS)), None)


def _transposed(pairs):
    if holds(pairs, np.transpose):
        return (
            "This is the transpose of the right answer. Write the shapes under each factor of "
            "your product: which order gives the shape that is asked for?"
        )
    axes = ndim(pairs, most=4)
    for order in itertools.permutations(range(axes)) if axes > 2 else ():
        if holds(pairs, lambda want, order=order: want.transpose(order)):
            return (
                f"The numbers are right, but the axes stand in another order: yours are the "
                f"expected axes {_listed(order)}."
            )
    return None


def _reversed(pairs):
    for axis in range(ndim(pairs)):
        if holds(pairs, lambda want, axis=axis: np.flip(want, axis)):
            return f"The numbers are right but run backwards{along(pairs, axis)}."
    return None


def _rolled(pairs):
    for axis, step in itertools.product(range(ndim(pairs)), (1, -1)):
        if holds(pairs, lambda want, axis=axis, step=step: np.roll(want, step, axis)):
            return (
                f"The numbers are right, but each stands one place too {_side(step)}"
                f"{along(pairs, axis)}, and the last has come round to the other end: an index "
                "is off by one."
            )
        if _shifted(pairs, axis, step):
            return (
                f"The numbers are right, but each stands one place too {_side(step)}"
                f"{along(pairs, axis)}: an index is off by one."
            )
    return None


def _shifted(pairs, axis, step):
    """Look at all but the entries that a shift leaves open."""
    if any(got.shape != want.shape or want.shape[axis] < 2 for got, want in pairs):
        return False
    cut = [
        (part(got, axis, step), np.stack([part(want, axis, -step), part(want, axis, step)]))
        for got, want in pairs
    ]
    moved = [(got, want[0]) for got, want in cut]
    kept = [want[1] for _, want in cut]
    same = [not far(got, want).any() for got, want in moved]
    changed = [w[far(w, k)] for (_, w), k in zip(moved, kept, strict=True)]
    return all(same) and distinct(changed) >= ENOUGH


def _missing_end(pairs):
    for axis, step in itertools.product(range(ndim(pairs)), (1, -1)):
        which = "first" if step > 0 else "last"
        if holds(pairs, lambda want, axis=axis, step=step: part(want, axis, step)):
            return (
                f"The {which} entry{along(pairs, axis)} is missing, and the others are right: "
                f"does a range or a slice {'start too late' if step > 0 else 'stop too early'}?"
            )
        if equal([(part(got, axis, step), want) for got, want in pairs]):
            return (
                f"There is one entry too many{along(pairs, axis)}, the {which}; the others are "
                "right. Does a range or a slice run one too far?"
            )
    return None


def permuted(pairs):
    """Return a sentence if the same numbers stand there in another order, or None."""

    def in_order(got, want):
        return got.shape == want.shape and not far(np.sort(got, None), np.sort(want, None)).any()

    if not all(in_order(got, want) for got, want in pairs):
        return None
    if distinct([want[far(got, want)] for got, want in pairs]) <= ENOUGH:
        return None
    if holds(pairs, lambda want: np.sort(want, None).reshape(want.shape)):
        return "The numbers are right but sorted; they belong in the order of the arguments."
    return "These are the right numbers in the wrong places: no value is missing, the order is."


def _side(step):
    return "late" if step > 0 else "early"


def _listed(order):
    return ", ".join(map(str, order))


_WAYS = (_transposed, _reversed, _rolled, _missing_end)
