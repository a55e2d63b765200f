"""Losses: the mean over a batch, and the gradient with respect to the network's output.

Each pair is ``name(output, target)``, a float, and ``name_grad(output, target)``, an array of
the output's shape and dtype. The loss averages over the N examples, so its gradient holds the
only ``1/N`` of the whole backward pass. All but the squared errors take logits: the output
activation is part of the loss, where it costs no digits.

Every loss raises ValueError, before any work, if the shapes differ, the batch is empty, or a
target is not a number or out of range.
"""

import numpy as np

from helpers._floats import as_floats
from helpers._labels import as_labels, require_classes
from helpers._shapes import require_2d, require_same_shape
from helpers.activations import sigmoid, softmax, softplus


def half_squared_error(Yhat, Y):
    """Return L = 1/(2N) * (sum of squared errors over examples and outputs), a float.

    Yhat, Y (N, K): predictions and targets. `torch.nn.MSELoss` is 2/K times this: it has no
    factor 1/2 and averages over the K outputs as well.
    """
    require_2d("Yhat", Yhat)
    Yhat, Y = _matched(Yhat=Yhat, Y=Y)
    return float(np.sum((Yhat - Y) ** 2) / (2 * len(Yhat)))


def half_squared_error_grad(Yhat, Y):
    """Return dL/dYhat = (Yhat - Y) / N, of shape (N, K)."""
    require_2d("Yhat", Yhat)
    Yhat, Y = _matched(Yhat=Yhat, Y=Y)
    return (Yhat - Y) / len(Yhat)


def mean_squared_error(Yhat, Y):
    """Return L = 1/(N K) * (sum of squared errors over examples and outputs), a float.

    Yhat, Y (N, K), or any one shape: the mean is over all entries. Equals `torch.nn.MSELoss`.

    >>> mean_squared_error([[1.0, 2.0, 3.0]], [[1.0, 2.0, 6.0]])
    3.0
    >>> half_squared_error([[1.0, 2.0, 3.0]], [[1.0, 2.0, 6.0]])
    4.5
    """
    Yhat, Y = _matched(Yhat=Yhat, Y=Y)
    return float(np.mean((Yhat - Y) ** 2))


def mean_squared_error_grad(Yhat, Y):
    """Return dL/dYhat = 2 (Yhat - Y) / (N K), in the shape of Yhat."""
    Yhat, Y = _matched(Yhat=Yhat, Y=Y)
    return 2 * (Yhat - Y) / Yhat.size


def binary_cross_entropy(z, y):
    """Return the mean binary cross-entropy of logits z against labels y in {0, 1}, a float.

    z, y: the same shape, one entry per example. For one example the loss is
    -[y log s + (1 - y) log(1 - s)] with s = sigmoid(z), which simplifies to
    log(1 + e^z) - y z and is computed as max(z, 0) - y z + log(1 + e^-|z|), in which
    nothing overflows. Equals `torch.nn.BCEWithLogitsLoss`, also for a y between 0 and 1.
    """
    z, y = _from_0_to_1(z, y)
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def binary_cross_entropy_grad(z, y):
    """Return dL/dz = (sigmoid(z) - y) / N, in the shape of z; N is the number of entries."""
    z, y = _from_0_to_1(z, y)
    return (sigmoid(z) - y) / z.size


def logistic_loss(z, y):
    """Return the mean of log(1 + e^(-y z)) over logits z and labels y in {-1, +1}, a float.

    z, y: the same shape, one entry per example. The same number as `binary_cross_entropy` with
    label (y + 1) / 2, and as `torch.nn.SoftMarginLoss`.

    >>> logistic_loss([2.0, -1.0], [1, -1]) == binary_cross_entropy([2.0, -1.0], [1, 0])
    True
    """
    z, y = _minus_or_plus_1(z, y)
    return float(np.mean(softplus(-y * z)))


def logistic_loss_grad(z, y):
    """Return dL/dz = -y sigmoid(-y z) / N, in the shape of z; N is the number of entries."""
    z, y = _minus_or_plus_1(z, y)
    return -y * sigmoid(-y * z) / z.size


def hinge(z, y):
    """Return the mean of max(0, 1 - y z) over scores z and labels y in {-1, +1}, a float.

    z, y: the same shape, one entry per example. Source: Cortes & Vapnik, Machine Learning 20,
    1995.

    >>> hinge([2.0, 0.5, 0.5], [1, 1, -1])
    0.6666666666666666
    """
    z, y = _minus_or_plus_1(z, y)
    return float(np.mean(np.maximum(0, 1 - y * z)))


def hinge_grad(z, y):
    """Return dL/dz = -y/N where y z < 1 and 0 elsewhere, in the shape of z.

    At the kink, y z = 1, any value from -y/N to 0 is a subgradient; 0 is our choice.
    """
    z, y = _minus_or_plus_1(z, y)
    return np.where(y * z < 1, -y, 0) / z.size


def squared_hinge(z, y):
    """Return the mean of max(0, 1 - y z)^2 over scores z and labels y in {-1, +1}, a float.

    z, y: the same shape, one entry per example. No factor 1/2.
    """
    z, y = _minus_or_plus_1(z, y)
    return float(np.mean(np.maximum(0, 1 - y * z) ** 2))


def squared_hinge_grad(z, y):
    """Return dL/dz = -2 y max(0, 1 - y z) / N, in the shape of z; it has no kink."""
    z, y = _minus_or_plus_1(z, y)
    return -2 * y * np.maximum(0, 1 - y * z) / z.size


def logsumexp(Z):
    """Return log(sum of exp(Z) over the last axis): (N, K) -> (N,).

    Computed as m + log(sum of exp(Z - m)) with m the row's maximum, in which nothing overflows.

    >>> logsumexp([[1000.0, 1000.0], [0.0, -1000.0]]).round(4).tolist()
    [1000.6931, 0.0]
    """
    Z = as_floats(Z)
    if Z.ndim == 0 or Z.shape[-1] == 0:
        raise ValueError(f"expected rows of at least one entry, (N, K), but got shape {Z.shape}")
    m = Z.max(axis=-1, keepdims=True)
    return m[..., 0] + np.log(np.sum(np.exp(Z - m), axis=-1))


def one_hot(labels, classes):
    """Return an array (N, K) of zeros with a 1 in row n at column labels[n], in float64.

    labels (N,) whole numbers from 0 to K - 1; K = classes.

    >>> one_hot([2, 0], 3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    require_classes(classes)
    return np.eye(classes)[as_labels("labels", labels, classes)]


def cross_entropy(Z, labels, *, class_weights=None):
    """Return the mean cross-entropy of logits Z (N, K) against labels (N,) in 0..K-1, a float.

    For one example the loss is -log(softmax(z)[label]) = logsumexp(z) - z[label].
    class_weights (K,), at least 0: example n counts w_n = class_weights[labels[n]] times, and the
    mean is weighted, the sum of w_n loss_n over the sum of w_n. Equals
    `torch.nn.CrossEntropyLoss`. With K = 1 it is always 0: a single logit needs
    `binary_cross_entropy`.

    >>> cross_entropy([[0.0, 0.0], [0.0, 0.0]], [0, 1])  # knows nothing: log K
    0.6931471805599453
    """
    Z, labels, shares = _classified(Z, labels, class_weights)
    Z = Z - Z.max(axis=1, keepdims=True)  # the same loss, with the digits of a small one kept
    return float(np.sum(shares * (logsumexp(Z) - Z[np.arange(len(Z)), labels])))


def cross_entropy_grad(Z, labels, *, class_weights=None):
    """Return dL/dZ (N, K): row n is w_n / (sum of w) * (softmax(Z) - one_hot(labels)).

    Without class weights w_n / (sum of w) = 1/N.
    """
    Z, labels, shares = _classified(Z, labels, class_weights)
    dZ = softmax(Z)
    dZ[np.arange(len(Z)), labels] -= 1
    return dZ * shares[:, np.newaxis]


def cross_entropy_and_grad(Z, labels, *, class_weights=None):
    """Return (cross_entropy, cross_entropy_grad) of Z (N, K) and labels (N,), but faster.

    The exponentials are taken once and serve both.
    """
    Z, labels, shares = _classified(Z, labels, class_weights)
    rows = np.arange(len(Z))
    Z = Z - Z.max(axis=1, keepdims=True)
    e = np.exp(Z)
    total = e.sum(axis=1)
    loss = np.sum(shares * (np.log(total) - Z[rows, labels]))
    e *= (shares / total)[:, np.newaxis]
    e[rows, labels] -= shares
    return float(loss), e


def _matched(**pair):
    """Return output and target as arrays of the output's dtype, or say why they do not fit."""
    require_same_shape(**pair)
    (_, output), (name, target) = pair.items()
    output = as_floats(output)
    target = np.asarray(target, dtype=output.dtype)
    _require_examples(output)
    _require_each(~np.isnan(target), name, target, "numbers")
    return output, target


def _from_0_to_1(z, y):
    z, y = _matched(z=z, y=y)
    _require_each((y >= 0) & (y <= 1), "y", y, "labels 0 or 1")
    return z, y


def _minus_or_plus_1(z, y):
    z, y = _matched(z=z, y=y)
    _require_each(np.abs(y) == 1, "y", y, "labels -1 or +1")
    return z, y


def _classified(Z, labels, class_weights):
    """Return Z, labels, and each example's share of the loss (N,), which sum to 1."""
    require_2d("Z", Z)
    Z = as_floats(Z)
    _require_examples(Z)
    labels = as_labels("labels", labels, Z.shape[1])
    require_same_shape(**{"labels": labels, "rows of Z": Z[:, 0]})
    if class_weights is None:
        return Z, labels, np.full(len(Z), 1 / len(Z), dtype=Z.dtype)
    weights = np.asarray(class_weights, dtype=Z.dtype)
    require_same_shape(**{"class_weights": weights, "columns of Z": Z[0]})
    valid = np.isfinite(weights) & (weights >= 0)
    _require_each(valid, "class_weights", weights, "finite numbers, at least 0")
    weights = weights[labels]
    if weights.sum() == 0:
        raise ValueError(f"class_weights {class_weights} gives every label in the batch weight 0")
    return Z, labels, weights / weights.sum()


def _require_examples(output):
    if output.size == 0:
        raise ValueError(f"a mean needs at least one example, but the shape is {output.shape}")


def _require_each(valid, name, target, expected):
    if not np.all(valid):
        raise ValueError(f"{name} must hold {expected}, but holds {target[~valid][0]}")
