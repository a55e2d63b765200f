"""Initial weights: how large they start decides whether signals survive many layers.

Every initializer takes the shape of the weights, ``(fan_in, fan_out)`` of a dense layer or
``(C_out, C_in, kH, kW)`` of a convolution, and returns a new array of that shape in float64.
Random ones draw from `rng`, a `numpy.random.Generator`. Biases start as `constant` 0.

Every initializer raises ValueError if a size is not a whole number of at least 1.
"""

import math

import numpy as np

from helpers._floats import require_at_least_0


def fans(shape):
    """Return (fan_in, fan_out): how many numbers a unit reads, and how many units read a number.

    Of a dense layer W (fan_in, fan_out) the shape itself; of convolution weights
    (C_out, C_in, kH, kW) the channels times the pixels of the kernel.

    >>> fans((784, 100)), fans((40, 20, 3, 3))
    ((784, 100), (180, 360))

    Raises:
        ValueError: if the shape has fewer than two axes.
    """
    shape = _sizes(shape)
    if len(shape) < 2:
        raise ValueError(f"weights need a shape with at least two axes, but it is {shape}")
    if len(shape) == 2:
        return shape
    c_out, c_in, *kernel = shape
    return c_in * math.prod(kernel), c_out * math.prod(kernel)


def constant(shape, value=0.0):
    """Return an array of the given shape filled with `value`.

    Right for biases, wrong for weights: units that start equal stay equal.

    >>> constant((2, 3), 0.5).tolist()
    [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]
    """
    return np.full(_sizes(shape), value, dtype=np.float64)


def normal(shape, rng):
    """Return weights from N(0, 1/fan_in), of the given shape (fan_in, fan_out).

    A sum of fan_in independent inputs of mean 0 and variance 1 then has variance 1.
    Source: LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998.
    """
    return rng.normal(0, math.sqrt(1 / fans(shape)[0]), size=shape)


def glorot_normal(shape, rng):
    """Return weights from N(0, 2 / (fan_in + fan_out)), of the given shape (fan_in, fan_out).

    A compromise between 1/fan_in, which keeps the variance of the signal going forward, and
    1/fan_out, which keeps that of the gradient coming back. Also called Xavier.
    Source: Glorot & Bengio, AISTATS 2010, eq. 12; `torch.nn.init.xavier_normal_`.
    """
    return rng.normal(0, math.sqrt(2 / sum(fans(shape))), size=shape)


def glorot_uniform(shape, rng):
    """Return weights uniform on [-r, r], r = sqrt(6 / (fan_in + fan_out)), of the given shape.

    The variance r^2 / 3 is that of `glorot_normal`.
    Source: Glorot & Bengio, AISTATS 2010, eq. 16; `torch.nn.init.xavier_uniform_`.
    """
    return uniform(shape, rng, limit=math.sqrt(6 / sum(fans(shape))))


def he_normal(shape, rng):
    """Return weights from N(0, 2/fan_in), of the given shape (fan_in, fan_out).

    ReLU sets half of its inputs to 0; the factor 2 makes up for it.
    Source: He, Zhang, Ren & Sun, arXiv:1502.01852; `torch.nn.init.kaiming_normal_`.
    """
    return rng.normal(0, math.sqrt(2 / fans(shape)[0]), size=shape)


def he_uniform(shape, rng):
    """Return weights uniform on [-r, r], r = sqrt(6 / fan_in), of the given shape.

    The variance r^2 / 3 is that of `he_normal`. Source: as there; `torch.nn.init.kaiming_uniform_`.
    """
    return uniform(shape, rng, limit=math.sqrt(6 / fans(shape)[0]))


def uniform(shape, rng, *, limit=0.7):
    """Return weights uniform on [-limit, limit], of the given shape, whatever the fans are.

    With 0.7 an older rule for normalised inputs; its variance is limit^2 / 3.

    Raises:
        ValueError: if limit is negative or not finite.
    """
    limit = require_at_least_0("limit", limit)
    return rng.uniform(-limit, limit, size=_sizes(shape))


def _sizes(shape):
    shape = tuple(shape)
    if not all(isinstance(size, int | np.integer) and size >= 1 for size in shape):
        raise ValueError(f"every size must be a whole number, at least 1, but the shape is {shape}")
    return shape
