"""Challenge: a convolution with stride and padding, written with loops."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(X, W, b, stride, padding):
    """Return Z (N, C_out, H', W') of X (N, C_in, H, W), W (C_out, C_in, kH, kW), b (C_out,)."""
    X = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    height, width = W.shape[2:]
    rows = (X.shape[2] - height) // stride + 1
    columns = (X.shape[3] - width) // stride + 1
    Z = np.zeros((X.shape[0], W.shape[0], rows, columns))
    for n, o, i, j in np.ndindex(Z.shape):
        top, left = i * stride, j * stride
        window = X[n, :, top : top + height, left : left + width]
        Z[n, o, i, j] = np.sum(window * W[o]) + b[o]
    return Z


def inputs(rng):
    """Every size differs; strides that fit and that do not; padding 0, 1 and 2."""
    image = np.array([[[[1.0, 2.0, 0.0, 1.0], [0.0, 1.0, 3.0, 1.0], [2.0, 0.0, 1.0, 2.0]]]])
    kernel = np.array([[[[1.0, 0.0], [-1.0, 2.0]]]])
    yield Instance((image, kernel, np.array([0.5]), 1, 0), "stride 1, no padding")
    yield _instance(rng, (2, 3, 8, 5), (5, 4, 2), 1, 0, "stride 1, no padding")
    yield _instance(rng, (2, 2, 5, 4), (3, 2, 3), 1, 1, "padding")
    yield _instance(rng, (1, 3, 4, 5), (2, 3, 1), 1, 2, "padding")
    yield _instance(rng, (2, 2, 8, 6), (3, 3, 2), 2, 0, "larger strides")
    yield _instance(rng, (2, 2, 7, 9), (3, 2, 4), 3, 1, "larger strides")


def _instance(rng, shape, filters, stride, padding, tag):
    count, *kernel = filters
    X, W = rng.normal(size=shape), rng.normal(size=(count, shape[1], *kernel))
    return Instance((X, W, rng.normal(size=count), stride, padding), tag)


MISTAKES = (
    Mistake(
        "kernel turned",
        "You turned the kernel by half a turn, as mathematics does. Deep learning's convolution "
        "does not: the first weight meets the window's first pixel.",
        (("window * W[o]", "window * W[o][:, ::-1, ::-1]"),),
    ),
    Mistake(
        "no bias",
        "The bias is missing: add `b[o]` to every entry of map o.",
        ((" + b[o]", ""),),
    ),
    Mistake(
        "bias for every weight",
        "You added the bias inside the sum, once for every weight. Add it once, after summing.",
        (("np.sum(window * W[o]) + b[o]", "np.sum(window * W[o] + b[o])"),),
    ),
    Mistake(
        "stride ignored in the window",
        "The output's size knows the stride, but the windows don't: window i begins at pixel "
        "i * stride.",
        (("i * stride, j * stride", "i, j"),),
    ),
    Mistake(
        "stride along one axis",
        "Your windows take the stride along one axis only. Column j begins at j * stride, as row "
        "i begins at i * stride.",
        (("i * stride, j * stride", "i * stride, j"),),
        ((("i * stride, j * stride", "i, j * stride"),),),
    ),
    Mistake(
        "stride in the output",
        "You let i and j take steps of the stride and fill the output at those places, so most of "
        "it stays 0. i and j count the outputs; the window begins at i * stride.",
        (
            (
                "        top, left = i * stride, j * stride\n",
                "        if i % stride or j % stride:\n"
                "            continue\n"
                "        top, left = i, j\n",
            ),
        ),
    ),
    Mistake(
        "stride ignored",
        "The stride is missing altogether: in the output's size and in where a window begins.",
        (
            ("height) // stride + 1", "height) + 1"),
            ("width) // stride + 1", "width) + 1"),
            ("i * stride, j * stride", "i, j"),
        ),
    ),
    Mistake(
        "padding ignored",
        "The padding is missing: put zeros around height and width first.",
        (("(padding, padding), (padding, padding)", "(0, 0), (0, 0)"),),
    ),
    Mistake(
        "padding at one end",
        "You padded one end of each axis only. Zeros go at both ends.",
        (("(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),),
        (
            (("(padding, padding), (padding, padding)", "(0, padding), (0, padding)"),),
            (("(padding, padding), (padding, padding)", "(2 * padding, 0), (2 * padding, 0)"),),
            (("(padding, padding), (padding, padding)", "(0, 2 * padding), (0, 2 * padding)"),),
        ),
    ),
    Mistake(
        "edge repeated",
        "You padded with copies of the border. Here the padding is zeros.",
        (("(padding, padding)))", '(padding, padding)), mode="edge")'),),
    ),
    Mistake(
        "padded along one axis",
        "You padded the height only. The width gets zeros at both ends, too.",
        (("(padding, padding), (padding, padding)", "(padding, padding), (0, 0)"),),
    ),
    Mistake(
        "+1 forgotten",
        "Your output is one row and one column too small: there is one place more than steps.",
        (
            ("height) // stride + 1", "height) // stride"),
            ("width) // stride + 1", "width) // stride"),
        ),
    ),
    Mistake(
        "size rounded up",
        "You rounded the output's size up. The last window then hangs over the edge and is cut "
        "short: round down.",
        (
            ("(X.shape[2] - height) // stride", "-((height - X.shape[2]) // stride)"),
            ("(X.shape[3] - width) // stride", "-((width - X.shape[3]) // stride)"),
        ),
    ),
    Mistake(
        "window as wide as high",
        "Your window is as wide as the kernel is high. It ends at column left + width.",
        (("left + width", "left + height"),),
    ),
    Mistake(
        "height and width of the kernel swapped",
        "You took the kernel's height for its width. `W` is (C_out, C_in, height, width).",
        (("height, width = W.shape[2:]", "width, height = W.shape[2:]"),),
    ),
    Mistake(
        "first channel only",
        "You used the first channel only. A filter covers all channels, and their sums add up.",
        (("window * W[o]", "window[0] * W[o, 0]"),),
    ),
    Mistake(
        "last channel only",
        "Only the last channel is left in yours: in a loop over the channels, `+=` adds up and "
        "`=` forgets.",
        (("window * W[o]", "window[-1] * W[o, -1]"),),
    ),
    Mistake(
        "bias for every channel",
        "You added the bias once for every channel. Add it once, after the sum over the channels.",
        ((" + b[o]", " + len(window) * b[o]"),),
    ),
    Mistake(
        "mean for sum",
        "You took the mean over the window. A dot product is a sum.",
        (("np.sum(", "np.mean("),),
    ),
    Mistake(
        "first filter for all",
        "All your maps come from the first filter. Map o needs `W[o]`.",
        (("W[o]", "W[0]"),),
    ),
    Mistake(
        "first bias for all",
        "You added the first bias to every map. Map o has `b[o]`.",
        (("b[o]", "b[0]"),),
    ),
    Mistake(
        "first image only",
        "Every image of your batch gives the maps of the first one. Take image n.",
        (("X[n, :,", "X[0, :,"),),
    ),
    Mistake(
        "rows and columns swapped",
        "Your maps are lying on their side: the third axis is the row, the fourth the column.",
        (("return Z", "return Z.transpose(0, 1, 3, 2)"),),
    ),
)


def _with_einsum(X, W, b, stride, padding):
    padded = np.zeros((*X.shape[:2], *(n + 2 * padding for n in X.shape[2:])))
    padded[:, :, padding : padding + X.shape[2], padding : padding + X.shape[3]] = X
    windows = sliding_window_view(padded, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("ncijuv,ocuv->noij", windows, W) + b[:, None, None]


def _a_sum_over_the_kernel(X, W, b, stride, padding):
    X = np.pad(X, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    kH, kW = W.shape[2:]
    rows, columns = ((n - k) // stride + 1 for n, k in zip(X.shape[2:], (kH, kW), strict=True))
    Z = np.broadcast_to(b[None, :, None, None], (len(X), len(b), rows, columns)).copy()
    for u, v in np.ndindex(kH, kW):
        part = X[:, :, u : u + stride * rows : stride, v : v + stride * columns : stride]
        Z += np.tensordot(part, W[:, :, u, v], axes=(1, 1)).transpose(0, 3, 1, 2)
    return Z


def _as_matrix_products(X, W, b, stride, padding):
    return np.stack([_one_image(x, W, b, stride, padding) for x in X])


def _one_image(x, W, b, stride, padding):
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    tops = range(0, x.shape[1] - W.shape[2] + 1, stride)
    lefts = range(0, x.shape[2] - W.shape[3] + 1, stride)
    rows = [x[:, i : i + W.shape[2], k : k + W.shape[3]].ravel() for i in tops for k in lefts]
    return (W.reshape(len(W), -1) @ np.array(rows).T + b[:, None]).reshape(
        len(W), len(tops), len(lefts)
    )


def _in_float32(X, W, b, stride, padding):
    return _with_einsum(X, W, b, stride, padding).astype(np.float32)


TASK = Task(
    name="conv2d_loops",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("stride 1, no padding", 2, tags=("stride 1, no padding",)),
        Property("with padding", 1, tags=("padding",)),
        Property("with larger strides", 2, tags=("larger strides",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_einsum, _a_sum_over_the_kernel, _as_matrix_products, _in_float32),
    hints=(
        "First pad, then forget the padding: `np.pad(X, ((0, 0), (0, 0), (padding, padding), "
        "(padding, padding)))` puts zeros around the last two axes.",
        "Make `Z` with zeros in its right shape, and loop over its four indices: image n, filter "
        "o, row i, column j.",
        "The window of row i and column j begins at row `i * stride` and column `j * stride`. Take "
        "all channels of it, multiply by `W[o]` entry by entry, sum, and add `b[o]`.",
    ),
)
