"""Networks: a multilayer perceptron as a list of parameters, and any layers in a row.

The functions ``mlp_...`` are backpropagation in its barest form, as chapter 6 derives it. Their
parameters are ``[(W1, b1), (W2, b2), ...]``, plain arrays; `activations` names one activation
a layer, the output layer's too ("identity" where the loss takes logits).

`Sequential` does the same for layers of every kind, and `mlp` builds one:

    network = mlp((784, 100, 10), "relu", rng)
    Z, cache = network.forward(X)
    gradients = network.backward(cross_entropy_grad(Z, y), cache)
"""

import itertools
from dataclasses import dataclass, field, replace

import numpy as np

from helpers._shapes import require_same_shape
from helpers.activations import activation
from helpers.initializers import normal
from helpers.layers import dense_backward, dense_forward
from helpers.network_layers import Activation, Dense


def mlp_parameters(sizes, rng):
    """Return [(W, b), ...] for layers of the given sizes: W normal with variance 1/fan_in, b zero.

    sizes: (D, H1, ..., K), at least an input and an output; rng: a `numpy.random.Generator`.
    """
    _require_sizes(sizes)
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


@dataclass(frozen=True)
class Sequential:
    """Layers in a row, with all their arrays in plain sight; made by `sequential` or `mlp`.

    layers: a tuple of objects from `helpers.network_layers`. parameters: a dict such as
    {"1.W": ..., "1.b": ..., "2.W": ...}; the number counts the layers that have parameters,
    so that "1.W" is the book's W1. statistics: a dict of the same kind for the arrays that
    training keeps but no gradient changes, batch normalization's running mean and variance.

    A network is a value: training makes new ones, and changes none.
    """

    layers: tuple
    parameters: dict
    statistics: dict = field(default_factory=dict)

    def __call__(self, X):
        """Return the output (N, ...) for a batch X (N, ...), as used after training."""
        return self.forward(X)[0]

    def forward(self, X, *, training=False, rng=None):
        """Return (output, cache) for a batch X (N, ...).

        training: whether dropout drops, with the `numpy.random.Generator` rng, and batch
        normalization uses this batch's statistics. cache: a list, one entry a layer.
        """
        caches = []
        for layer, values in self._layers_and_values():
            X, cache = layer.forward(X, values, training=training, rng=rng)
            caches.append(cache)
        return X, caches

    def backward(self, dA, cache):
        """Return the gradients of the loss, a dict with the keys and shapes of `parameters`.

        dA: the gradient with respect to the output, in its shape; cache: from `forward`. The
        pass stops at the first layer's parameters: what would be its dX is not computed.
        """
        (first, first_values), *rest = self._layers_and_values()
        gradients = []
        for (layer, values), kept in zip(reversed(rest), reversed(cache[1:]), strict=True):
            dA, own = layer.backward(dA, values, kept)
            gradients.append(own)
        gradients.append(first.parameter_gradients(dA, first_values, cache[0]))
        return _join(self.layers, gradients[::-1])

    def updated(self, parameters, cache):
        """Return this network with other parameters, and its statistics as `cache` leaves them."""
        after = [
            layer.statistics_after(kept) for layer, kept in zip(self.layers, cache, strict=True)
        ]
        return replace(self, parameters=parameters, statistics=_join(self.layers, after))

    def _layers_and_values(self):
        arrays = self.parameters | self.statistics
        return [
            (layer, {name: arrays[f"{number}.{name}"] for name in layer.names})
            for number, layer in _count(self.layers)
        ]


def sequential(layers, rng, *, dtype=np.float64):
    """Return a `Sequential` of `layers` with initial parameters of the given dtype.

    rng: a `numpy.random.Generator`, from which every layer draws its weights in turn.

    >>> rng = np.random.default_rng(0)
    >>> network = sequential([Dense(2, 4), Activation("tanh"), Dense(4, 1)], rng)
    >>> {name: array.shape for name, array in network.parameters.items()}
    {'1.W': (2, 4), '1.b': (4,), '2.W': (4, 1), '2.b': (1,)}
    """
    layers = tuple(layers)
    if not layers:
        raise ValueError(f"a network needs at least one layer, but got {layers}")
    arrays = [
        _join(layers, [layer.parameters(rng) for layer in layers]),
        _join(layers, [layer.statistics() for layer in layers]),
    ]
    return Sequential(
        layers, *({key: array.astype(dtype) for key, array in named.items()} for named in arrays)
    )


def mlp(sizes, activation, rng, *, weights=normal, dtype=np.float64):
    """Return a multilayer perceptron: dense layers of the given sizes, `activation` in between.

    sizes: (D, H1, ..., K), at least an input and an output; activation: a name from
    `helpers.activations.ACTIVATIONS`. The output layer has none, so that a loss finds logits.
    weights: draws each W, a function of (shape, rng) from `helpers.initializers`.

    >>> network = mlp((784, 100, 10), "relu", np.random.default_rng(0))
    >>> sum(array.size for array in network.parameters.values())
    79510
    """
    _require_sizes(sizes)
    layers = []
    for fan_in, fan_out in itertools.pairwise(sizes):
        layers += [Dense(fan_in, fan_out, weights=weights), Activation(activation)]
    return sequential(layers[:-1], rng, dtype=dtype)


def _count(layers):
    """Return pairs (number, layer), where only layers that own arrays count, from 1."""
    numbers = itertools.accumulate(int(bool(layer.names)) for layer in layers)
    return list(zip(numbers, layers, strict=True))


def _join(layers, owned):
    """Return one dict {"1.W": ...} from each layer's own {"W": ...}."""
    return {
        f"{number}.{name}": array
        for (number, _), own in zip(_count(layers), owned, strict=True)
        for name, array in own.items()
    }


def _require_sizes(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes needs an input and an output, all at least 1, but is {sizes}")
