"""What torch tasks are tried on: models, optimizers, losses and loaders, from plain values.

A model is a list of layers, each a tuple: a name, and what torch needs to build it, with weights
in torch's own layout. Everything is float32, torch's default: a student's `y.float()` or
`torch.zeros(1)` fits.
"""

import contextlib

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from helpers.checks.drivers.plain import Foreign

SEED = 8


@contextlib.contextmanager
def undisturbed():
    """Give torch one thread, a fixed seed and its usual settings; put back what was there."""
    threads, dtype, grad = (
        torch.get_num_threads(),
        torch.get_default_dtype(),
        torch.is_grad_enabled(),
    )
    with torch.random.fork_rng(devices=[]), torch.device("cpu") if _elsewhere() else _nothing():
        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float32)
        torch.set_grad_enabled(True)
        torch.default_generator.manual_seed(SEED)  # `torch.manual_seed` asks for all devices
        try:
            yield
        finally:
            torch.set_grad_enabled(grad)
            torch.set_default_dtype(dtype)
            torch.set_num_threads(threads)


_nothing = contextlib.nullcontext


def _elsewhere():
    return torch.get_default_device().type != "cpu"


def tensor(array):
    """Return a tensor of its own: float32, or int64 where the array holds integers."""
    return torch.tensor(array, dtype=torch.int64 if array.dtype.kind == "i" else torch.float32)


def model_of(layers):
    """Return the `nn.Sequential` of some layers, in training mode."""
    return nn.Sequential(*(_LAYERS[name](*values) for name, *values in layers))


def _linear(W, b):
    layer = nn.Linear(W.shape[1], W.shape[0])
    return _filled(layer, weight=W, bias=b)


def _batch_norm(gamma, beta, mean, variance):
    layer = nn.BatchNorm1d(len(gamma))
    return _filled(layer, weight=gamma, bias=beta, running_mean=mean, running_var=variance)


def _filled(layer, **arrays):
    with torch.no_grad():
        for name, array in arrays.items():
            getattr(layer, name).copy_(tensor(array))
    return layer


_LAYERS = {
    "batch norm": _batch_norm,
    "dropout": nn.Dropout,
    "linear": _linear,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
}


def optimizer_of(model, name, settings):
    """Return the optimizer called `name`, "SGD" or "Adam", of a model's parameters."""
    return getattr(torch.optim, name)(model.parameters(), **settings)


class _OneHotSquares(nn.Module):
    """The mean over the batch of the squared distance of (N, K) outputs from one-hot labels."""

    def forward(self, outputs, y):
        return ((outputs - nn.functional.one_hot(y, outputs.shape[1])) ** 2).sum(1).mean()


LOSSES = {
    "binary cross-entropy": nn.BCEWithLogitsLoss,
    "cross-entropy": nn.CrossEntropyLoss,
    "mean squared error": nn.MSELoss,
    "one-hot squares": _OneHotSquares,
}


def loader_of(X, y, batch_size):
    """Return a `DataLoader` that gives the examples in order; the last batch may be smaller."""
    return DataLoader(TensorDataset(tensor(X), tensor(y)), batch_size=batch_size)


def state_of(model):
    """Return {name: a copy} of a model's parameters and running statistics, in their order."""
    state = nn.Module.state_dict(model).items()
    return {name: array_of(t) for name, t in state if t.is_floating_point()}


def array_of(t):
    """Return a tensor's values as an array of its own."""
    return t.detach().cpu().numpy().copy()


def plain(value, *, graph_allowed=False, depth=2):
    """Return a value with its tensors turned into arrays, inside tuples and lists too.

    A tensor that still holds its graph is no number to keep; without `graph_allowed` it becomes
    `Foreign`, unless it is a parameter's clone. A tensor of another class is left, to be told by
    its name.
    """
    kind = type(value)
    base = next((base for base in (tuple, list) if issubclass(kind, base)), None)
    if base and depth:
        items = base.__iter__(value)
        return base(plain(v, graph_allowed=graph_allowed, depth=depth - 1) for v in items)
    if kind not in (torch.Tensor, nn.Parameter):
        return value
    if value.grad_fn is not None and not graph_allowed and not _is_clone(value.grad_fn):
        return Foreign("tensor that still holds its graph")
    return array_of(value)


def _is_clone(step):
    """Say whether the whole graph is one clone of a tensor that is watched."""
    names = [type(s).__name__ for s in (step, *(before for before, _ in step.next_functions))]
    return names == ["CloneBackward0", "AccumulateGrad"]


def changed(before, after):
    """Say whether two states differ."""
    return any(not np.array_equal(before[name], after[name]) for name in before)
