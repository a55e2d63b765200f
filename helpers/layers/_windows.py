"""Windows of images, shared by convolution and pooling: cut out, and put back by adding."""

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from helpers.conv_arithmetic import axis_padding, conv2d_output_shape, per_axis


class Grid(NamedTuple):
    """Where the windows of one layer lie: every entry is a pair, for height and for width."""

    in_shape: tuple
    kernel: tuple
    out_shape: tuple
    padding: tuple
    stride: tuple
    dilation: tuple

    def pixels(self, axis, offset):
        """Return the slice of the padded axis that entry `offset` of every window reads."""
        start = offset * self.dilation[axis]
        reach = (self.out_shape[axis] - 1) * self.stride[axis] + 1
        return slice(start, start + reach, self.stride[axis])

    def window(self, axis, position):
        """Return the slice of the padded axis that the window at `position` covers."""
        start = position * self.stride[axis]
        reach = (self.kernel[axis] - 1) * self.dilation[axis] + 1
        return slice(start, start + reach, self.dilation[axis])


def grid(X, kernel, *, stride, padding=0, dilation=1):
    """Return the `Grid` of kernel (kH, kW) over images X (N, C, H, W), all options checked."""
    if np.ndim(X) != 4:
        raise ValueError(f"X must be (N, C, H, W), but has shape {np.shape(X)}")
    in_shape = np.shape(X)[2:]
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    out_shape = conv2d_output_shape(in_shape, kernel, **options)
    axes = per_axis(in_shape, kernel, **options)
    return Grid(
        in_shape=in_shape,
        kernel=tuple(k for (_, k), _ in axes),
        out_shape=out_shape,
        padding=tuple(axis_padding(*lengths, **each) for lengths, each in axes),
        stride=tuple(each["stride"] for _, each in axes),
        dilation=tuple(each["dilation"] for _, each in axes),
    )


def conv2d_grid(X, W, b=None, *, stride, padding, dilation):
    """Return where the windows of X (N, C_in, H, W) lie, after checking X, W and b (C_out,)."""
    if np.ndim(X) != 4 or np.ndim(W) != 4 or np.shape(X)[1] != np.shape(W)[1]:
        raise ValueError(
            "X must be (N, C_in, H, W) and W (C_out, C_in, kH, kW) with one C_in, "
            f"but have shapes {np.shape(X)} and {np.shape(W)}"
        )
    if min(np.shape(W)[:2]) < 1:
        raise ValueError(f"W needs at least one channel in and out, but has shape {np.shape(W)}")
    if b is not None and np.shape(b) != (len(W),):
        raise ValueError(f"b must have shape ({len(W)},) to match W, but has {np.shape(b)}")
    return grid(X, np.shape(W)[2:], stride=stride, padding=padding, dilation=dilation)


def require_shape_of(name, gradient, expected):
    """Raise ValueError unless the gradient of Z or A, by name, has the shape of its forward."""
    if np.shape(gradient) != expected:
        raise ValueError(
            f"d{name} must have shape {expected}, that of {name}, but has {np.shape(gradient)}"
        )


def pad(X, grid):
    """Return X (N, C, H, W) with zeros around every image."""
    return np.pad(X, ((0, 0), (0, 0), *grid.padding)) if np.any(grid.padding) else X


def unpad(X, grid):
    """Return the images without the padding: what `pad` was given."""
    (top, _), (left, _) = grid.padding
    height, width = grid.in_shape
    return X[:, :, top : top + height, left : left + width]


def windows(X, grid):
    """Return a view (N, C, kH, kW, H', W') of images X: one image for each entry of the kernel.

    Nothing is copied: a pixel that several windows share is in memory once.
    """
    (s, t), (d, e) = grid.stride, grid.dilation
    span = [(k - 1) * d + 1 for k, d in zip(grid.kernel, grid.dilation, strict=True)]
    view = sliding_window_view(pad(X, grid), span, axis=(2, 3))[:, :, ::s, ::t, ::d, ::e]
    return view.transpose(0, 1, 4, 5, 2, 3)


def add_windows(dV, grid):
    """Return dX (N, C, H, W), the sum over all windows dV (N, C, kH, kW, H', W') of a pixel.

    The transpose of `windows`: a pixel read k times collects k gradients.
    """
    shape = [n + sum(ends) for n, ends in zip(grid.in_shape, grid.padding, strict=True)]
    dX = np.zeros((*dV.shape[:2], *shape), dV.dtype)
    for u, v in np.ndindex(*grid.kernel):
        dX[:, :, grid.pixels(0, u), grid.pixels(1, v)] += dV[:, :, u, v]
    return unpad(dX, grid)
