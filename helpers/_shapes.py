"""Argument checks shared by the reference functions: a clear sentence before any work."""

import numpy as np


def require_2d(name, array):
    """Raise ValueError unless `array` has two axes (rows are examples)."""
    if np.ndim(array) != 2:
        raise ValueError(
            f"{name} must be 2-D, one row per example, but has shape {np.shape(array)}"
        )


def require_same_shape(**arrays):
    """Raise ValueError unless the arrays, given by name, all have one shape."""
    shapes = {name: np.shape(array) for name, array in arrays.items()}
    if len(set(shapes.values())) > 1:
        listed = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise ValueError(f"expected equal shapes, got {listed}")
