"""One epoch of stochastic gradient descent, over batches that are given."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(parameters, batches, loss_and_gradients, rate):
    """Return the parameters after a step for each batch, and the mean loss over all examples."""
    total = 0.0
    examples = 0
    for X, y in batches:
        loss, gradients = loss_and_gradients(X, y, parameters)
        total += loss * len(X)
        examples += len(X)
        new = {}
        for name in parameters:
            new[name] = parameters[name] - rate * gradients[name]
        parameters = new
    return parameters, total / examples


def inputs(rng):
    """One step, several, and a ragged last batch; one and two layers, whose gradients interact."""
    for rows, names, tag in [
        ((4,), "Wb", "one batch"),
        ((3, 3, 3), "Wb", "three batches"),
        ((5, 5, 2), "Wb", "a ragged last batch"),
        ((4, 4, 4, 1), "WVb", "a ragged last batch, two layers"),
        ((6, 6), "WVb", "two batches, two layers"),
    ]:
        shapes = {"Wb": {"W": (3, 2), "b": (2,)}, "WVb": {"W": (3, 5), "V": (5, 2), "b": (2,)}}
        parameters = {name: rng.normal(size=shape) for name, shape in shapes[names].items()}
        batches = [(rng.normal(size=(n, 3)), rng.normal(scale=2, size=(n, 2))) for n in rows]
        yield Instance((parameters, batches, float(rng.uniform(0.05, 0.15))), tag)


MISTAKES = (
    Mistake(
        "uphill",
        "You add the gradient, so the loss rises. The gradient points uphill: subtract it.",
        (("- rate * gradients", "+ rate * gradients"),),
    ),
    Mistake(
        "no learning rate",
        "The learning rate is missing: subtract `rate` times the gradient.",
        (("rate * gradients", "gradients"),),
    ),
    Mistake(
        "averaged again",
        "You divide by the batch size again. The gradient that you are given is the mean over the "
        "batch already.",
        (("rate * gradients[name]", "rate * gradients[name] / len(X)"),),
    ),
    Mistake(
        "last batch's loss",
        "You return the loss of the last batch. It is the loss of a few examples: add up over the "
        "epoch, weighted by the number of examples.",
        (("total / examples", "loss"),),
    ),
    Mistake(
        "mean of the batch means",
        "You average the batches' losses. The ragged batch then counts too much: weigh each loss "
        "by the number of its examples.",
        (("loss * len(X)", "loss"), ("examples += len(X)", "examples += 1")),
    ),
    Mistake(
        "sum of the losses",
        "You add up the losses of the batches. Asked for is the mean over the examples: weigh each "
        "by its number of examples, and divide by all of them.",
        (("loss * len(X)", "loss"), ("total / examples", "total")),
    ),
    Mistake(
        "first loss",
        "You return the loss of the first batch. Asked for is the mean over all examples of the "
        "epoch.",
        (("total += loss * len(X)", "total = total or loss"), ("total / examples", "total")),
    ),
    Mistake(
        "loss after the step",
        "You measure each loss after the step on the same batch. Take the one that came with the "
        "gradients, from before the step.",
        (
            ("        total += loss * len(X)\n", ""),
            (
                "        parameters = new\n",
                "        parameters = new\n"
                "        total += loss_and_gradients(X, y, parameters)[0] * len(X)\n",
            ),
        ),
    ),
    Mistake(
        "gradients at the start",
        "All your gradients are taken at the parameters from before the epoch. After each step "
        "the next gradient belongs to the new parameters.",
        (
            ("    total = 0.0\n", "    total = 0.0\n    start = parameters\n"),
            ("loss_and_gradients(X, y, parameters)", "loss_and_gradients(X, y, start)"),
        ),
    ),
    Mistake(
        "every step from the start",
        "Each of your steps begins at the old parameters, so only the last one counts. Go on from "
        "where the step before has led.",
        (
            ("    total = 0.0\n", "    total = 0.0\n    start = parameters\n"),
            ("parameters[name] - rate", "start[name] - rate"),
        ),
    ),
    Mistake(
        "one after the other",
        "You change one parameter and take the gradient of the next with it. All gradients belong "
        "to the old parameters: call `loss_and_gradients` once a batch, then update all.",
        (
            ("        new = {}\n", "        new = dict(parameters)\n"),
            (
                "- rate * gradients[name]",
                "- rate * loss_and_gradients(X, y, new)[1][name]",
            ),
        ),
    ),
    Mistake(
        "first batch only",
        "You return after the first batch: perhaps the `return` stands inside the loop.",
        (("    return parameters, total", "        return parameters, total"),),
    ),
    Mistake(
        "old parameters returned",
        "You return the parameters unchanged: the new ones have to take their place.",
        (
            ("    total = 0.0\n", "    total = 0.0\n    start = parameters\n"),
            ("return parameters, total", "return start, total"),
        ),
    ),
    Mistake(
        "changed in place",
        "You wrote into the parameters that you were given: into the arrays (`-=`) or into their "
        "dict. Whoever kept them as the start has lost them: make a new dict of new arrays.",
        (
            (
                "new[name] = parameters[name] - rate * gradients[name]",
                "parameters[name] -= rate * gradients[name]; new[name] = parameters[name]",
            ),
        ),
    ),
    Mistake(
        "places swapped",
        "The two have changed places: first the parameters, then the loss.",
        (("return parameters, total / examples", "return total / examples, parameters"),),
    ),
    Mistake(
        "a list of parameters",
        "You return the parameters in a list. Keep their names: a dict with the same keys.",
        (("return parameters, total", "return list(parameters.values()), total"),),
    ),
)


def _with_a_comprehension(parameters, batches, loss_and_gradients, rate):
    losses, sizes = [], []
    for batch in batches:
        loss, g = loss_and_gradients(*batch, parameters)
        parameters = {name: w - rate * g[name] for name, w in parameters.items()}
        losses.append(loss)
        sizes.append(len(batch[1]))
    return [parameters, np.average(losses, weights=sizes)]


def _on_copies_in_place(parameters, batches, loss_and_gradients, rate):
    parameters, total = {name: w.copy() for name, w in parameters.items()}, 0
    for X, y in batches:
        loss, gradients = loss_and_gradients(X, y, parameters)
        for name in parameters:
            parameters[name] -= rate * gradients[name]
        total = total + X.shape[0] * loss
    return parameters, total / sum(len(X) for X, _ in batches)


def _recursively(parameters, batches, loss_and_gradients, rate):
    if not batches:
        return parameters, 0.0
    (X, y), rest = batches[0], batches[1:]
    loss, gradients = loss_and_gradients(X, y, parameters)
    moved = {name: np.subtract(parameters[name], rate * gradients[name]) for name in gradients}
    last, mean = _recursively(moved, rest, loss_and_gradients, rate)
    others = sum(len(X) for X, _ in rest)
    return last, (loss * len(X) + mean * others) / (len(X) + others)


def _in_float32(parameters, batches, loss_and_gradients, rate):
    parameters = {name: w.astype(np.float32) for name, w in parameters.items()}
    batches = [(X.astype(np.float32), y.astype(np.float32)) for X, y in batches]
    return reference(parameters, batches, loss_and_gradients, np.float32(rate))


TASK = Task(
    name="sgd_epoch",
    driver="epoch_of_descent",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("one step: all parameters together", 1, part=(0,), tags=("one batch",)),
        Property("several steps, each from where the last one led", 1, part=(0,)),
        Property("the mean loss over the examples", 1, part=(1,)),
        Property("the old parameters are still there for a second epoch", 1, part=(0,), again=True),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_comprehension, _on_copies_in_place, _recursively, _in_float32),
    hints=(
        "One batch first: `loss, gradients = loss_and_gradients(X, y, parameters)`, then a new "
        "dict with `parameters[name] - rate * gradients[name]` for each name.",
        "In a loop over the batches let the new dict take the name `parameters`. The caller's dict "
        "stays as it was, because you never write into it.",
        "For the loss keep two sums: the loss times `len(X)`, and `len(X)`. Divide at the end.",
    ),
    simpler=None,
)
