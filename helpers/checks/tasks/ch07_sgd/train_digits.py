"""Challenge: the training loop, put together from the tasks before."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks.ch07_sgd.digit_gradients import reference as digit_gradients
from helpers.checks.tasks.ch07_sgd.sgd_epoch import reference as sgd_epoch


def reference(X, labels, parameters, batches, epochs, rate):
    """Return the parameters after some epochs, and a list of each epoch's mean loss."""
    losses = []
    for _ in range(epochs):
        parameters, loss = sgd_epoch(parameters, batches(X, labels), digit_gradients, rate)
        losses.append(loss)
    return parameters, losses


def inputs(rng):
    """One epoch and several; batches that differ from epoch to epoch, the last one ragged."""
    for N, B, D, H, K, epochs, tag in [
        (5, 2, 3, 4, 3, 1, "one epoch"),
        (8, 3, 4, 5, 3, 2, "several epochs"),
        (10, 4, 3, 6, 5, 3, "several epochs"),
    ]:
        shapes = {"W1": (D, H), "b1": (H,), "W2": (H, K), "b2": (K,)}
        parameters = {name: rng.normal(scale=0.7, size=shape) for name, shape in shapes.items()}
        orders = []
        for _ in range(epochs + 1):
            order = rng.permutation(N)
            orders.append([order[i : i + B] for i in range(0, N, B)])
        X, labels = rng.uniform(0.2, 1, size=(N, D)), rng.integers(K, size=N)
        yield Instance((X, labels, parameters, orders, epochs, float(rng.uniform(0.3, 0.6))), tag)


MISTAKES = (
    Mistake(
        "batches made once",
        "Every epoch uses the same batches: `batches(X, labels)` is called once, before the loop. "
        "Call it in each epoch, so that it can shuffle anew.",
        (
            ("    losses = []\n", "    losses = []\n    once = batches(X, labels)\n"),
            ("parameters, batches(X, labels)", "parameters, once"),
        ),
    ),
    Mistake(
        "first epoch only",
        "You return after the first epoch: perhaps the `return` stands inside the loop.",
        (("    return parameters", "        return parameters"),),
    ),
    Mistake(
        "every epoch from the start",
        "Each of your epochs begins with the first parameters again. Go on with those of the "
        "epoch before.",
        (
            ("    losses = []\n", "    losses = []\n    start = parameters\n"),
            ("sgd_epoch(parameters,", "sgd_epoch(start,"),
        ),
    ),
    Mistake(
        "parameters not kept",
        "You return the parameters from before the training. `sgd_epoch` makes new ones: give "
        "them the name `parameters`.",
        (
            ("    losses = []\n", "    losses = []\n    start = parameters\n"),
            ("return parameters, losses", "return start, losses"),
        ),
    ),
    Mistake(
        "all examples at once",
        "You take one step an epoch, with all examples. Take one for each of the batches that "
        "`batches(X, labels)` makes.",
        (("parameters, batches(X, labels)", "parameters, [(X, labels)]"),),
    ),
    Mistake(
        "last loss only",
        "You return the last epoch's loss alone. Asked for is a list with one loss for each epoch.",
        (("return parameters, losses", "return parameters, loss"),),
    ),
    Mistake(
        "mean over the epochs",
        "You averaged the losses over the epochs. Asked for is a list, so that one can see how "
        "they fall.",
        (("return parameters, losses", "return parameters, sum(losses) / len(losses)"),),
    ),
    Mistake(
        "an epoch too many",
        "You train one epoch too many.",
        (("range(epochs)", "range(epochs + 1)"),),
    ),
    Mistake(
        "an epoch too few",
        "You train one epoch too few: `range(1, epochs)` has only `epochs - 1` numbers.",
        (
            ("range(epochs)", "range(1, epochs)"),
            ("    losses = []\n", "    losses, loss = [], 0.0\n"),
        ),
    ),
    Mistake(
        "rate divided",
        "You divide the learning rate by the number of examples. The gradient is a mean already.",
        (("digit_gradients, rate)", "digit_gradients, rate / len(X))"),),
    ),
    Mistake(
        "places swapped",
        "The two have changed places: first the parameters, then the list of losses.",
        (("return parameters, losses", "return losses, parameters"),),
    ),
    Mistake(
        "loss after the epoch",
        "You measured the loss anew after each epoch, over all examples. Asked for is the mean of "
        "the losses met on the way, which `sgd_epoch` returns and which costs nothing.",
        (("losses.append(loss)", "losses.append(digit_gradients(X, labels, parameters)[0])"),),
    ),
    Mistake(
        "running sum",
        "Your losses add up from epoch to epoch. Each entry is the mean loss of its own epoch.",
        (("losses.append(loss)", "losses.append(loss + sum(losses[-1:]))"),),
    ),
)


def _without_helpers(X, labels, parameters, batches, epochs, rate):
    history, p = [], {name: w.copy() for name, w in parameters.items()}
    while len(history) < epochs:
        total = 0.0
        for X_batch, y_batch in batches(X, labels):
            loss, gradients = digit_gradients(X_batch, y_batch, p)
            total += loss * len(y_batch)
            for name in p:
                p[name] = p[name] - rate * gradients[name]
        history.append(total / len(labels))
    return p, np.array(history).tolist()


def _recursively(X, labels, parameters, batches, epochs, rate):
    if epochs == 0:
        return parameters, []
    parameters, loss = sgd_epoch(parameters, batches(X, labels), digit_gradients, rate)
    parameters, losses = _recursively(X, labels, parameters, batches, epochs - 1, rate)
    return parameters, [loss, *losses]


def _with_a_lambda_as_tuples(X, labels, parameters, batches, epochs, rate):
    losses = ()
    for epoch in range(1, epochs + 1):
        parameters, loss = sgd_epoch(
            parameters, iter(batches(X, labels)), lambda *batch: digit_gradients(*batch), rate
        )
        losses += (float(loss),) if epoch else ()
    return [parameters, losses]


TASK = Task(
    name="train_digits",
    driver="training_on_batches",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the parameters after one epoch", 1, part=(0,), tags=("one epoch",)),
        Property("the parameters after several epochs", 2, part=(0,), tags=("several epochs",)),
        Property("the mean loss of each epoch", 1, part=(1,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_without_helpers, _recursively, _with_a_lambda_as_tuples),
    hints=(
        "One epoch is one call of your `sgd_epoch`. It wants the parameters, the batches of this "
        "epoch, a function for loss and gradients, and the rate.",
        "In a loop over the epochs: `parameters, loss = sgd_epoch(parameters, batches(X, labels), "
        "digit_gradients, rate)`, then note the loss in a list.",
    ),
    after=("sgd_epoch", "digit_gradients"),
    simpler=None,
)
