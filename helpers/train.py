"""The training loop: epochs of mini-batches, one step of an optimizer each, and a history.

    network, history = train(
        network, X, y, loss=cross_entropy, loss_grad=cross_entropy_grad,
        optimizer=Adam(), epochs=20, batch_size=100, rng=rng,
    )
    history["loss"]  # one number an epoch

Networks come from `helpers.network`, losses from `helpers.losses`, optimizers from
`helpers.optimizers`. A network and an early stopping are values: what goes in stays as it was.
"""

from dataclasses import replace

import numpy as np

from helpers.metrics import accuracy as share_of_equal_labels
from helpers.minibatches import minibatches


def train(
    network,
    X,
    y,
    *,
    loss,
    loss_grad,
    optimizer,
    epochs,
    batch_size,
    rng,
    accuracy=None,
    validation=None,
    schedule=None,
    early_stopping=None,
    progress=False,
):
    """Return (network, history): a trained copy of the network, and what happened on the way.

    X (N, ...), y (N, ...): one row an example. loss, loss_grad, accuracy: functions of (output,
    y), means over a batch. rng: a `numpy.random.Generator` for the order of the examples and
    for dropout; the same generator gives the same result. validation: (X, y), measured after
    each epoch. schedule: a function from the number of steps taken so far to the learning
    rate. early_stopping: see `helpers.early_stopping`; it watches the validation loss, or the
    training loss where there is none, and the network that it found best is returned.
    progress: whether to show a bar, which needs tqdm.

    history: a dict of lists, one number an epoch: "loss", "accuracy", "validation_loss",
    "validation_accuracy". Each is a mean over all examples, not a mean of batch means. The
    first two are measured on the way, before each step, so they lag behind what a network at
    the end of its epoch would get.

    Raises:
        ValueError: if there are no examples, X holds NaN or infinity, or epochs is below 1.
    """
    _require_data(X, y)
    if validation:
        _require_data(*validation)
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, but is {epochs}")
    measures = {"loss": loss} | ({"accuracy": accuracy} if accuracy else {})
    state, history = optimizer.init(network.parameters), []
    for _ in (bar := _bar(epochs, progress)):
        batches = minibatches(X, y, batch_size, rng)
        network, state, means = _epoch(
            network, batches, measures, loss_grad, optimizer, state, schedule, rng
        )
        history.append(means)
        if validation:
            measured = evaluate(network, *validation, measures, batch_size=batch_size)
            history[-1] |= {f"validation_{name}": value for name, value in measured.items()}
        if progress:
            bar.set_postfix({k: f"{v:.4g}" for k, v in history[-1].items()}, refresh=False)
        if early_stopping:
            watched = history[-1].get("validation_loss", history[-1]["loss"])
            early_stopping = early_stopping.after(watched, network)
            if early_stopping.stop:
                break
    if early_stopping and early_stopping.best_parameters is not None:
        network = early_stopping.best_parameters
    return network, {name: [epoch[name] for epoch in history] for name in history[0]}


def _epoch(network, batches, measures, loss_grad, optimizer, state, schedule, rng):
    parts = []
    for X, y in batches:
        if schedule:
            optimizer = replace(optimizer, lr=schedule(state["t"]))
        network, state, output = training_step(network, X, y, loss_grad, optimizer, state, rng)
        parts.append((len(X), _measure(measures, output, y)))
    return network, state, _means(parts)


def training_step(network, X, y, loss_grad, optimizer, state, rng):
    """Return (network, state, output) after one step on the batch X (N, ...), y (N, ...).

    state: the optimizer's, from its `init` or the step before; output: what the network made
    of X before the step.
    """
    output, cache = network.forward(X, training=True, rng=rng)
    gradients = network.backward(loss_grad(output, y), cache)
    parameters, state = optimizer.step(network.parameters, gradients, state)
    return network.updated(parameters, cache), state, output


def evaluate(network, X, y, measures, *, batch_size=1000):
    """Return {name: mean over all examples} of each measure, with the network as after training.

    X (N, ...), y (N, ...); measures: a dict of functions of (output, y), means over a batch.
    The batches only bound the memory: a ragged one counts by its number of examples.
    """
    _require_data(X, y)
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, but is {batch_size}")
    starts = range(0, len(X), batch_size)
    batches = ((X[i : i + batch_size], y[i : i + batch_size]) for i in starts)
    return _means([(len(X), _measure(measures, network(X), y)) for X, y in batches])


def binary_accuracy(z, y):
    """Return the share of logits z (N, 1) on the right side of 0 for labels y (N, 1) of 0 and 1."""
    return share_of_equal_labels(np.ravel(y), np.ravel(z) > 0)


def class_accuracy(Z, labels):
    """Return the share of logits Z (N, K) that are largest at their label, labels (N,)."""
    return share_of_equal_labels(labels, np.argmax(Z, axis=1))


def _measure(measures, output, y):
    return {name: measure(output, y) for name, measure in measures.items()}


def _means(parts):
    """Return the means over all examples, from the number of examples and means of each part."""
    total = sum(count for count, _ in parts)
    return {
        name: sum(count * means[name] for count, means in parts) / total for name in parts[0][1]
    }


def _require_data(X, y):
    if len(X) != len(y) or len(X) == 0:
        raise ValueError(
            f"X and y need one row per example, at least one, but have {len(X)} and {len(y)}"
        )
    finite = np.isfinite(X)
    if not finite.all():
        raise ValueError(f"X must hold finite numbers, but holds {np.asarray(X)[~finite][0]}")


def _bar(epochs, progress):
    if not progress:
        return range(epochs)
    from tqdm import tqdm

    return tqdm(range(epochs), unit="epoch")
