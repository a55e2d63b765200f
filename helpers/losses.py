"""Losses: the mean over a batch, and the gradient with respect to the network's output.

Each pair is ``name(output, target)``, a float, and ``name_grad(output, target)``, an array of
the output's shape. The loss averages over the N examples, so its gradient holds the only
``1/N`` of the whole backward pass.
"""

import numpy as np

from helpers._shapes import require_2d, require_same_shape
from helpers.activations import sigmoid


def half_squared_error(Yhat, Y):
    """Return L = 1/(2N) * (sum of squared errors over examples and outputs), a float.

    Yhat, Y (N, K): predictions and targets. `torch.nn.MSELoss` is 2/K times this: it has no
    factor 1/2 and averages over the K outputs as well.
    """
    require_2d("Yhat", Yhat)
    require_same_shape(Yhat=Yhat, Y=Y)
    return float(np.sum((np.asarray(Yhat) - Y) ** 2) / (2 * len(Yhat)))


def half_squared_error_grad(Yhat, Y):
    """Return dL/dYhat = (Yhat - Y) / N, of shape (N, K)."""
    require_2d("Yhat", Yhat)
    require_same_shape(Yhat=Yhat, Y=Y)
    return (np.asarray(Yhat) - Y) / len(Yhat)


def binary_cross_entropy(z, y):
    """Return the mean binary cross-entropy of logits z against labels y in {0, 1}, a float.

    z, y: the same shape, one entry per example. For one example the loss is
    -[y log s + (1 - y) log(1 - s)] with s = sigmoid(z), which simplifies to
    log(1 + e^z) - y z and is computed as max(z, 0) - y z + log(1 + e^-|z|), in which
    nothing overflows. Equals `torch.nn.BCEWithLogitsLoss`.
    """
    require_same_shape(z=z, y=y)
    z, y = np.asarray(z), np.asarray(y)
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def binary_cross_entropy_grad(z, y):
    """Return dL/dz = (sigmoid(z) - y) / N, in the shape of z; N is the number of entries."""
    require_same_shape(z=z, y=y)
    return (sigmoid(z) - y) / np.size(z)
