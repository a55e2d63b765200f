"""The convolution layer by loops, as its definition is written: to read, and to check against.

`helpers.layers.conv` computes the same, some thousand times faster.
"""

import numpy as np

from helpers.layers._windows import conv2d_grid, pad, require_shape_of, unpad


def conv2d_loops_forward(X, W, b, *, stride=1, padding=0, dilation=1):
    """Return Z (N, C_out, H', W'): at every position, window and filter multiplied and summed.

    X (N, C_in, H, W), W (C_out, C_in, kH, kW), b (C_out,); options as `conv2d_forward`.
    """
    grid = conv2d_grid(X, W, b, stride=stride, padding=padding, dilation=dilation)
    X = pad(np.asarray(X), grid)
    Z = np.empty((len(X), len(W), *grid.out_shape), np.result_type(X, W, b))
    for n, o, i, j in np.ndindex(Z.shape):
        window = X[n, :, grid.window(0, i), grid.window(1, j)]
        Z[n, o, i, j] = np.sum(window * W[o]) + b[o]
    return Z


def conv2d_loops_backward(dZ, X, W, *, stride=1, padding=0, dilation=1):
    """Return (dX, dW, db): each output hands its gradient to all that it was computed from.

    dZ (N, C_out, H', W'), X (N, C_in, H, W), W (C_out, C_in, kH, kW).
    """
    grid = conv2d_grid(X, W, stride=stride, padding=padding, dilation=dilation)
    require_shape_of("Z", dZ, (len(X), len(W), *grid.out_shape))
    X = pad(np.asarray(X), grid)
    dtype = np.result_type(dZ, X, W)
    dX, dW, db = np.zeros(X.shape, dtype), np.zeros(np.shape(W), dtype), np.zeros(len(W), dtype)
    for n, o, i, j in np.ndindex(np.shape(dZ)):
        window = n, slice(None), grid.window(0, i), grid.window(1, j)
        dX[window] += dZ[n, o, i, j] * W[o]
        dW[o] += dZ[n, o, i, j] * X[window]
        db[o] += dZ[n, o, i, j]
    return unpad(dX, grid), dW, db
