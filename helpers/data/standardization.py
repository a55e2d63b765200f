"""Inputs with mean 0 and variance 1, by the training set's statistics and no other's."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Standardization:
    """A shift and a scale, fixed once: what `standardization` found in the training set.

    mean, std: of one shape, which broadcasts against the data.
    """

    mean: np.ndarray
    std: np.ndarray

    def apply(self, X):
        """Return (X - mean) / std, shape of X; a feature that never varied is only shifted."""
        X = _as_float(X)
        return (X - self.mean.astype(X.dtype)) / self._scale(X.dtype)

    def undo(self, X):
        """Return X * std + mean, shape of X: what `apply` was given."""
        X = _as_float(X)
        return X * self._scale(X.dtype) + self.mean.astype(X.dtype)

    def _scale(self, dtype):
        return np.where(self.std > 0, self.std, 1).astype(dtype)


def standardization(X_train, *, axis=0):
    """Return the `Standardization` by the mean and standard deviation of X_train (N, ...).

    axis: what to average over. 0 gives each feature (or pixel) its own statistics; ``None``
    gives one mean and one deviation for everything, as is usual for images. The deviation is
    that of the population (divided by N). Fit it on the training set, and apply it to
    validation and test data unchanged: their own statistics are not known in use.

    Raises:
        ValueError: if X_train is empty or holds a NaN or an infinity.

    >>> fitted = standardization(np.array([[1.0, 5.0], [3.0, 5.0]]))
    >>> fitted.apply(np.array([[2.0, 5.0], [5.0, 7.0]]))
    array([[0., 0.],
           [3., 2.]])
    """
    X = np.asarray(X_train)
    if X.size == 0:
        raise ValueError(f"X_train is empty: its shape is {X.shape}")
    if not np.isfinite(X).all():
        index = tuple(np.argwhere(~np.isfinite(X))[0].tolist())
        raise ValueError(f"X_train must be finite, but holds {X[index]} at index {list(index)}")
    return Standardization(
        mean=np.asarray(X.mean(axis=axis, dtype=np.float64)),
        std=np.asarray(X.std(axis=axis, dtype=np.float64)),
    )


def _as_float(X):
    """Return X as floats: float32 and uint8 as float32, others as float64."""
    X = np.asarray(X)
    return X.astype(np.result_type(X, np.float32), copy=False)
