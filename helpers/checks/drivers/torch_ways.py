"""The ways in which what a student wrote in torch is exercised; see `ways`.

Points hang on the arrays that come back: outputs for given weights, weights after several
steps. What is seen of the calls on the way stands under "seen". The student's process could lie
about it, so it may explain and is worth nothing.
"""

import functools

import numpy as np
import torch
from torch import nn

from helpers.checks.drivers import torch_bench as bench
from helpers.checks.drivers.calling import called
from helpers.checks.drivers.plain import Foreign, kind_name
from helpers.checks.drivers.torch_parameters import Loaded
from helpers.checks.drivers.torch_watch import Watch


def _undisturbed(way):
    @functools.wraps(way)
    def wrapped(student, *args, **kwargs):
        with bench.undisturbed():
            return way(student, *args, **kwargs)

    return wrapped


@_undisturbed
def build(student, sizes, weights, X, upstream):
    """Let the student build a module; give it weights, and run it forwards and backwards.

    student: a subclass of `nn.Module`, or a function that returns a module; weights: as torch
    keeps them, see `Loaded`; upstream: the gradient for the outputs. Returns the outputs for X,
    the gradient of sum(upstream * outputs) for each of the weights, and of the parameters their
    number, with both beside it; None where there is no module yet.
    """
    model = _module(student, sizes)
    if model is None:
        return None
    if not isinstance(model, nn.Module):
        other = Foreign(f"{kind_name(type(model))} that is no nn.Module")
        return dict.fromkeys(("parameters", "outputs", "gradients"), other)
    X = bench.tensor(X)
    with torch.no_grad():
        first = model(X)  # lazy layers learn their sizes here
    loaded = Loaded(model, weights)
    if first is None and not loaded.count:
        return None
    outputs = model(X)
    gradients = loaded.gradients(outputs, bench.tensor(upstream))
    outputs = bench.plain(outputs, graph_allowed=True)
    known = {"count": loaded.count, "at work": [outputs, *(gradients or [])]}
    return {
        "parameters": known if loaded.count else None,
        "outputs": outputs,
        "gradients": gradients,
    }


def _module(student, sizes):
    """Call a function, or a class, whose object is what is wanted here."""
    return student(*sizes) if isinstance(student, type) else called(student, *sizes)


@_undisturbed
def train(student, layers, optimizer, loss, batches, training):
    """Let the student train a model, one call a batch.

    layers: see `bench.model_of`; optimizer: its name and settings; batches: pairs (X, y);
    training: is the model in training mode at first? Returns the losses that the student
    returned, and the model's state afterwards; None where nothing happened.
    """
    model = bench.model_of(layers).train(training)
    optimizer, loss_fn = bench.optimizer_of(model, *optimizer), bench.LOSSES[loss]()
    before, watch = bench.state_of(model), Watch(model, optimizer, loss_fn)
    losses = []
    for X, y in batches:
        watch.next_call()
        losses.append(called(student, model, optimizer, loss_fn, bench.tensor(X), bench.tensor(y)))
    state = bench.state_of(model)
    if all(value is None for value in losses):
        if not bench.changed(before, state):
            return None
        losses = None
    return {
        "losses": bench.plain(losses),
        "state": state,
        "seen": {"in each call": watch.events(), "passes in eval mode": watch.eval_passes},
    }


@_undisturbed
def evaluate(student, layers, loss, X, y, batch_size, training):
    """Let the student evaluate a model on a loader.

    training: the mode in which the model comes. Returns what the student returned, and what is
    left: the model's state, and its outputs for X in the mode in which the student left it.
    """
    model, loss_fn = bench.model_of(layers).train(training), bench.LOSSES[loss]()
    watch = Watch(model)
    returned = called(student, model, loss_fn, bench.loader_of(X, y, batch_size))
    if returned is None:
        return None
    seen = {
        "passes in training mode": watch.training_passes,
        "passes that build a graph": watch.graphs,
    }
    state = bench.state_of(model)
    with torch.no_grad():
        after = model(bench.tensor(X))
    return {
        "returned": bench.plain(returned),
        "left": {**state, "outputs afterwards": bench.plain(after)},
        "seen": seen,
    }


@_undisturbed
def fit(student, layers, optimizer, loss, train, valid, batch_size, max_epochs, patience):
    """Let the student train a model until a validation loss stops falling.

    train, valid: pairs (X, y). Returns what the student returned and the model's state
    afterwards; None where nothing happened.
    """
    model = bench.model_of(layers)
    optimizer, loss_fn = bench.optimizer_of(model, *optimizer), bench.LOSSES[loss]()
    before = bench.state_of(model)
    loaders = bench.loader_of(*train, batch_size), bench.loader_of(*valid, batch_size)
    history = called(student, model, optimizer, loss_fn, *loaders, max_epochs, patience)
    state = bench.state_of(model)
    if history is None and not bench.changed(before, state):
        return None
    history = bench.plain(history)
    if isinstance(history, np.ndarray) and history.ndim:
        history = list(history)
    return {"history": history, "state": state}


@_undisturbed
def call_with_tensors(student, *args):
    """Call the student's function with tensors for arrays, and a model for a list of layers.

    The model is in training mode; see `bench.model_of`. Returns what the student returned, with
    arrays for tensors. Parameters are no results of a computation and may be returned as they are.
    """
    return bench.plain(called(student, *map(_for_torch, args)))


def _for_torch(value):
    if isinstance(value, np.ndarray):
        return bench.tensor(value)
    return bench.model_of(value) if isinstance(value, list) else value
