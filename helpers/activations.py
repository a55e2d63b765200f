"""Activation functions and their derivatives, elementwise on arrays of any shape.

Each pair is ``name(Z)`` and ``name_grad(Z)``: both take the pre-activation ``Z``, return an
array of its shape, and keep float32 as float32. Backpropagation multiplies:
``dZ = dA * name_grad(Z)``.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


def identity(Z):
    """Return Z itself (a copy): the activation of a linear output layer. Z any shape."""
    return np.array(Z)


def identity_grad(Z):
    """Return g'(Z) = 1 everywhere, in the shape of Z."""
    return np.ones_like(Z)


def relu(Z):
    """Return max(0, Z) elementwise. Z any shape."""
    return np.maximum(Z, 0)


def relu_grad(Z):
    """Return 1 where Z > 0 and 0 elsewhere, in the shape of Z.

    At 0 any value in [0, 1] is a subgradient; 0 is PyTorch's choice and ours.
    """
    Z = np.asarray(Z)
    return (Z > 0).astype(np.result_type(Z, np.float32))


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


class Activation(NamedTuple):
    """A function of the pre-activation and its derivative, both elementwise."""

    function: Callable
    grad: Callable


ACTIVATIONS = {
    "identity": Activation(identity, identity_grad),
    "relu": Activation(relu, relu_grad),
    "sigmoid": Activation(sigmoid, sigmoid_grad),
    "tanh": Activation(tanh, tanh_grad),
}


def activation(name):
    """Return the `Activation` called `name`.

    Raises:
        ValueError: if there is none of that name; the message lists those there are.
    """
    if name not in ACTIVATIONS:
        raise ValueError(f"no activation is called {name!r}; there are {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
