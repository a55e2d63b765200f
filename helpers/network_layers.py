"""The layers of a `Sequential`: small frozen values that know sizes and functions, no arrays.

Each one hands its arrays, by name, to the pure functions in `helpers.layers` and
`helpers.activations`: `values` is a dict such as {"W": ..., "b": ...}. The cache that
`forward` returns is what `backward` needs, and nothing is kept between the two calls.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from numbers import Integral
from typing import ClassVar

import numpy as np

from helpers import layers
from helpers.activations import activation
from helpers.initializers import normal
from helpers.layers.normalization import Running


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

    def statistics_after(self, cache):
        """Return the statistics as the forward pass has left them."""
        return {}


@dataclass(frozen=True)
class Dense(Layer):
    """Z = X @ W + b with W (fan_in, fan_out) and b (fan_out,), which starts at zero.

    weights: draws the first W, a function of (shape, rng) such as those in
    `helpers.initializers`; by default normal with variance 1/fan_in.
    """

    names: ClassVar[tuple] = ("W", "b")
    fan_in: int
    fan_out: int
    _: KW_ONLY
    weights: Callable = normal

    def __post_init__(self):
        _require_positive(fan_in=self.fan_in, fan_out=self.fan_out)

    def parameters(self, rng):
        """Return {"W": (fan_in, fan_out), "b": (fan_out,)}."""
        W = self.weights((self.fan_in, self.fan_out), rng)
        return {"W": W, "b": np.zeros(self.fan_out)}

    def forward(self, X, values, *, training=False, rng=None):
        """Return (Z, X), Z (N, fan_out), for X (N, fan_in)."""
        return layers.dense_forward(X, values["W"], values["b"]), X

    def backward(self, dZ, values, X):
        """Return (dX, {"W": dW, "b": db}) for dZ (N, fan_out)."""
        dX, dW, db = layers.dense_backward(dZ, X, values["W"])
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


@dataclass(frozen=True)
class Conv2d(Layer):
    """A convolution: W (c_out, c_in, kH, kW) and b (c_out,), options as `layers.conv2d_forward`."""

    names: ClassVar[tuple] = ("W", "b")
    c_in: int
    c_out: int
    kernel: int | tuple
    _: KW_ONLY
    stride: int | tuple = 1
    padding: int | tuple | str = 0
    dilation: int | tuple = 1
    weights: Callable = normal

    def __post_init__(self):
        kH, kW = _pair(self.kernel)
        _require_positive(c_in=self.c_in, c_out=self.c_out, kernel_height=kH, kernel_width=kW)

    def parameters(self, rng):
        """Return {"W": (c_out, c_in, kH, kW), "b": (c_out,)}."""
        W = self.weights((self.c_out, self.c_in, *_pair(self.kernel)), rng)
        return {"W": W, "b": np.zeros(self.c_out)}

    def forward(self, X, values, *, training=False, rng=None):
        """Return (Z, X): feature maps Z (N, c_out, H', W') of images X (N, c_in, H, W)."""
        return layers.conv2d_forward(X, values["W"], values["b"], **self._options()), X

    def backward(self, dZ, values, X):
        """Return (dX, {"W": dW, "b": db}) for dZ (N, c_out, H', W')."""
        dX, dW, db = layers.conv2d_backward(dZ, X, values["W"], **self._options())
        return dX, {"W": dW, "b": db}

    def _options(self):
        return {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}


@dataclass(frozen=True)
class _Pool2d(Layer):
    kernel: int | tuple
    _: KW_ONLY
    stride: int | tuple | None = None
    pool: ClassVar[Callable]
    unpool: ClassVar[Callable]

    def forward(self, X, values, *, training=False, rng=None):
        """Return (A, X): A (N, C, H', W') from X (N, C, H, W)."""
        return self.pool(X, self.kernel, stride=self.stride), X

    def backward(self, dA, values, X):
        """Return (dX, {}), dX (N, C, H, W)."""
        return self.unpool(dA, X, self.kernel, stride=self.stride), {}


@dataclass(frozen=True)
class MaxPool2d(_Pool2d):
    """The largest value of every window; stride defaults to the kernel."""

    pool = staticmethod(layers.max_pool2d_forward)
    unpool = staticmethod(layers.max_pool2d_backward)


@dataclass(frozen=True)
class AveragePool2d(_Pool2d):
    """The mean of every window; stride defaults to the kernel."""

    pool = staticmethod(layers.average_pool2d_forward)
    unpool = staticmethod(layers.average_pool2d_backward)


@dataclass(frozen=True)
class Flatten(Layer):
    """Images (N, C, H, W) as rows (N, C H W), between feature maps and a dense layer."""

    def forward(self, X, values, *, training=False, rng=None):
        """Return (A, X), A (N, C H W)."""
        return layers.flatten_forward(X), X

    def backward(self, dA, values, X):
        """Return (dX, {}), dX (N, C, H, W)."""
        return layers.flatten_backward(dA, X), {}


@dataclass(frozen=True)
class BatchNorm(Layer):
    """Batch normalization of channels, X (N, C) or (N, C, H, W), gamma 1 and beta 0 at first."""

    names: ClassVar[tuple] = ("gamma", "beta", "running_mean", "running_var")
    channels: int
    _: KW_ONLY
    momentum: float = 0.1
    eps: float = 1e-5

    def __post_init__(self):
        _require_positive(channels=self.channels)

    def parameters(self, rng):
        """Return {"gamma": (C,), "beta": (C,)}."""
        return {"gamma": np.ones(self.channels), "beta": np.zeros(self.channels)}

    def statistics(self):
        """Return {"running_mean": (C,), "running_var": (C,)}, 0 and 1."""
        return _named(layers.running_statistics(self.channels))

    def forward(self, X, values, *, training=False, rng=None):
        """Return (Z, cache) with the batch's statistics in training, else the running ones."""
        gamma, beta, *running = (values[name] for name in self.names)
        options = {"training": training, "momentum": self.momentum, "eps": self.eps}
        Z, cache, after = layers.batch_norm_forward(X, gamma, beta, Running(*running), **options)
        return Z, (cache, after)

    def backward(self, dZ, values, cache):
        """Return (dX, {"gamma": dgamma, "beta": dbeta}), dX in the shape of dZ (N, C, ...)."""
        dX, dgamma, dbeta = layers.batch_norm_backward(dZ, cache[0])
        return dX, {"gamma": dgamma, "beta": dbeta}

    def statistics_after(self, cache):
        """Return the running mean and variance as the forward pass has left them."""
        return _named(cache[1])


@dataclass(frozen=True)
class LayerNorm(Layer):
    """Layer normalization over the last axes of X (N, ...), of the given shape, such as (20,)."""

    names: ClassVar[tuple] = ("gamma", "beta")
    shape: int | tuple
    _: KW_ONLY
    eps: float = 1e-5

    def __post_init__(self):
        for size in np.atleast_1d(self.shape).tolist():
            _require_positive(shape=size)

    def parameters(self, rng):
        """Return {"gamma": ones, "beta": zeros} of the layer's shape."""
        shape = tuple(np.atleast_1d(self.shape).tolist())
        return {"gamma": np.ones(shape), "beta": np.zeros(shape)}

    def forward(self, X, values, *, training=False, rng=None):
        """Return (Z, cache), Z in the shape of X (N, ...)."""
        return layers.layer_norm_forward(X, values["gamma"], values["beta"], eps=self.eps)

    def backward(self, dZ, values, cache):
        """Return (dX, {"gamma": dgamma, "beta": dbeta}), dX in the shape of dZ (N, ...)."""
        dX, dgamma, dbeta = layers.layer_norm_backward(dZ, cache)
        return dX, {"gamma": dgamma, "beta": dbeta}


@dataclass(frozen=True)
class Dropout(Layer):
    """Inverted dropout with drop probability p: active in training only, which needs an rng."""

    p: float

    def __post_init__(self):
        if not 0 <= self.p < 1:
            raise ValueError(f"p, the probability to drop, must be in [0, 1), but is {self.p}")

    def forward(self, X, values, *, training=False, rng=None):
        """Return (A, mask), both in the shape of X (N, ...)."""
        if training and rng is None:
            raise ValueError("dropout in training needs a numpy.random.Generator, but rng is None")
        return layers.dropout_forward(X, p=self.p, rng=rng, training=training)

    def backward(self, dA, values, mask):
        """Return (dX, {}), dX in the shape of dA (N, ...)."""
        return layers.dropout_backward(dA, mask), {}


def _named(running):
    return {"running_mean": running.mean, "running_var": running.var}


def _pair(size):
    return size if isinstance(size, tuple) else (size, size)


def _require_positive(**sizes):
    for name, size in sizes.items():
        if not isinstance(size, Integral) or size < 1:
            raise ValueError(f"{name} must be an integer of at least 1, but is {size!r}")
