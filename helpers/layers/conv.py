"""The convolution layer: every window of the image times every filter, as matrix products.

Machine learning's convolution does not flip the kernel (it is a cross-correlation):
Z[n, o, i, j] = b[o] + sum over c, u, v of W[o, c, u, v] X[n, c, i S + u D, j S + v D], with X
padded, stride S and dilation D (Goodfellow, Bengio & Courville, Deep Learning, 2016, ch. 9).
`helpers.layers.conv_loops` computes the same sum as it is written here.
"""

import numpy as np

from helpers.layers._windows import add_windows, conv2d_grid, require_shape_of, windows


def conv2d_forward(X, W, b, *, stride=1, padding=0, dilation=1):
    """Return the feature maps Z (N, C_out, H', W') of images X (N, C_in, H, W).

    W (C_out, C_in, kH, kW), b (C_out,), as `torch.nn.Conv2d`. Options are numbers or pairs
    (height, width); padding also "same" or ((top, bottom), (left, right)); H' and W' follow
    from `helpers.conv_arithmetic.output_length`.

    >>> X, W = np.ones((1, 1, 3, 3)), np.ones((1, 1, 3, 3))
    >>> conv2d_forward(X, W, np.zeros(1), padding=1)[0, 0]
    array([[4., 6., 4.],
           [6., 9., 6.],
           [4., 6., 4.]])

    Raises:
        ValueError: if shapes do not fit each other, or the kernel exceeds the padded input.
    """
    places = conv2d_grid(X, W, b, stride=stride, padding=padding, dilation=dilation)
    filters = np.column_stack([np.reshape(W, (len(W), -1)), b])
    Z = filters @ _patches(X, places)
    return Z.reshape(len(X), len(W), *places.out_shape)


def conv2d_backward(dZ, X, W, *, stride=1, padding=0, dilation=1):
    """Return (dX, dW, db) of `conv2d_forward` with the same options, given dZ = dL/dZ.

    dZ (N, C_out, H', W'), X (N, C_in, H, W), W (C_out, C_in, kH, kW); each gradient has the
    shape of what it is the gradient of. Sums over the batch need no 1/N: dZ carries it.
    """
    places = conv2d_grid(X, W, stride=stride, padding=padding, dilation=dilation)
    require_shape_of("Z", dZ, (len(X), len(W), *places.out_shape))
    dZ = np.reshape(dZ, (len(X), len(W), np.prod(places.out_shape)))
    filters = np.reshape(W, (len(W), -1))

    # One example at a time: all the products at once would need N times the memory of W.
    start = np.zeros((filters.shape[1] + 1, len(W)), np.result_type(dZ, X))
    products = (patch @ z.T for patch, z in zip(_patches(X, places), dZ, strict=True))
    dfilters = sum(products, start=start).T
    dV = (filters.T @ dZ).reshape(len(X), *np.shape(W)[1:], *places.out_shape)
    return add_windows(dV, places), dfilters[:, :-1].reshape(np.shape(W)), dfilters[:, -1]


def _patches(X, places):
    """Return (N, C_in kH kW + 1, H' W'): a window a column, and a row of ones for the bias."""
    V = windows(np.asarray(X), places)
    N, pixels = len(X), np.prod(places.out_shape)
    patches = np.empty((N, np.prod(V.shape[1:4]) + 1, pixels), V.dtype)
    patches[:, :-1].reshape(V.shape)[...] = V
    patches[:, -1] = 1
    return patches
