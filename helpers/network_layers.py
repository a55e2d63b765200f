"""The layers of a `Sequential`: small frozen values that know sizes and functions, no arrays.

Each one hands its arrays, by name, to the pure functions in `helpers.layers` and
`helpers.activations`: `values` is a dict such as {"W": ..., "b": ...}. The cache that
`forward` returns is what `backward` needs, and nothing is kept between the two calls.
"""

from dataclasses import dataclass
from numbers import Integral
from typing import ClassVar

import numpy as np

from helpers.activations import activation
from helpers.layers import dense_backward, dense_forward


@dataclass(frozen=True)
class Layer:
    """What every layer can do; the defaults are those of a layer without parameters.

    names: what its arrays are called, parameters and statistics alike.
    """

    names: ClassVar[tuple] = ()

    def parameters(self, rng):
        """Return a dict of initial parameters; rng: a `numpy.random.Generator`."""
        return {}

    def statistics(self):
        """Return a dict of arrays that training keeps beside the parameters, without gradients."""
        return {}

    def forward(self, X, values, *, training, rng):
        """Return (A, cache) for a batch X (N, ...); `training` and rng matter to few layers."""
        raise NotImplementedError

    def backward(self, dA, values, cache):
        """Return (dX, gradients): with respect to X, and a dict like the parameters."""
        raise NotImplementedError

    def parameter_gradients(self, dA, values, cache):
        """Return the gradients only: for the first layer, below which nobody needs dX (N, ...)."""
        return self.backward(dA, values, cache)[1]

    def statistics_after(self, values, cache):
        """Return the statistics as they are after the forward pass in training."""
        return {}


@dataclass(frozen=True)
class Dense(Layer):
    """Z = X @ W + b with W (fan_in, fan_out), normal of variance 1/fan_in at first, and b = 0."""

    names: ClassVar[tuple] = ("W", "b")
    fan_in: int
    fan_out: int

    def __post_init__(self):
        _require_positive(fan_in=self.fan_in, fan_out=self.fan_out)

    def parameters(self, rng):
        """Return {"W": (fan_in, fan_out), "b": (fan_out,)}."""
        W = rng.normal(0, self.fan_in**-0.5, size=(self.fan_in, self.fan_out))
        return {"W": W, "b": np.zeros(self.fan_out)}

    def forward(self, X, values, *, training=False, rng=None):
        """Return (Z, X), Z (N, fan_out), for X (N, fan_in)."""
        return dense_forward(X, values["W"], values["b"]), X

    def backward(self, dZ, values, X):
        """Return (dX, {"W": dW, "b": db}) for dZ (N, fan_out)."""
        dX, dW, db = dense_backward(dZ, X, values["W"])
        return dX, {"W": dW, "b": db}

    def parameter_gradients(self, dZ, values, X):
        """Return {"W": dW, "b": db} without the product dZ @ W.T, a third of the work."""
        return {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


@dataclass(frozen=True)
class Activation(Layer):
    """A = g(Z) elementwise, with g one of `helpers.activations.ACTIVATIONS` by name."""

    name: str

    def __post_init__(self):
        activation(self.name)  # an unknown name is refused here already

    def forward(self, Z, values, *, training=False, rng=None):
        """Return (A, Z), both in the shape of Z."""
        return activation(self.name).function(Z), Z

    def backward(self, dA, values, Z):
        """Return (dZ, {}) with dZ = dA * g'(Z)."""
        return dA * activation(self.name).grad(Z), {}


def _require_positive(**sizes):
    for name, size in sizes.items():
        if not isinstance(size, Integral) or size < 1:
            raise ValueError(f"{name} must be an integer of at least 1, but is {size!r}")
