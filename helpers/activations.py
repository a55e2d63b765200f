"""Activation functions and their derivatives.

Most act elementwise on arrays of any shape, as a pair ``name(Z)`` and ``name_grad(Z)``: both
take the pre-activation ``Z`` and return an array of its shape. Backpropagation multiplies:
``dZ = dA * name_grad(Z)``. Softmax, maxout and the one-hot argmax mix the entries of a row, so
their derivative is a Jacobian matrix; ``name_vjp`` multiplies dA = dL/dA by it without ever
building it (a vector-Jacobian product) and returns dZ. float32 stays float32.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from helpers._floats import as_floats, require_at_least_0
from helpers._shapes import require_same_shape


def identity(Z):
    """Return Z itself (a copy): the activation of a linear output layer. Z any shape."""
    return np.array(Z)


def identity_grad(Z):
    """Return g'(Z) = 1 everywhere, in the shape of Z."""
    return np.ones_like(as_floats(Z))


def relu(Z):
    """Return max(0, Z) elementwise. Z any shape.

    Source: Nair & Hinton, ICML 2010; Glorot, Bordes & Bengio, AISTATS 2011.

    >>> relu([-2.0, 0.0, 3.0]).tolist()
    [0.0, 0.0, 3.0]
    """
    return np.maximum(Z, 0)


def relu_grad(Z):
    """Return 1 where Z > 0 and 0 elsewhere, in the shape of Z.

    At 0 any value in [0, 1] is a subgradient; 0 is PyTorch's choice and ours.
    """
    Z = as_floats(Z)
    return (Z > 0).astype(Z.dtype)


def leaky_relu(Z, *, slope=0.01):
    """Return Z where Z > 0 and slope * Z elsewhere. Z any shape; usual slopes are 0.01 and 0.1.

    Source: Maas, Hannun & Ng, ICML 2013.

    >>> leaky_relu([-2.0, 3.0], slope=0.1).tolist()
    [-0.2, 3.0]

    Raises:
        ValueError: if slope is negative or not finite.
    """
    Z, slope = as_floats(Z), require_at_least_0("slope", slope)
    return np.where(Z > 0, Z, slope * Z)


def leaky_relu_grad(Z, *, slope=0.01):
    """Return 1 where Z > 0 and slope elsewhere (at 0 too, as PyTorch), in the shape of Z."""
    Z, slope = as_floats(Z), require_at_least_0("slope", slope)
    return np.where(Z > 0, 1, slope).astype(Z.dtype)


def elu(Z, *, alpha=1.0):
    """Return Z where Z > 0 and alpha (exp(Z) - 1) elsewhere, which tends to -alpha. Z any shape.

    exp is taken of numbers <= 0 only, and as expm1, which keeps the digits of a small Z.
    Source: Clevert, Unterthiner & Hochreiter, arXiv:1511.07289.

    Raises:
        ValueError: if alpha is negative or not finite.
    """
    Z, alpha = as_floats(Z), require_at_least_0("alpha", alpha)
    return np.where(Z > 0, Z, alpha * np.expm1(np.minimum(Z, 0)))


def elu_grad(Z, *, alpha=1.0):
    """Return 1 where Z > 0 and alpha exp(Z) elsewhere, in the shape of Z; continuous at alpha 1."""
    Z, alpha = as_floats(Z), require_at_least_0("alpha", alpha)
    return np.where(Z > 0, 1, alpha * np.exp(np.minimum(Z, 0)))


def softplus(Z):
    """Return log(1 + exp(Z)), a smooth ReLU, elementwise. Z any shape.

    Computed as max(Z, 0) + log(1 + exp(-|Z|)), in which nothing overflows. (PyTorch returns Z
    itself above 20; this does not.) Source: Dugas et al., NIPS 2000.

    >>> softplus([-1000.0, 0.0, 1000.0]).round(4).tolist()
    [0.0, 0.6931, 1000.0]
    """
    return np.maximum(Z, 0) + np.log1p(np.exp(-np.abs(Z)))


def softplus_grad(Z):
    """Return sigmoid(Z), in the shape of Z."""
    return sigmoid(Z)


def sigmoid(Z):
    """Return 1 / (1 + exp(-Z)) elementwise. Z any shape.

    Only exp of a number <= 0 is ever taken, so no logit, however large, overflows:
    for Z < 0 the equal form exp(Z) / (1 + exp(Z)) is used.
    """
    Z = np.asarray(Z)
    e = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(Z):
    """Return s (1 - s) with s = sigmoid(Z), in the shape of Z; at most 1/4, at Z = 0."""
    s = sigmoid(Z)
    return s * (1 - s)


def tanh(Z):
    """Return the hyperbolic tangent, which equals 2 sigmoid(2 Z) - 1. Z any shape."""
    return np.tanh(Z)


def tanh_grad(Z):
    """Return 1 - tanh(Z)**2, in the shape of Z; at most 1, at Z = 0."""
    return 1 - np.tanh(Z) ** 2


def sign(Z):
    """Return -1, 0 or 1 elementwise: Rosenblatt's threshold, on which learning fails. Z any shape.

    It jumps at 0 and is flat everywhere else. Source: Rosenblatt, Psychological Review 65, 1958.
    """
    return np.sign(Z)


def sign_grad(Z):
    """Return 0 everywhere, in the shape of Z: nothing is passed back, so nothing is learned."""
    return np.zeros_like(as_floats(Z))


def softmax(Z):
    """Return exp(Z) / (sum of exp(Z) over the row), rows of probabilities. Z (N, K) or (..., K).

    Subtracting the row's maximum first changes nothing but the overflow.

    >>> softmax([[1000.0, 1000.0], [0.0, -1000.0]]).tolist()
    [[0.5, 0.5], [1.0, 0.0]]

    Raises:
        ValueError: if Z has no last axis, or one of length 0.
    """
    Z = _rows(Z)
    e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_vjp(dA, A):
    """Return dZ = A * (dA - sum of dA * A over the row), given A = softmax(Z).

    dA, A, dZ (N, K) or (..., K). A row's Jacobian is diag(A) - A A', and dZ is dA times it.
    """
    A = _rows(A)
    require_same_shape(dA=dA, A=A)
    return A * (dA - np.sum(dA * A, axis=-1, keepdims=True))


def maxout(Z, *, pieces=2):
    """Return the largest of each group of `pieces` neighbouring columns: (N, M pieces) -> (N, M).

    Unit m owns the columns m * pieces to (m + 1) * pieces - 1 of Z.
    Source: Goodfellow et al., arXiv:1302.4389.

    >>> maxout([[1.0, 5.0, -2.0, -3.0]], pieces=2).tolist()
    [[5.0, -2.0]]

    Raises:
        ValueError: if the number of columns is not a multiple of `pieces`.
    """
    return _groups(Z, pieces).max(axis=-1)


def maxout_vjp(dA, Z, *, pieces=2):
    """Return dZ (N, M pieces): each entry of dA (N, M) goes to the column that was the largest.

    The others get 0. In a tie the first gets all of it.
    """
    groups = _groups(Z, pieces)
    winners = groups.argmax(axis=-1)
    require_same_shape(dA=dA, A=winners)
    won = np.arange(pieces) == winners[..., np.newaxis]
    dZ = np.where(won, np.asarray(dA)[..., np.newaxis], 0)
    return dZ.reshape(np.shape(Z))


def one_hot_argmax(Z):
    """Return 1 at the row's largest entry (the first in a tie), 0 elsewhere. Z (N, K) or (..., K).

    What softmax tends to when Z is multiplied by ever larger numbers.

    >>> one_hot_argmax([[0.2, 3.0, 1.0]]).tolist()
    [[0.0, 1.0, 0.0]]
    """
    Z = _rows(Z)
    winners = Z.argmax(axis=-1)[..., np.newaxis]
    return (np.arange(Z.shape[-1]) == winners).astype(Z.dtype)


def one_hot_argmax_vjp(dA, Z):
    """Return dZ = 0 in the shape of Z (N, K): like `sign`, it is flat wherever it has a slope."""
    require_same_shape(dA=dA, Z=Z)
    return np.zeros_like(_rows(Z))


class Activation(NamedTuple):
    """A function of the pre-activation and its derivative, both elementwise."""

    function: Callable
    grad: Callable


ACTIVATIONS = {
    "identity": Activation(identity, identity_grad),
    "relu": Activation(relu, relu_grad),
    "leaky_relu": Activation(leaky_relu, leaky_relu_grad),
    "elu": Activation(elu, elu_grad),
    "softplus": Activation(softplus, softplus_grad),
    "sigmoid": Activation(sigmoid, sigmoid_grad),
    "tanh": Activation(tanh, tanh_grad),
    "sign": Activation(sign, sign_grad),
}


def activation(name):
    """Return the elementwise `Activation` called `name`, with its usual slope or alpha.

    Raises:
        ValueError: if there is none of that name; the message lists those there are.
    """
    if name not in ACTIVATIONS:
        raise ValueError(f"no activation is called {name!r}; there are {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]


def _rows(Z):
    Z = as_floats(Z)
    if Z.ndim == 0 or Z.shape[-1] == 0:
        raise ValueError(f"expected rows of at least one entry, (N, K), but got shape {Z.shape}")
    return Z


def _groups(Z, pieces):
    Z = _rows(Z)
    columns = Z.shape[-1]
    if pieces < 1 or columns % pieces:
        raise ValueError(f"{columns} columns do not divide into groups of {pieces} pieces")
    return Z.reshape(*Z.shape[:-1], columns // pieces, pieces)
