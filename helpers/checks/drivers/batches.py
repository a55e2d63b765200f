"""What a student makes of a training set: which row stands where in the batches of an epoch.

The order of the rows is the student's own draw, so it can't be compared with another one. What
is told instead does not depend on the draw: how many rows each batch has, and, in words,
whether all rows came, with their labels, in an order that is new and that the generator decides.
"""

import types

import numpy as np

from helpers.checks.drivers.calling import called
from helpers.checks.drivers.surroundings import Unpatched

MOST = 1000  # batches; a student's generator may have no end
KEYS = ("sizes", "rows", "labels", "order", "generator", "arguments")
UNSEEN = "nothing: see the first line"
_END = object()


def batches_of_epochs(student, X, y, batch_size, seed):
    """Let the student make the batches of two epochs, and of the first again from other seeds.

    X (N, ...), y (N,): no two rows, and no two labels, are equal. Returns a dict with `KEYS`:
    the rows in each batch of the first epoch, and words for the rest. Where there are no batches,
    the first says what is wrong with them, or is what was returned, if it holds no arrays.
    """
    rng, mine = np.random.default_rng(seed), (X.copy(), y.copy())
    returned = _called(student, *mine, batch_size, rng)
    if returned is None:
        return None
    first = _batches(returned)
    if complaint := _complaint(first, X, y):
        told = complaint if _is_sequence(returned) and _holds_arrays(returned) else returned
        return dict.fromkeys(KEYS, UNSEEN) | {"sizes": told}
    second = _batches(_called(student, *mine, batch_size, rng))
    same, other = (
        _batches(_called(student, X.copy(), y.copy(), batch_size, np.random.default_rng(s)))
        for s in (seed, seed + 1)
    )
    return {
        "sizes": [len(batch) for batch, _ in first],
        "rows": _completeness(_rows(first, X), len(X)),
        "labels": _pairing(first, X, y),
        "order": _order(first, second, X),
        "generator": _dependence(*(_rows(b, X) for b in (first, same, other))),
        "arguments": _left_alone(mine, (X, y)),
    }


def _called(student, *args):
    """Call the student's function; what it patched meanwhile does not outlive the call."""
    with Unpatched():
        return called(student, *args)


def _batches(returned):
    """Take a list, a tuple or what `yield` makes apart; anything else holds no batches.

    Arrays are copied: they may be views of what the next call shuffles.
    """
    if isinstance(returned, types.GeneratorType):
        return [_copied(pair) for pair in _drawn(returned)]
    return [_copied(pair) for pair in returned[:MOST]] if _is_sequence(returned) else []


def _drawn(generator):
    for _ in range(MOST):
        with Unpatched():
            pair = next(generator, _END)
        if pair is _END:
            return
        yield pair


def _copied(pair):
    if _is_sequence(pair) and all(type(part) is np.ndarray for part in pair):
        return tuple(part.copy() for part in pair)
    return pair


def _complaint(batches, X, y):
    """Return what keeps the batches from being looked at, or ''."""
    if len(batches) == 2 and all(_is_sequence(part) and len(part) != 2 for part in batches):
        return "two things, and not one list with a pair (X_batch, y_batch) for each batch"
    if not batches or not all(_is_sequence(pair) and len(pair) == 2 for pair in batches):
        return "no list of pairs (X_batch, y_batch)"
    if not all(type(part) is np.ndarray for pair in batches for part in pair):
        return "batches that are no NumPy arrays"
    if all(_fits(batch, y) and _fits(labels, X) for batch, labels in batches):
        return "pairs (y_batch, X_batch), the labels first"
    if not all(
        _fits(batch, X) and labels.shape == y[: len(labels)].shape for batch, labels in batches
    ):
        return "batches of other shapes than rows of X and of y"
    if -1 in _rows(batches, X):
        return "rows that are not in X"
    return ""


def _holds_arrays(sequence):
    return any(type(part) is np.ndarray or _is_sequence(part) for part in sequence)


def _is_sequence(value):
    return isinstance(value, (list, tuple))


def _fits(batch, whole):
    return batch.ndim == whole.ndim and batch.shape[1:] == whole.shape[1:]


def _rows(batches, X):
    """Return the number of each row in X, -1 for a row that is not there."""
    return [_number(row, X) for batch, _ in batches for row in batch]


def _number(row, whole):
    """Find a row, also one in float32."""
    same = np.isclose(whole, row, rtol=1e-6, atol=0).reshape(len(whole), -1).all(axis=1)
    return int(np.argmax(same)) if same.any() else -1


def _completeness(rows, N):
    counts = np.bincount(rows, minlength=N)
    missing, twice = (counts == 0).any(), (counts > 1).any()
    if missing and twice:
        return "some rows more than once, others not at all"
    if missing:
        return "some rows not at all"
    return "some rows more than once" if twice else "every row once"


def _pairing(batches, X, y):
    rows = _rows(batches, X)
    labels = [_number(label, y) for _, batch in batches for label in batch]
    if rows == labels:
        return "every row with its own label"
    if len(rows) != len(labels):
        return "more rows than labels, or fewer"
    if labels == sorted(labels):
        return "the rows shuffled, the labels not"
    if rows == sorted(rows):
        return "the labels shuffled, the rows not"
    return "rows with the labels of other rows"


def _order(first, second, X):
    if (rows := _rows(first, X)) == _rows(second, X):
        return "the rows as they stand in X" if rows == sorted(rows) else "the same in every epoch"
    neighbours = [_rows([batch], X) for batch in first]
    if all(part == list(range(part[0], part[0] + len(part))) for part in neighbours if part):
        return "the batches shuffled, but not the rows"
    return "shuffled, and anew in every epoch"


def _dependence(first, same, other):
    if first != same:
        return "the same seed gives another order"
    return "every seed gives the same order" if first == other else "rng decides the order"


def _left_alone(now, before):
    same = all(map(np.array_equal, now, before))
    return "X and y as they were" if same else "X or y in another order than before"
