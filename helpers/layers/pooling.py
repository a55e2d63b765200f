"""Pooling, each channel on its own, and flattening: layers without parameters.

A window is moved by `stride`, by default its own size; a smaller stride makes windows overlap,
and a pixel in several windows collects the gradient of each.
"""

import numpy as np

from helpers.conv_arithmetic import pair
from helpers.layers._windows import add_windows, grid, require_shape_of, windows


def max_pool2d_forward(X, kernel, *, stride=None):
    """Return the largest value of every window, A (N, C, H', W'), of images X (N, C, H, W).

    kernel, stride: a number or a pair (height, width); stride defaults to kernel.

    >>> X = np.arange(16.0).reshape(1, 1, 4, 4)
    >>> max_pool2d_forward(X, 2)[0, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    return windows(np.asarray(X), _grid(X, kernel, stride)).max(axis=(2, 3))


def max_pool2d_backward(dA, X, kernel, *, stride=None):
    """Return dX (N, C, H, W): every window's gradient dA (N, C, H', W') goes to its largest value.

    Of several largest the first takes all, row by row, as in PyTorch.
    """
    places = _grid(X, kernel, stride)
    require_shape_of("A", dA, (*np.shape(X)[:2], *places.out_shape))
    V = windows(np.asarray(X), places)
    size = np.prod(places.kernel)
    first = V.reshape(*V.shape[:2], size, *places.out_shape).argmax(axis=2)
    entries = np.arange(size).reshape(*places.kernel, 1, 1)
    takes = first[:, :, None, None] == entries
    return add_windows(np.asarray(dA)[:, :, None, None] * takes, places)


def average_pool2d_forward(X, kernel, *, stride=None):
    """Return the mean of every window, A (N, C, H', W'), of images X (N, C, H, W).

    kernel, stride: a number or a pair (height, width); stride defaults to kernel.
    """
    return windows(np.asarray(X), _grid(X, kernel, stride)).mean(axis=(2, 3))


def average_pool2d_backward(dA, X, kernel, *, stride=None):
    """Return dX (N, C, H, W): every window's gradient dA (N, C, H', W') is shared equally."""
    places = _grid(X, kernel, stride)
    require_shape_of("A", dA, (*np.shape(X)[:2], *places.out_shape))
    share = np.asarray(dA) / np.prod(places.kernel).astype(np.asarray(dA).dtype)
    everyone = (*np.shape(X)[:2], *places.kernel, *places.out_shape)
    return add_windows(np.broadcast_to(share[:, :, None, None], everyone), places)


def flatten_forward(X):
    """Return X (N, C, H, W) as rows (N, C H W), one per example: what a dense layer takes."""
    _require_batch(X)
    return np.reshape(X, (len(X), np.prod(np.shape(X)[1:], dtype=int)))


def flatten_backward(dA, X):
    """Return dA (N, C H W) in the shape of X (N, C, H, W)."""
    _require_batch(X)
    if np.shape(dA) != flatten_forward(X).shape:
        raise ValueError(
            f"dA must have shape {flatten_forward(X).shape}, that of X flattened, "
            f"but has {np.shape(dA)}"
        )
    return np.reshape(dA, np.shape(X))


def _grid(X, kernel, stride):
    kernel = pair(kernel, "kernel")
    return grid(X, kernel, stride=kernel if stride is None else stride)


def _require_batch(X):
    if np.ndim(X) < 2:
        raise ValueError(f"X must be (N, ...), one entry per example, but has shape {np.shape(X)}")
