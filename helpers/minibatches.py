"""Mini-batches: a new order every epoch, every example once, X and y by the same permutation."""

import numpy as np


def minibatches(X, y, batch_size, rng):
    """Return an iterator over (X_batch, y_batch), one epoch in a new random order.

    X (N, ...), y (N, ...): examples along the first axis; batch_size B >= 1; rng: a
    `numpy.random.Generator`, which moves on, so that the next call gives another order. There
    are ceil(N / B) batches: the last one is ragged, with N mod B examples, where B does not
    divide N, and nothing is left out. The batches are copies.

    >>> X, y = np.arange(5), np.arange(5) ** 2
    >>> for X_batch, y_batch in minibatches(X, y, 2, np.random.default_rng(0)):
    ...     print(X_batch, y_batch)
    [2 4] [ 4 16]
    [3 0] [9 0]
    [1] [1]

    Raises:
        ValueError: if X and y differ in length, or batch_size is no integer of at least 1.
    """
    X, y = np.asarray(X), np.asarray(y)
    if np.ndim(X) == 0 or np.ndim(y) == 0 or len(X) != len(y):
        raise ValueError(
            f"X and y need one row per example, but have shapes {X.shape} and {y.shape}"
        )
    if not isinstance(batch_size, int | np.integer) or batch_size < 1:
        raise ValueError(f"batch_size must be an integer of at least 1, but is {batch_size!r}")
    order = rng.permutation(len(X))
    starts = range(0, len(X), batch_size)
    return ((X[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in starts)
