"""The fully connected layer, forward and backward."""

import numpy as np

from helpers._shapes import require_2d


def dense_forward(X, W, b):
    """Return the pre-activation Z = X @ W + b of a fully connected layer, of shape (N, fan_out).

    X (N, fan_in), W (fan_in, fan_out), b (fan_out,). `torch.nn.Linear` stores the transpose
    of W.
    """
    _require_dense(X, W)
    if np.shape(b) != (np.shape(W)[1],):
        raise ValueError(f"b must have shape ({np.shape(W)[1]},) to match W, but has {np.shape(b)}")
    return X @ W + b


def dense_backward(dZ, X, W):
    """Return (dX, dW, db) of a fully connected layer Z = X @ W + b, given dZ = dL/dZ.

    dZ (N, fan_out), X (N, fan_in), W (fan_in, fan_out); each gradient has the shape of what
    it is the gradient of. The sums over the batch need no 1/N: dZ carries it already.
    """
    _require_dense(X, W)
    if np.shape(dZ) != (len(X), np.shape(W)[1]):
        raise ValueError(
            f"dZ must have shape {(len(X), np.shape(W)[1])}, that of X @ W, but has {np.shape(dZ)}"
        )
    dX = dZ @ W.T
    dW = X.T @ dZ
    db = dZ.sum(axis=0)
    return dX, dW, db


def _require_dense(X, W):
    require_2d("X", X)
    if np.ndim(W) != 2 or np.shape(W)[0] != np.shape(X)[1]:
        raise ValueError(
            f"W must have shape (fan_in, fan_out) with fan_in = {np.shape(X)[1]}, "
            f"the columns of X, but has shape {np.shape(W)}"
        )
