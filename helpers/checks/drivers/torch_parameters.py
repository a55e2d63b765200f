"""Giving a student's module the weights that a task wants it to have."""

import math

import torch
from torch import nn

from helpers.checks.drivers.plain import Foreign
from helpers.checks.drivers.torch_bench import array_of, tensor


class Loaded:
    """A module with given weights, whatever its attributes are called.

    weights: arrays as `nn.Linear` keeps them, (fan_out, fan_in) and (fan_out,), in the order in
    which data meets them. A module whose parameters have just these shapes, perhaps transposed,
    as for `X @ W` with W (fan_in, fan_out), gets them by shape; any other in its own order, by
    size. A parameter that nothing fits gets fixed values.

    count: how many numbers the module's parameters hold.
    """

    def __init__(self, model, weights):
        self.parameters = list(nn.Module.parameters(model))
        self.count = sum(p.numel() for p in self.parameters)
        self.weights = weights
        self._pairs = self._paired()
        with torch.no_grad():
            for p in self.parameters:
                p.copy_(torch.linspace(-1, 1, p.numel()).reshape(p.shape))
            for p, i in self._pairs:
                p.copy_(tensor(_shaped(weights[i], tuple(p.shape))))

    def gradients(self, outputs, upstream):
        """Return the gradient of sum(upstream * outputs) for each weight; 0 if it gets none.

        Outputs of another shape are taken in their order; None where there are too many or few.
        """
        if not isinstance(outputs, torch.Tensor) or outputs.numel() != upstream.numel():
            return None
        if not outputs.requires_grad:
            return Foreign("output without a graph", "")
        for p in self.parameters:
            p.grad = None
        (upstream.reshape(outputs.shape) * outputs).sum().backward()
        found = [0 * w for w in self.weights]
        for p, i in self._pairs:
            if p.grad is not None:
                found[i] = _shaped(array_of(p.grad), self.weights[i].shape)
        return found

    def _paired(self):
        """Return pairs (parameter, position of its weights)."""
        mine, given = [tuple(p.shape) for p in self.parameters], [w.shape for w in self.weights]
        keys = (k for k in (tuple, _transposed_or_not) if _alike(map(k, mine), map(k, given)))
        key = next(keys, math.prod)
        free, pairs = list(range(len(given))), []
        for p, shape in zip(self.parameters, mine, strict=True):
            i = next((i for i in free if key(given[i]) == key(shape)), None)
            if i is not None:
                free.remove(i)
                pairs.append((p, i))
        return pairs


def _alike(mine, given):
    return sorted(mine) == sorted(given)


def _transposed_or_not(shape):
    return tuple(sorted(shape))


def _shaped(array, shape):
    return array.T if array.shape == shape[::-1] and array.ndim == 2 else array.reshape(shape)
