"""Numbers as the reference functions take them: float32 stays float32, integers become float64."""

import math

import numpy as np


def as_floats(array):
    """Return `array` in its own floating dtype, and anything else (integers, lists) as float64."""
    array = np.asarray(array)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def require_at_least_0(name, number):
    """Return the number as a Python float, which leaves float32 arrays float32.

    Raises:
        ValueError: if it is negative, infinite or NaN.
    """
    if not (math.isfinite(number) and number >= 0):
        raise ValueError(f"{name} must be a finite number and at least 0, but is {number}")
    return float(number)
