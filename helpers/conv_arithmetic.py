"""How large is the output, how many parameters, how much of the input does one output see?

Lengths are pixels along one axis; shapes are (height, width), without batch and channels.
An option (stride, padding, dilation) is one number for both axes or a pair (for height, for
width). Padding may also be "same", or differ at the two ends of an axis: ((top, bottom),
(left, right)). Dilation 1 is a dense kernel. Source: Dumoulin & Visin, arXiv:1603.07285.
"""

from operator import index

import numpy as np


def output_length(n, kernel, *, stride=1, padding=0, dilation=1):
    """Return floor((n + padding - dilation (kernel - 1) - 1) / stride) + 1 along one axis.

    padding: pixels added at each end, or a pair (before, after), or "same". What the last
    window does not reach is never read.

    >>> output_length(7, 3), output_length(7, 3, stride=2), output_length(7, 3, stride=3)
    (5, 3, 2)

    Raises:
        ValueError: if a length is out of range or the kernel spans more than the padded input.
    """
    before, after = axis_padding(n, kernel, stride=stride, padding=padding, dilation=dilation)
    span, padded = dilation * (kernel - 1) + 1, n + before + after
    if span > padded:
        raise ValueError(f"kernel spans {span} pixels but the padded input has {padded}")
    return (padded - span) // stride + 1


def same_padding(n, kernel, *, stride=1, dilation=1):
    """Return the (before, after) padding that gives ceil(n / stride) outputs along one axis.

    An odd pixel goes after, as in PyTorch's and TensorFlow's "same". PyTorch refuses stride
    above 1; TensorFlow's rule, used here, then pads no more than the last window needs.

    >>> same_padding(7, 3), same_padding(7, 4), same_padding(26, 3, stride=2)
    ((1, 1), (1, 2), (0, 1))
    """
    _require_at_least(1, n=n, kernel=kernel, stride=stride, dilation=dilation)
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + dilation * (kernel - 1) + 1 - n, 0)
    return total // 2, total - total // 2


def axis_padding(n, kernel, *, stride=1, padding=0, dilation=1):
    """Return the (before, after) that `padding`, as for `output_length`, means on one axis."""
    _require_at_least(1, n=n, kernel=kernel, stride=stride, dilation=dilation)
    if isinstance(padding, str):
        if padding != "same":
            raise ValueError(f'padding must be numbers or "same", but is {padding!r}')
        return same_padding(n, kernel, stride=stride, dilation=dilation)
    before, after = pair(padding, "padding")
    _require_at_least(0, padding=before)
    _require_at_least(0, padding=after)
    return before, after


def conv2d_output_shape(in_shape, kernel, *, stride=1, padding=0, dilation=1):
    """Return the (height, width) that a 2-D convolution or pooling makes of in_shape.

    >>> conv2d_output_shape((26, 22), 3), conv2d_output_shape((26, 22), 3, padding="same")
    ((24, 20), (26, 22))
    """
    axes = per_axis(in_shape, kernel, stride=stride, padding=padding, dilation=dilation)
    return tuple(output_length(*lengths, **options) for lengths, options in axes)


def conv_transpose2d_output_shape(
    in_shape, kernel, *, stride=1, padding=0, dilation=1, output_padding=0
):
    """Return the (height, width) of a transposed convolution: the inverse map of shapes.

    Per axis (n - 1) stride - 2 padding + dilation (kernel - 1) + 1 + output_padding, as
    `torch.nn.ConvTranspose2d`. Where stride > 1 several inputs of a convolution share one
    output length; output_padding, less than stride or dilation, chooses among them.

    >>> conv_transpose2d_output_shape((3, 5), 3, stride=2)
    (7, 11)
    >>> conv_transpose2d_output_shape((3, 5), 3, stride=2, output_padding=1)
    (8, 12)
    """
    axes = per_axis(in_shape, kernel, stride=stride, padding=padding, dilation=dilation)
    extras = pair(output_padding, "output_padding")
    return tuple(
        _transposed_length(*lengths, **options, extra=extra)
        for (lengths, options), extra in zip(axes, extras, strict=True)
    )


def conv2d_parameters(in_channels, out_channels, kernel, *, bias=True):
    """Return the number of weights and biases of a 2-D convolution, whatever the image's size.

    >>> conv2d_parameters(3, 10, 5), conv2d_parameters(20, 40, 3)
    (760, 7240)
    """
    height, width = pair(kernel, "kernel")
    _require_at_least(1, in_channels=in_channels, out_channels=out_channels)
    _require_at_least(1, kernel=min(height, width))
    return out_channels * (in_channels * height * width + bool(bias))


def dense_parameters(fan_in, fan_out, *, bias=True):
    """Return the number of weights and biases of a fully connected layer.

    >>> dense_parameters(784, 100) + dense_parameters(100, 10)
    79510
    """
    _require_at_least(1, fan_in=fan_in, fan_out=fan_out)
    return fan_out * (fan_in + bool(bias))


def receptive_field(layers):
    """Return how many input pixels, along one axis, one output of a stack of layers sees.

    layers: (kernel, stride) or (kernel, stride, dilation) of each convolution or pooling, first
    to last. Each adds dilation (kernel - 1) steps, and a step is the product of the strides
    before it (Araujo, Norris & Sim, Distill 2019, doi:10.23915/distill.00021).

    >>> receptive_field([(3, 1)] * 2), receptive_field([(3, 1)] * 3), receptive_field([(7, 1)])
    (5, 7, 7)
    """
    field, step = 1, 1
    for kernel, stride, *dilation in layers:
        (dilation,) = dilation or (1,)
        _require_at_least(1, kernel=kernel, stride=stride, dilation=dilation)
        field += dilation * (kernel - 1) * step
        step *= stride
    return field


def pair(value, name):
    """Return value as two integers: a number stands for both; name is for the error.

    >>> pair(3, "kernel"), pair((3, 5), "kernel")
    ((3, 3), (3, 5))
    """
    try:
        first, second = (value, value) if np.ndim(value) == 0 else value
        return index(first), index(second)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be an integer or two, but is {value!r}") from None


def per_axis(in_shape, kernel, *, stride=1, padding=0, dilation=1):
    """Return ((n, kernel), {stride, padding, dilation}) for the height and for the width.

    padding may be a number, "same", or two entries, each a number or a pair (before, after).
    """
    paddings = (padding, padding) if np.ndim(padding) == 0 else tuple(padding)
    if len(paddings) != 2:
        raise ValueError(f'padding must be a number, a pair or "same", but is {padding!r}')
    strides, dilations = pair(stride, "stride"), pair(dilation, "dilation")
    lengths = zip(pair(in_shape, "in_shape"), pair(kernel, "kernel"), strict=True)
    options = zip(strides, paddings, dilations, strict=True)
    return [
        (axis, {"stride": s, "padding": p, "dilation": d})
        for axis, (s, p, d) in zip(lengths, options, strict=True)
    ]


def _transposed_length(n, kernel, *, stride, padding, dilation, extra):
    if isinstance(padding, str):
        raise ValueError(f"a transposed convolution needs padding in numbers, not {padding!r}")
    before, after = axis_padding(n, kernel, stride=stride, padding=padding, dilation=dilation)
    if not 0 <= extra < max(stride, dilation):
        raise ValueError(
            f"output_padding must be at least 0 and less than stride {stride} or dilation "
            f"{dilation}, but is {extra}"
        )
    length = (n - 1) * stride - before - after + dilation * (kernel - 1) + 1 + extra
    if length < 1:
        raise ValueError(f"padding {padding} leaves an output of {length} pixels")
    return length


def _require_at_least(least, **numbers):
    for name, number in numbers.items():
        if pair(number, name)[0] < least:
            raise ValueError(f"{name} must be at least {least}, but is {number}")
