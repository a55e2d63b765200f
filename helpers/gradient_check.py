"""Is this gradient right? Central differences over every entry, and the relative error."""

from typing import NamedTuple

import numpy as np


def numerical_gradient(f, x, *, step=1e-5):
    """Return the gradient of the scalar function f at x by central differences, shape of x.

    f takes an array of the shape of x and returns a number; x is left as it was. The error of
    (f(x + h) - f(x - h)) / 2h falls as h^2 until rounding, which grows as 1/h, takes over;
    in float64 a step near 1e-5 is about the best of both. 2 calls of f for each entry of x.
    """
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + step
        above = f(x)
        x[index] = kept - step
        below = f(x)
        x[index] = kept
        gradient[index] = (above - below) / (2 * step)
    return gradient


def relative_error(a, b, *, floor=1e-8):
    """Return |a - b| / max(|a| + |b|, floor) elementwise: 0 when equal, 1 for opposite signs.

    a, b: the same shape. The floor keeps two gradients that are both nearly 0 from being
    called different.
    """
    a, b = np.asarray(a), np.asarray(b)
    return np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), floor)


class WorstEntry(NamedTuple):
    """Where a gradient is furthest from its numerical value."""

    error: float
    name: str
    index: tuple
    gradient: float
    numerical: float

    def __str__(self):
        return (
            f"worst relative error {self.error:.1e} at {self.name}{list(self.index)}: "
            f"gradient {self.gradient:.6g}, numerically {self.numerical:.6g}"
        )


def gradient_check(f, parameters, gradients, *, step=1e-5):
    """Compare `gradients` with central differences of f at every index; return the `WorstEntry`.

    f: takes a dict of arrays like `parameters`, returns the loss; parameters, gradients: dicts
    of arrays with the same keys and shapes. In float64 a right gradient stays below about
    1e-7; a wrong one is rarely below 1e-3.
    """
    if parameters.keys() != gradients.keys():
        raise ValueError(
            f"gradients are for {sorted(gradients)} but the parameters are {sorted(parameters)}"
        )
    entries = [
        _worst(f, parameters, name, np.asarray(gradients[name]), step) for name in parameters
    ]
    return max(entries, key=lambda entry: entry.error)


def _worst(f, parameters, name, gradient, step):
    if np.shape(parameters[name]) != gradient.shape:
        raise ValueError(
            f"the gradient of {name} has shape {gradient.shape}, "
            f"but {name} has shape {np.shape(parameters[name])}"
        )
    numerical = numerical_gradient(
        lambda x: f({**parameters, name: x}), parameters[name], step=step
    )
    with np.errstate(invalid="ignore"):  # an infinite gradient gives nan here, inf below
        errors = relative_error(gradient, numerical)
    index = np.unravel_index(np.argmax(np.nan_to_num(errors, nan=np.inf)), errors.shape)
    index = tuple(int(i) for i in index)
    return WorstEntry(
        float(np.nan_to_num(errors[index], nan=np.inf)),
        name,
        index,
        float(gradient[index]),
        float(numerical[index]),
    )
