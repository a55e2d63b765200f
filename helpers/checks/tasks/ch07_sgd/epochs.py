"""What batches say: which row stands where in some epochs.

The order of the rows is the student's own draw, so it can't be compared with another one. What
is told instead does not depend on the draw: how many rows each batch has, and, in words,
whether all rows came, with their labels, in an order that is new and that the generator decides.
"""

import numpy as np

KEYS = ("sizes", "rows", "labels", "order", "generator", "arguments")
UNSEEN = "nothing: see the first line"
MOST_ROWS = 20_000  # in all batches of an epoch


def reading(value, X, y, batch_size, seed):
    """Return a dict with `KEYS`: the rows in each batch of the first epoch, and words for the rest.

    value: what the driver `batches_of_epochs` returned, or anything; X (N, ...), y (N,): no two
    rows, and no two labels, are equal. Where there are no batches, the first says what is wrong
    with them, or is what was returned, if it holds no arrays.
    """
    if type(value) is not dict:
        return value
    first = value.get("first")
    if complaint := _complaint(first, X, y):
        told = complaint if _holds_arrays(first) else first
        return dict.fromkeys(KEYS, UNSEEN) | {"sizes": told}
    rows, second, same, other = (
        _rows_of(value.get(epoch), X, y) for epoch in ("first", "second", "same", "other")
    )
    return {
        "sizes": [len(batch) for batch, _ in first],
        "rows": _completeness(rows, len(X)),
        "labels": _pairing(rows, _numbers([labels for _, labels in first], y)),
        "order": _order(rows, second, [len(batch) for batch, _ in first]),
        "generator": _dependence(rows, same, other),
        "arguments": _left_alone((value.get("X"), value.get("y")), (X, y)),
    }


def _complaint(batches, X, y):
    """Return what keeps the batches from being looked at, or ''."""
    if not _is_sequence(batches):
        return "no batches"
    if len(batches) == 2 and all(_is_sequence(part) and len(part) != 2 for part in batches):
        return "two things, and not one list with a pair (X_batch, y_batch) for each batch"
    if not batches or not all(_is_sequence(pair) and len(pair) == 2 for pair in batches):
        return "no list of pairs (X_batch, y_batch)"
    if not all(type(part) is np.ndarray and part.ndim for pair in batches for part in pair):
        return "batches that are no NumPy arrays"
    if all(_fits(batch, y) and _fits(labels, X) for batch, labels in batches):
        return "pairs (y_batch, X_batch), the labels first"
    if not all(
        _fits(batch, X) and _fits(labels, y) and len(labels) <= len(y) for batch, labels in batches
    ):
        return "batches of other shapes than rows of X and of y"
    if sum(len(batch) for batch, _ in batches) > MOST_ROWS:
        return f"more than {MOST_ROWS} rows"
    return "rows that are not in X" if -1 in _numbers([batch for batch, _ in batches], X) else ""


def _rows_of(batches, X, y):
    """Return the number in X of each row of an epoch, None where there are no batches."""
    return None if _complaint(batches, X, y) else _numbers([batch for batch, _ in batches], X)


def _holds_arrays(value):
    return _is_sequence(value) and any(
        type(part) is np.ndarray or _is_sequence(part) for part in value
    )


def _is_sequence(value):
    return type(value) in (list, tuple)


def _fits(batch, whole):
    return batch.ndim == whole.ndim and batch.shape[1:] == whole.shape[1:]


def _numbers(parts, whole):
    """Return where in `whole` each row of the parts stands, also one in float32; -1 for nowhere."""
    rows = np.concatenate([part.astype(np.complex128) for part in parts])
    whole = whole.reshape(len(whole), -1)
    rows = rows.reshape(len(rows), 1, whole.shape[1])
    with np.errstate(all="ignore"):
        bound = 1e-6 * np.abs(rows)
        same = ((np.abs(whole - rows) <= bound) & np.isfinite(bound)).all(axis=2)
    return np.where(same.any(axis=1), same.argmax(axis=1), -1).tolist()


def _completeness(rows, N):
    counts = np.bincount(rows, minlength=N)
    missing, twice = (counts == 0).any(), (counts > 1).any()
    if missing and twice:
        return "some rows more than once, others not at all"
    if missing:
        return "some rows not at all"
    return "some rows more than once" if twice else "every row once"


def _pairing(rows, labels):
    if rows == labels:
        return "every row with its own label"
    if len(rows) != len(labels):
        return "more rows than labels, or fewer"
    if labels == sorted(labels):
        return "the rows shuffled, the labels not"
    if rows == sorted(rows):
        return "the labels shuffled, the rows not"
    return "rows with the labels of other rows"


def _order(first, second, sizes):
    if second is None:
        return "no batches in the second epoch"
    if first == second:
        return (
            "the rows as they stand in X" if first == sorted(first) else "the same in every epoch"
        )
    parts = (first[end - size : end] for end, size in zip(np.cumsum(sizes), sizes, strict=True))
    if all(part == list(range(part[0], part[0] + len(part))) for part in parts if part):
        return "the batches shuffled, but not the rows"
    return "shuffled, and anew in every epoch"


def _dependence(first, same, other):
    if other is None:
        return "no batches from another seed"
    if first != same:
        return "the same seed gives another order"
    return "every seed gives the same order" if first == other else "rng decides the order"


def _left_alone(now, before):
    same = all(
        type(a) is np.ndarray and np.array_equal(a, b) for a, b in zip(now, before, strict=True)
    )
    return "X and y as they were" if same else "X or y in another order than before"
