"""Right numbers in a wrong form: in a list, as a column, repeated, not summed, under another name.

A form is ``form(pairs)`` with pairs (got, expected) for each instance, got any plain value and
expected an array, and returns a sentence where it holds on all of them, else None.
"""

import numpy as np

from helpers.checks.evidence import distinct
from helpers.checks.judge import far, near


def form(pairs):
    """Return the sentence of the first form that fits, or None.

    pairs: (got, expected), a plain value and an array or a number, for each instance.
    """
    pairs = [(got, np.asarray(want)) for got, want in pairs]
    if distinct([want for _, want in pairs if want.dtype.kind in "iuf"]) < 2:
        return None
    if sentence := _in_a_container(pairs):
        return sentence
    if any(type(got) not in (np.ndarray, int, float) for got, _ in pairs):
        return None
    arrays = [(np.asarray(got), want) for got, want in pairs]
    if any(array.dtype.kind not in "iufc" for pair in arrays for array in pair):
        return None
    with np.errstate(all="ignore"):
        return next(filter(None, (one(arrays) for one in _OF_ARRAYS)), None)


def _in_a_container(pairs):
    if all(type(got) in (list, tuple) for got, _ in pairs):
        arrays = [_array(got) for got, _ in pairs]
        if _equal([(a, want) for a, (_, want) in zip(arrays, pairs, strict=True)]):
            kind = type(pairs[0][0]).__name__
            return f"The numbers are right, but in a {kind}: make an array of it, `np.array(...)`."
        return _one_of_several(pairs)
    return None


def _one_of_several(pairs):
    """Right, but with something else beside it."""
    for position in range(min(len(got) for got, _ in pairs)):
        if all(near(got[position], want) is None for got, want in pairs):
            count = len(pairs[0][0])
            if count == 1:
                return "Right, but packed into a tuple of one: is there a comma too many?"
            return (
                f"You return {count} values, and the one that is asked for is at position "
                f"{position}: return it alone."
            )
    return None


def _array(nest):
    """Return nested lists of numbers as an array, None if they are ragged or hold other things."""
    try:
        array = np.array(nest)
    except ValueError:
        return None
    return array if array.dtype.kind in "iuf" else None


def _complex(arrays):
    real = [(got.real, want) for got, want in arrays]
    if all(got.dtype.kind == "c" and not got.imag.any() for got, _ in arrays) and _equal(real):
        return "Right, but complex: take the real part, `.real`."
    return None


def _other_shape(arrays):
    if all(got.shape == want.shape for got, want in arrays):
        return None
    if not _equal([(got.ravel(), want.ravel()) for got, want in arrays]):
        turned = [(got.T.ravel(), want.ravel()) for got, want in arrays]
        return _equal(turned) and "The numbers are right, but rows and columns are mixed up."
    got, want = next((g, w) for g, w in arrays if g.shape != w.shape)
    start = f"The numbers are right, only the shape is not: {got.shape} instead of {want.shape}."
    if got.size == 1 and want.ndim == 0:
        return f"{start} A plain number is asked for: take it out of its array."
    if _without_ones(got) != _without_ones(want):
        return f"{start} Which axis means what? Follow the shapes from the arguments on."
    if got.ndim > want.ndim:
        return (
            f"{start} An axis of length 1 is left over, as `keepdims`, `[:, None]` or a slice "
            "like `x[:, :1]` leaves it."
        )
    if got.ndim < want.ndim:
        return f"{start} An axis of length 1 got lost: `keepdims=True` or `reshape` keeps it."
    return f"{start} A column is no row: which axis is the batch?"


def _without_ones(array):
    return tuple(n for n in array.shape if n != 1)


def _repeated(arrays):
    grown = all(got.size > want.size for got, want in arrays if want.size > 1)
    for spread in (lambda w: w, lambda w: w[:, None] if w.ndim == 1 else w.T):
        if grown and _equal([(got, _broadcast(spread(want), got.shape)) for got, want in arrays]):
            return _broadcasting(arrays, "the right numbers, again and again")
    if all(got.shape == (want.size, want.size) for got, want in arrays):
        diagonals = [(np.diagonal(got), want.ravel()) for got, want in arrays]
        if _equal(diagonals):
            return _broadcasting(arrays, "the right numbers on its diagonal")
    return None


def _broadcasting(arrays, holds):
    got, want = max(arrays, key=lambda pair: pair[0].size)
    return (
        f"Your array is {got.shape} instead of {want.shape} and holds {holds}: somewhere an (N,) "
        "met an (N, 1), and NumPy paired every entry with every other without a word."
    )


def _broadcast(array, shape):
    try:
        return np.broadcast_to(array, shape)
    except ValueError:
        return None


_REDUCTIONS = ((np.sum, "sum"), (np.mean, "mean"), (np.max, "maximum"))


def _not_reduced(arrays):
    for (reduce, word), axis in _each_reduction(arrays, side=0):
        for keep in (False, True):
            reduced = [(reduce(g, axis=axis, keepdims=keep), want) for g, want in arrays]
            if _equal(reduced):
                over = "everything" if axis is None else f"axis {axis}"
                return f"The {word} over {over} is missing: taken of your array, it is the answer."
    return None


def _reduced_too_far(arrays):
    for (reduce, word), axis in _each_reduction(arrays, side=1):
        for keep in (False, True):
            if _equal([(g, np.asarray(reduce(w, axis=axis, keepdims=keep))) for g, w in arrays]):
                over = "everything" if axis is None else f"axis {axis}"
                return (
                    f"You took the {word} over {over} once too often: yours is the {word} of the "
                    "numbers that are asked for."
                )
    return None


def _each_reduction(arrays, side):
    """Yield the reductions that make an array of more numbers into one of fewer."""
    larger, fewer = ([pair[k] for pair in arrays] for k in (side, 1 - side))
    sizes = [(a.size, b.size) for a, b in zip(larger, fewer, strict=True)]
    if not all(a > b or a == b == 1 for a, b in sizes) or not any(a > b for a, b in sizes):
        return
    ndim = min(a.ndim for a in larger)
    for axis in (None, *range(min(ndim, 4))):
        for reduction in _REDUCTIONS:
            yield reduction, axis


def _equal(pairs):
    """Do all arrays agree, and say enough together?"""
    return (
        all(
            got is not None
            and want is not None
            and got.shape == want.shape
            and not far(got, want).any()
            for got, want in pairs
        )
        and distinct([want for _, want in pairs]) >= 2
    )


_OF_ARRAYS = (_complex, _other_shape, _repeated, _not_reduced, _reduced_too_far)
