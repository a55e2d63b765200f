"""Loss and accuracy of a classifier over a whole loader, leaving the model as it was."""

import numpy as np

from helpers.checks.judge import near
from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import torch
from helpers.checks.tasks.ch08_pytorch.models import as_seen, batch_norm, linear


def evaluate(model, loss_fn, loader):
    """Return the mean loss and the accuracy over all examples of the loader."""
    was_training = model.training
    model.eval()
    total, right, count = 0.0, 0, 0
    with torch.no_grad():
        for X, y in loader:
            logits = model(X)
            total += loss_fn(logits, y).item() * len(y)
            right += (logits.argmax(dim=1) == y).sum().item()
            count += len(y)
    model.train(was_training)
    return total / count, right / count


EQUAL, RAGGED, DROPOUT = "batches of equal size", "a smaller last batch", "a model with dropout"
TRAINING, EVAL = "batch norm, in training mode", "batch norm, in eval mode"
K = 3


def inputs(rng):
    """Equal batches and a ragged last one, dropout and batch norm, and either mode to restore.

    Dropout drops everything, so that what it does in training mode is no matter of chance. The
    right answers are spread unevenly over the batches.
    """
    plain = [linear(rng, 2, 4), ("tanh",), linear(rng, 4, K)]
    right = [[int(n) for n in rng.permutation([1, 2, 3])[:2]] for _ in range(2)]
    if sum(right[0]) / 8 == (sum(right[1]) + 2) / 10:  # then one number would be right twice
        right[1] = right[0]
    yield _instance(rng, plain, [4, 4], right[0], True, EQUAL)
    yield _instance(rng, plain, [4, 4, 2], [*right[1], 2], True, RAGGED)
    dropped = [linear(rng, 2, 4), ("tanh",), ("dropout", 1.0), linear(rng, 4, K)]
    yield _instance(rng, dropped, [4, 4], [3, 2], True, DROPOUT)
    hits = rng.permutation([1, 2, 3, 4])
    for training, tag, right in [(True, TRAINING, hits[0]), (False, EVAL, hits[1])]:
        normed = [linear(rng, 2, 4), batch_norm(rng, 4), ("tanh",), linear(rng, 4, K)]
        yield _instance(rng, normed, [5], [right], training, tag)


def _instance(rng, layers, sizes, right, training, tag):
    """sizes: of the batches; right: how many examples of each the model names correctly."""
    X = rng.normal(size=(sum(sizes), 2))
    hits = np.concatenate([np.arange(n) < k for n, k in zip(sizes, right, strict=True)])
    y = np.where(hits, 0, rng.integers(1, K, size=len(X))) + _named(layers, X)
    return Instance((layers, "cross-entropy", X, y % K, sizes[0], training), tag)


def _named(layers, X):
    """Return the class (N,) that a model names in eval mode."""
    for name, *values in layers:
        if name == "linear":
            X = X @ values[0].T + values[1]
        elif name == "batch norm":
            gamma, beta, mean, variance = values
            X = gamma * (X - mean) / np.sqrt(variance + 1e-5) + beta
        elif name == "tanh":
            X = np.tanh(X)
    return X.argmax(axis=1)


def _as_it_was(got, expected):
    """The model is what it was; and so that doing nothing earns nothing, a number is right."""
    if not isinstance(expected, dict):
        return near(got, expected)
    if difference := near(got, {"left": expected["left"]}):
        return difference.removeprefix("['left']")
    pair, right = got.get("returned"), expected["returned"]
    if isinstance(pair, (tuple, list)) and isinstance(right, (tuple, list)):
        return None if None in map(near, pair, right) else "neither number is right"
    return near(pair, right)


GRAPHS = "passes that build a graph"


def _observed(got, expected):
    """Like `as_seen`; a graph changes no number, so this is the only place to speak of it."""
    difference = as_seen(got, expected)
    if difference and difference.startswith(GRAPHS):
        return (
            "each pass built a graph for a way back that never comes; no number changes, but it "
            "costs memory and time: put the loop under `with torch.no_grad():`"
        )
    return difference


MISTAKES = (
    Mistake(
        "no eval",
        "The model was evaluated in training mode: dropout drops, and batch norm uses, and "
        "learns, this batch's statistics. Call `model.eval()` first.",
        (("    model.eval()\n", ""),),
    ),
    Mistake(
        "left in eval mode",
        "The model stays in eval mode, and who goes on training trains in it. Put back what was "
        "there: `model.train(was_training)`.",
        (("    model.train(was_training)\n", ""),),
    ),
    Mistake(
        "always back to training mode",
        "The model ends in training mode even where it came in eval mode. Remember "
        "`model.training` and put that back.",
        (("model.train(was_training)", "model.train()"),),
    ),
    Mistake(
        "mean of batch means",
        "You averaged the batches' mean losses, so an example in the small last batch counts more. "
        "Weigh each batch by its size: `* len(y)`, and divide by the number of examples.",
        (
            ("loss_fn(logits, y).item() * len(y)", "loss_fn(logits, y).item()"),
            ("total / count", "total / len(loader)"),
        ),
    ),
    Mistake(
        "every batch taken for a full one",
        "You weigh the small last batch like a full one. Each mean counts as often as its batch "
        "has examples: `* len(y)` of this very batch.",
        (
            (
                "loss_fn(logits, y).item() * len(y)",
                "loss_fn(logits, y).item() * next(len(b) for _, b in loader)",
            ),
        ),
    ),
    Mistake(
        "not weighed, yet divided by all",
        "`loss_fn` gives a mean over its batch, and you divide the sum of these by the number of "
        "examples, so it is divided twice. Multiply each by `len(y)` first.",
        (("loss_fn(logits, y).item() * len(y)", "loss_fn(logits, y).item()"),),
    ),
    Mistake(
        "loss not divided",
        "You return the sum of the losses. Divide by the number of examples, or it grows with the "
        "data.",
        (("return total / count", "return total"),),
    ),
    Mistake(
        "loss of the last batch",
        "The loss is the last batch's alone: add up with `+=`, and divide after the loop.",
        (
            ("total += loss_fn(logits, y).item() * len(y)", "total = loss_fn(logits, y).item()"),
            ("total / count", "total"),
        ),
    ),
    Mistake(
        "accuracy of the last batch",
        "The accuracy is the last batch's alone: count the right ones over all batches, then "
        "divide.",
        (("right += (", "right = ("), ("right / count", "right / len(y)")),
    ),
    Mistake(
        "counted in the last batch only",
        "The right ones are those of the last batch, but you divide by all examples: add up with "
        "`+=`.",
        (("right += (", "right = ("),),
    ),
    Mistake(
        "mean of batch accuracies",
        "You averaged the batches' accuracies, so an example in the small last batch counts more. "
        "Count the right ones over all batches, then divide by the number of examples.",
        (
            (".sum().item()\n            count", ".float().mean().item()\n            count"),
            ("right / count", "right / len(loader)"),
        ),
    ),
    Mistake(
        "number of right ones",
        "You return how many are right. The accuracy is their share: divide by the number of "
        "examples.",
        (("right / count", "right"),),
    ),
    Mistake(
        "per cent",
        "Your accuracy is in per cent; asked for is a fraction between 0 and 1.",
        (("right / count", "100 * right / count"),),
    ),
    Mistake(
        "divided by the batches",
        "You divide the number of right ones by the number of batches, `len(loader)`. Divide by "
        "the number of examples.",
        (("right / count", "right / len(loader)"),),
    ),
    Mistake(
        "argmax over the batch",
        "`argmax(dim=0)` looks for the best example of each class. Each row is an example: the "
        "class with the largest logit is `argmax(dim=1)`.",
        (("argmax(dim=1)", "argmax(dim=0)"),),
    ),
    Mistake(
        "everybody with everybody",
        "Your predictions are (N, 1) and `y` is (N,): comparing them broadcasts to (N, N), every "
        "prediction with every label. Both must be (N,).",
        (("argmax(dim=1)", "argmax(dim=1, keepdim=True)"),),
    ),
    Mistake(
        "largest logit for class",
        "You compare the largest logit with the label. The prediction is where it stands: "
        "`argmax`, not `max` or `amax`.",
        (("argmax(dim=1)", "amax(dim=1)"),),
    ),
    Mistake(
        "threshold on logits",
        "You compare logits with a threshold, as with a single output. Among K classes the "
        "largest logit decides, whatever its sign and size: `logits.argmax(dim=1)`.",
        (("(logits.argmax(dim=1) == y)", "(logits > 0)"),),
        (
            (("logits.argmax(dim=1)", "(logits > 0).float().argmax(dim=1)"),),
            (("logits.argmax(dim=1)", "(logits > 0.5).float().argmax(dim=1)"),),
        ),
    ),
    Mistake(
        "softmax before the loss",
        "You applied softmax before the loss, and cross-entropy applies it again. Give it the "
        "logits.",
        (("loss_fn(logits, y)", "loss_fn(torch.softmax(logits, dim=1), y)"),),
    ),
    Mistake(
        "loss with its graph",
        "Your loss still holds the graph of every batch, which keeps all of them in memory. Work "
        "under `torch.no_grad()`, and add up numbers: `.item()`.",
        (
            ("with torch.no_grad():", "if True:"),
            ("total += loss_fn(logits, y).item()", "total += loss_fn(logits, y)"),
        ),
    ),
    Mistake(
        "other order",
        "You returned the accuracy first. The function promises the loss, then the accuracy.",
        (("total / count, right / count", "right / count, total / count"),),
    ),
    Mistake(
        "loss alone",
        "Only the loss is returned; the function promises two numbers, the loss and the accuracy.",
        (("total / count, right / count", "total / count"),),
    ),
    Mistake(
        "first batch only",
        "Only the first batch is looked at: the `return` stands inside the loop.",
        (("            count += len(y)\n", "            count += len(y)\n            break\n"),),
    ),
)


def _with_tensors(model, loss_fn, loader):
    training = model.training
    model.train(False)
    with torch.inference_mode():
        outputs = [(model(X), y) for X, y in loader]
        logits, y = (torch.cat(part) for part in zip(*outputs, strict=True))
        loss, accuracy = loss_fn(logits, y), (logits.max(1)[1] == y).float().mean()
    model.train(training)
    return loss, accuracy


def _decorated(model, loss_fn, loader):
    @torch.no_grad()
    def totals():
        total, right = torch.zeros(()), torch.tensor(0)
        for X, y in loader:
            logits = model(X)
            total += loss_fn(logits, y) * X.shape[0]
            right += torch.eq(torch.softmax(logits, 1).topk(1).indices[:, 0], y).sum()
        return total / len(loader.dataset), right / len(loader.dataset)

    mode = model.training
    model.eval()
    try:
        return [x.item() for x in totals()]
    finally:
        model.train(mode)


def _graph_let_go(model, loss_fn, loader):
    before = {module: module.training for module in model.modules()}
    model.eval()
    losses, hits = [], []
    for X, y in loader:
        logits = model(X).detach()
        losses += [float(loss_fn(logits[[i]], y[[i]])) for i in range(len(y))]
        hits += (logits.numpy().argmax(axis=-1) == y.numpy()).tolist()
    for module, training in before.items():
        module.training = training
    return np.mean(losses), np.mean(hits)


TASK = Task(
    name="evaluate",
    inputs=inputs,
    reference=evaluate,
    driver="evaluate",
    simpler=None,
    properties=(
        Property("the loss is the mean over all examples", 2, ("returned", 0), (EQUAL, RAGGED)),
        Property("the accuracy is the share of right ones", 1, ("returned", 1), (EQUAL, RAGGED)),
        Property("dropout drops nothing", 1, ("returned",), (DROPOUT,)),
        Property("the model stays as it was", 2, (), (TRAINING, EVAL), judge=_as_it_was),
        Property("observed, for no points: no graph, and eval mode", 0, ("seen",), judge=_observed),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_tensors, _decorated, _graph_let_go),
    hints=(
        "Three numbers are added up over the batches: the loss of all examples, how many are "
        "right, how many there are. Around that: eval mode before, the old mode after, and no "
        "graph in between.",
        "`loss_fn` returns a mean over its batch, so `loss_fn(logits, y).item() * len(y)` is the "
        "batch's sum. The prediction of each row is `logits.argmax(dim=1)`.",
        "`was_training = model.training`, `model.eval()`, a loop under `with torch.no_grad():`, "
        "`model.train(was_training)`. Right ones: `(logits.argmax(dim=1) == y).sum().item()`.",
    ),
)
