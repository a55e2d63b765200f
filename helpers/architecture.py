"""Read an architecture specification: every layer's output shape, parameters, receptive field.

A specification is text with one layer a line, or a list of such lines:

    input 3x32x32               # channels x height x width, or one number of features
    conv 10 5x5 padding=2       # filters, kernel; stride=, padding= (or same), dilation=
    relu
    max_pool 2x2                # kernel; stride= (the kernel's size if not given)
    flatten
    dense 10                    # units

Sizes and options are numbers or pairs like 3x5 (height x width). `batch_norm` and `layer_norm`
have two parameters a channel and two a feature; `average_pool` is like `max_pool`, and every
name in `UNCHANGED` keeps the shape. What follows # is a comment.
"""

import inspect
import math
from dataclasses import dataclass

from helpers.conv_arithmetic import (
    conv2d_output_shape,
    conv2d_parameters,
    dense_parameters,
    pair,
    receptive_field,
)

VGG_16 = """\
input 3x224x224
conv 64 3x3 padding=1
conv 64 3x3 padding=1
max_pool 2x2
conv 128 3x3 padding=1
conv 128 3x3 padding=1
max_pool 2x2
conv 256 3x3 padding=1
conv 256 3x3 padding=1
conv 256 3x3 padding=1
max_pool 2x2
conv 512 3x3 padding=1
conv 512 3x3 padding=1
conv 512 3x3 padding=1
max_pool 2x2
conv 512 3x3 padding=1
conv 512 3x3 padding=1
conv 512 3x3 padding=1
max_pool 2x2
flatten
dense 4096
dense 4096
dense 1000
"""  # configuration D of Simonyan & Zisserman, arXiv:1409.1556; a ReLU after all but the last

UNCHANGED = ("dropout", "elu", "identity", "leaky_relu", "relu", "sigmoid", "softmax", "tanh")


@dataclass(frozen=True)
class Row:
    """One layer: its line, its output's shape, its number of parameters, and what it sees.

    shape: (channels, height, width) or (features,); field: the receptive field in input pixels
    (height, width), or None where it is not a window: dense layers see all of the input.
    """

    line: str
    shape: tuple
    parameters: int
    field: tuple | None


@dataclass(frozen=True)
class Architecture:
    """The rows of a specification; printed, a table."""

    rows: tuple

    @property
    def parameters(self):
        """The number of parameters of all layers together."""
        return sum(row.parameters for row in self.rows)

    def __str__(self):
        cells = [("layer", "output", "parameters", "receptive field"), *map(_cells, self.rows)]
        cells.append(("total", "", f"{self.parameters:,}", ""))
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = (
            f"{line:{a}}  {shape:>{b}}  {count:>{c}}  {field:>{d}}"
            for (line, shape, count, field), (a, b, c, d) in ((row, widths) for row in cells)
        )
        return "\n".join(line.rstrip() for line in lines)


def read_architecture(specification):
    """Return the `Architecture` that a specification, text or a list of lines, describes.

    Shapes are without the batch: (C, H, W) for images, (D,) for features.

    >>> print(read_architecture(["input 20x26x22", "conv 40 3x3", "max_pool 2x2"]))
    layer                 output  parameters  receptive field
    input 20x26x22  20 x 26 x 22           0            1 x 1
    conv 40 3x3     40 x 24 x 20       7,240            3 x 3
    max_pool 2x2    40 x 12 x 10           0            4 x 4
    total                              7,240

    >>> read_architecture(VGG_16).parameters
    138357544

    Raises:
        ValueError: naming the line, if it can't be read or does not fit the layer before.
    """
    lines = specification.splitlines() if isinstance(specification, str) else specification
    lines = [" ".join(line.partition("#")[0].split()) for line in lines]
    rows, windows = [], []
    for line in filter(None, lines):
        try:
            shape, parameters, window = _read(line, rows[-1].shape if rows else None)
        except ValueError as error:
            raise ValueError(f"{line!r}: {error}") from None
        windows.append(window)
        rows.append(Row(line, shape, parameters, _field(windows)))
    if not rows:
        raise ValueError("the specification has no line, but needs at least an input")
    return Architecture(tuple(rows))


def _read(line, shape):
    """Return (shape, parameters, window) after the layer on this line; shape None at the start."""
    name, *words = line.split()
    if (name == "input") != (shape is None):
        raise ValueError("the first line, and no other, must be the input")
    if name in UNCHANGED:
        return shape, 0, POINT
    if name not in LAYERS:
        known = ", ".join([*LAYERS, *UNCHANGED])
        raise ValueError(f"no layer is called {name!r}; there are {known}")
    sizes = [_numbers(word) for word in words if "=" not in word]
    pairs = (word.split("=", 1) for word in words if "=" in word)
    options = {key: _numbers(value) for key, value in pairs}
    try:
        arguments = inspect.signature(LAYERS[name]).bind(shape, *sizes, **options)
    except TypeError as error:
        raise ValueError(f"{name} {error}") from None
    return LAYERS[name](*arguments.args, **arguments.kwargs)


def _numbers(word):
    """Return "3" as 3, "3x5" as (3, 5) and "same" as it is."""
    if word == "same":
        return word
    try:
        numbers = tuple(int(number) for number in word.split("x"))
    except ValueError:
        raise ValueError(f"expected a number, or several like 3x5, but got {word!r}") from None
    return numbers if len(numbers) > 1 else numbers[0]


POINT = ((1, 1), (1, 1), (1, 1))  # kernel, stride, dilation of a layer that mixes no pixels


def _input(shape, size):
    size = size if isinstance(size, tuple) else (size,)
    if len(size) not in (1, 3) or min(size) < 1:
        raise ValueError(f"expected channels x height x width, or one number, but got {size}")
    return size, 0, POINT if len(size) == 3 else None


def _conv(shape, filters, kernel, *, stride=1, padding=0, dilation=1):
    channels, *pixels = _image(shape)
    filters = _one(filters, "the number of filters")
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    out = conv2d_output_shape(pixels, kernel, **options)
    window = pair(kernel, "kernel"), pair(stride, "stride"), pair(dilation, "dilation")
    return (filters, *out), conv2d_parameters(channels, filters, kernel), window


def _pool(shape, kernel, *, stride=None):
    channels, *pixels = _image(shape)
    stride = kernel if stride is None else stride
    window = pair(kernel, "kernel"), pair(stride, "stride"), (1, 1)
    return (channels, *conv2d_output_shape(pixels, kernel, stride=stride)), 0, window


def _flatten(shape):
    return (math.prod(shape),), 0, POINT


def _dense(shape, units):
    if len(shape) != 1:
        raise ValueError(f"takes features, but the layer before gives {shape}; flatten it first")
    units = _one(units, "the number of units")
    return (units,), dense_parameters(*shape, units), None


def _batch_norm(shape):
    return shape, 2 * shape[0], POINT


def _layer_norm(shape):
    return shape, 2 * math.prod(shape), None


LAYERS = {
    "input": _input,
    "conv": _conv,
    "max_pool": _pool,
    "average_pool": _pool,
    "flatten": _flatten,
    "dense": _dense,
    "batch_norm": _batch_norm,
    "layer_norm": _layer_norm,
}


def _image(shape):
    if len(shape) != 3:
        raise ValueError(f"takes images (C, H, W), but the layer before gives {shape}")
    return shape


def _one(number, name):
    if isinstance(number, (tuple, str)):
        raise ValueError(f"{name} must be one number, but is {number}")
    return number


def _field(windows):
    if None in windows:
        return None
    per_axis = ([tuple(entry[axis] for entry in w) for w in windows] for axis in (0, 1))
    return tuple(receptive_field(layers) for layers in per_axis)


def _cells(row):
    field = " x ".join(map(str, row.field or ()))
    return row.line, " x ".join(map(str, row.shape)), f"{row.parameters:,}", field
