"""Class labels as the reference functions take them: whole numbers from 0 to K - 1."""

import numpy as np


def as_labels(name, labels, classes):
    """Return `labels` (N,) as integers; floats and booleans that are whole numbers will do.

    Raises:
        ValueError: if labels has not one axis, or holds anything but 0, ..., classes - 1.
    """
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError(f"{name} must have shape (N,), one label a row, but has {labels.shape}")
    if np.issubdtype(labels.dtype, np.integer):
        right = (labels >= 0) & (labels < classes)
    else:
        right = np.isin(labels, np.arange(classes))
    if not right.all():
        first = int(np.argmin(right))
        raise ValueError(
            f"{name} must be whole numbers from 0 to {classes - 1}, but {name}[{first}] is "
            f"{labels[first]}"
        )
    return labels.astype(np.intp, copy=False)


def require_classes(classes):
    """Raise ValueError unless `classes` is a whole number of at least 1."""
    if classes != int(classes) or classes < 1:
        raise ValueError(f"classes must be a whole number, at least 1, but is {classes}")
