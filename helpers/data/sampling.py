"""Which examples go where: splits and samples that look at the classes. All return indices."""

import numpy as np


def stratified_split(labels, rng, *, test):
    """Return (train, test): shuffled indices of all N examples, each in exactly one of the two.

    labels (N,). `test` examples go to the test set, drawn without replacement, and every
    class's share of them is its share of the data: the exact share rounded down, and what then
    is missing from the classes with the largest remainders.

    Raises:
        ValueError: if `labels` is not 1-D, or `test` is not between 0 and N.

    >>> train, test = stratified_split([0, 0, 0, 0, 1, 1], np.random.default_rng(0), test=3)
    >>> np.array([0, 0, 0, 0, 1, 1])[np.sort(test)]
    array([0, 0, 1])
    """
    labels = _one_dimensional(labels)
    if not 0 <= test <= len(labels):
        raise ValueError(f"test must be from 0 to {len(labels)}, the examples, but is {test}")
    chosen = [
        rng.choice(members, size=size, replace=False)
        for members, size in zip(*_shares(labels, test), strict=True)
    ]
    chosen = np.concatenate([np.zeros(0, dtype=np.int64), *chosen])
    rest = np.setdiff1d(np.arange(len(labels)), chosen)
    return rng.permutation(rest), rng.permutation(chosen)


def balanced_sample(labels, rng, *, per_class=None):
    """Return shuffled indices of `per_class` examples of every class, without replacement.

    labels (N,). By default `per_class` is the size of the smallest class, so that as much is
    kept as balance allows.

    Raises:
        ValueError: if a class has fewer examples than `per_class`.

    >>> labels = np.array([0, 0, 0, 0, 1, 1])
    >>> np.bincount(labels[balanced_sample(labels, np.random.default_rng(0))])
    array([2, 2])
    """
    labels = _one_dimensional(labels)
    classes, sizes = np.unique(labels, return_counts=True)
    if len(classes) == 0:
        return np.zeros(0, dtype=np.int64)
    per_class = sizes.min() if per_class is None else per_class
    if not 0 <= per_class <= sizes.min():
        raise ValueError(
            f"per_class must be from 0 to {sizes.min()}, the examples of "
            f"class {classes[sizes.argmin()]}, but is {per_class}"
        )
    members = [np.flatnonzero(labels == k) for k in classes]
    return rng.permutation(
        np.concatenate([rng.choice(m, size=per_class, replace=False) for m in members])
    )


def _shares(labels, test):
    """Return each class's indices, and how many of them go to the test set."""
    classes, sizes = np.unique(labels, return_counts=True)
    shares, remainders = np.divmod(sizes * test, max(len(labels), 1))
    missing = test - shares.sum()
    shares[np.argsort(-remainders, kind="stable")[:missing]] += 1
    return [np.flatnonzero(labels == k) for k in classes], shares


def _one_dimensional(labels):
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError(f"labels must have shape (N,), but have shape {labels.shape}")
    return labels
