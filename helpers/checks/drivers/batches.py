"""What a student makes of a training set: the batches of some epochs."""

import types

import numpy as np

from helpers.checks.drivers.calling import called_apart
from helpers.checks.drivers.surroundings import Unpatched

MOST = 1000  # batches; a student's generator may have no end
_END = object()


def batches_of_epochs(student, X, y, batch_size, seed):
    """Let the student make the batches of two epochs, and of the first again from other seeds.

    X (N, ...), y (N,). Returns the batches of "first" and "second", which share a generator, of
    "same" and "other", whose generators begin at the same seed and at another, and "X" and "y" as
    they are after the first two calls; None where the first call returns nothing.
    """
    rng, mine = np.random.default_rng(seed), (X.copy(), y.copy())
    first = called_apart(student, *mine, batch_size, rng)
    if first is None:
        return None
    first = _batches(first)
    second = _batches(called_apart(student, *mine, batch_size, rng))
    same, other = (
        _batches(called_apart(student, X.copy(), y.copy(), batch_size, np.random.default_rng(s)))
        for s in (seed, seed + 1)
    )
    left = dict(zip(("X", "y"), mine, strict=True))
    return {"first": first, "second": second, "same": same, "other": other, **left}


def _batches(returned):
    """Take a list, a tuple or what `yield` makes apart; anything else stays as it is.

    So does a generator that gives nothing. Arrays are copied: they may be views of what the next
    call shuffles.
    """
    if isinstance(returned, types.GeneratorType):
        returned = list(_drawn(returned)) or returned
    if not isinstance(returned, (list, tuple)):
        return returned
    return [_copied(pair) for pair in returned]


def _drawn(generator):
    for _ in range(MOST):
        with Unpatched():
            pair = next(generator, _END)
        if pair is _END:
            return
        yield pair


def _copied(pair):
    arrays = isinstance(pair, (list, tuple)) and all(type(part) is np.ndarray for part in pair)
    return tuple(part.copy() for part in pair) if arrays else pair
