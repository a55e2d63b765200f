"""A multilayer perceptron as a list of parameters, forward and backward.

Parameters are ``[(W1, b1), (W2, b2), ...]``, plain arrays; `activations` names one
activation a layer, the output layer's too ("identity" where the loss takes logits).
"""

import itertools

import numpy as np

from helpers._shapes import require_same_shape
from helpers.activations import activation
from helpers.layers import dense_backward, dense_forward


def mlp_parameters(sizes, rng):
    """Return [(W, b), ...] for layers of the given sizes: W normal with variance 1/fan_in, b zero.

    sizes: (D, H1, ..., K), at least an input and an output; rng: a `numpy.random.Generator`.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes needs an input and an output, all at least 1, but is {sizes}")
    return [
        (rng.normal(0, fan_in**-0.5, size=(fan_in, fan_out)), np.zeros(fan_out))
        for fan_in, fan_out in itertools.pairwise(sizes)
    ]


def mlp_forward(X, parameters, activations):
    """Return (A, cache): the last layer's activation (N, K), and what backward will need.

    X (N, D). The cache holds, for each layer, its input (N, fan_in) and its
    pre-activation (N, fan_out).
    """
    _require_one_each(parameters, activations)
    cache = []
    A = X
    for (W, b), name in zip(parameters, activations, strict=True):
        Z = dense_forward(A, W, b)
        cache.append((A, Z))
        A = activation(name).function(Z)
    return A, cache


def mlp_backward(dA, parameters, activations, cache):
    """Return [(dW1, db1), (dW2, db2), ...], the gradients of the loss.

    dA (N, K): the gradient of the loss with respect to what `mlp_forward` returned. One pass
    from the last layer to the first, so that every dZ is computed once and used for all
    that lies below it (Rumelhart, Hinton & Williams, Nature 323, 1986).
    """
    _require_one_each(parameters, activations)
    grads = []
    layers = list(zip(parameters, activations, cache, strict=True))
    for (W, _), name, (A_prev, Z) in reversed(layers):
        require_same_shape(dA=dA, Z=Z)
        dZ = dA * activation(name).grad(Z)
        dA, dW, db = dense_backward(dZ, A_prev, W)
        grads.append((dW, db))
    return grads[::-1]


def _require_one_each(parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError(
            f"{len(parameters)} layers need as many activations, but got {activations!r}"
        )
