"""One step of training: forwards, backwards, and a step of the optimizer."""

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import torch
from helpers.checks.tasks.ch08_pytorch.models import as_seen, batch_norm, linear


def train_step(model, optimizer, loss_fn, X, y):
    """Train the model on one mini-batch; return the batch's loss before the step."""
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


ONE, FOUR = "one step", "four steps with momentum"
ADAM, EVALUATED = "three steps of Adam", "a model left in eval mode"
SGD = ("SGD", {"lr": 0.5})
MOMENTUM = ("SGD", {"lr": 0.3, "momentum": 0.9})


def inputs(rng):
    """One step, where gradients left over do no harm, and several, where they do.

    Momentum and Adam remember, the last batch is smaller, and batch norm tells the modes apart.
    """
    cross, squares = "binary cross-entropy", "mean squared error"
    small = [linear(rng, 2, 3), ("sigmoid",), linear(rng, 3, 1)]
    yield Instance((small, SGD, cross, _batches(rng, 2, [4]), True), ONE)
    other = [linear(rng, 3, 2), ("tanh",), linear(rng, 2, 1)]
    yield Instance((other, MOMENTUM, cross, _batches(rng, 3, [5, 5, 5, 2]), True), FOUR)
    smooth = [linear(rng, 2, 3), ("tanh",), linear(rng, 3, 1)]
    adam = ("Adam", {"lr": 0.1})
    yield Instance((smooth, adam, squares, _batches(rng, 2, [4, 3, 4]), True), ADAM)
    normed = [linear(rng, 2, 3), batch_norm(rng, 3), ("sigmoid",), linear(rng, 3, 1)]
    yield Instance((normed, SGD, cross, _batches(rng, 2, [5, 4, 5]), False), EVALUATED)


def _batches(rng, D, sizes):
    return [(rng.normal(size=(N, D)), _labels(rng, N)) for N in sizes]


def _labels(rng, N):
    """Both labels in every batch, as floats of shape (N, 1)."""
    return rng.permutation([i % 2.0 for i in range(N)])[:, None]


MISTAKES = (
    Mistake(
        "no zero_grad",
        "The gradients of earlier steps were not cleared. `backward` adds to what stands in "
        "`.grad`, so call `optimizer.zero_grad()` before it, in every step.",
        (("    optimizer.zero_grad()\n", ""),),
    ),
    Mistake(
        "cleared too late",
        "The gradients were cleared between `backward` and `step`, so the optimizer finds none. "
        "Clear them before `backward`.",
        (
            ("    optimizer.zero_grad()\n", ""),
            ("    loss.backward()\n", "    loss.backward()\n    optimizer.zero_grad()\n"),
        ),
    ),
    Mistake(
        "step before backward",
        "`step` comes before `backward`, when there is no gradient yet. First `loss.backward()`, "
        "then `optimizer.step()`.",
        (
            (
                "    loss.backward()\n    optimizer.step()",
                "    optimizer.step()\n    loss.backward()",
            ),
        ),
    ),
    Mistake(
        "no backward",
        "Nothing computed the gradients, so the optimizer had nothing to go by: call "
        "`loss.backward()` before `optimizer.step()`.",
        (("    loss.backward()\n", ""),),
    ),
    Mistake(
        "no step",
        "The gradients are there, but the optimizer never used them: `optimizer.step()`, of the "
        "optimizer that you were given, changes the weights.",
        (("    optimizer.step()\n", ""),),
    ),
    Mistake(
        "two steps",
        "The optimizer took two steps on one gradient: call `optimizer.step()` once.",
        (("    optimizer.step()\n", "    optimizer.step()\n    optimizer.step()\n"),),
    ),
    Mistake(
        "backward twice",
        "`backward` ran twice on one loss, and since it adds to `.grad`, every gradient is twice "
        "too large: call it once.",
        (
            (
                "    loss.backward()\n",
                "    loss.backward(retain_graph=True)\n    loss.backward()\n",
            ),
        ),
    ),
    Mistake(
        "mode left as it came",
        "The model came in eval mode and was trained in it, so batch norm used old statistics and "
        "learned no new ones. Begin with `model.train()`.",
        (("    model.train()\n", ""),),
    ),
    Mistake(
        "eval mode",
        "You trained in eval mode: batch norm and dropout behave as in use. For training it is "
        "`model.train()`.",
        (("model.train()", "model.eval()"),),
    ),
    Mistake(
        "prediction squeezed",
        "Your prediction is (N,) and `y` is (N, 1). Some losses refuse that; others broadcast it "
        "to (N, N) and compare everybody with everybody. Leave the shape alone.",
        (("model(X)", "model(X).squeeze(1)"),),
    ),
    Mistake(
        "sigmoid before the loss",
        "You put the output through a sigmoid before the loss. The loss was made for what the "
        "model returns: give it `model(X)` itself.",
        (("loss_fn(model(X), y)", "loss_fn(torch.sigmoid(model(X)), y)"),),
    ),
    Mistake(
        "arguments of the loss swapped",
        "The loss takes the prediction first, then the target: `loss_fn(model(X), y)`. Swapped, a "
        "cross-entropy means something else.",
        (("loss_fn(model(X), y)", "loss_fn(y, model(X))"),),
    ),
    Mistake(
        "graph cut",
        "There is no graph to go back through: it is cut off by `no_grad`, `detach()` or "
        "`.item()` before `backward`. Turn the loss into a number at the very end.",
        (("loss_fn(model(X), y)", "loss_fn(model(X).detach(), y)"),),
    ),
    Mistake(
        "loss after the step",
        "The loss you return was computed after the step. Return the one that `backward` started "
        "from; another forward pass costs time, and here it shifts batch norm's statistics too.",
        (("return loss.item()", "return loss_fn(model(X), y).item()"),),
    ),
    Mistake(
        "two passes",
        "The batch went through the model twice, and batch norm counted it twice. One pass is "
        "enough: compute the loss once, for `backward` and for the return.",
        (("model.train()\n", "model.train()\n    model(X)\n"),),
    ),
    Mistake(
        "example by example",
        "You take a step for every example. The whole batch goes through the model at once, and "
        "there is one step for it: `loss_fn(model(X), y)`.",
        (
            (
                "    optimizer.zero_grad()\n",
                "    for i in range(len(X)):\n        optimizer.zero_grad()\n",
            ),
            (
                "    loss = loss_fn(model(X), y)",
                "        loss = loss_fn(model(X[i : i + 1]), y[i : i + 1])",
            ),
            ("    loss.backward()", "        loss.backward()"),
            ("    optimizer.step()", "        optimizer.step()"),
        ),
        (
            (
                (
                    "    optimizer.zero_grad()\n",
                    "    total = 0.0\n    for i in range(len(X)):\n        optimizer.zero_grad()\n",
                ),
                (
                    "    loss = loss_fn(model(X), y)",
                    "        loss = loss_fn(model(X[i : i + 1]), y[i : i + 1])",
                ),
                ("    loss.backward()", "        loss.backward()"),
                ("    optimizer.step()", "        optimizer.step()\n        total += loss.item()"),
                ("return loss.item()", "return total / len(X)"),
            ),
        ),
    ),
    Mistake(
        "nothing returned",
        "The weights are right, but nothing is returned: end with `return loss.item()`.",
        (("    return loss.item()\n", ""),),
    ),
    Mistake(
        "a tensor returned",
        "You return the tensor `loss`, and whoever keeps it keeps this step's whole graph in "
        "memory. Make a plain number of it: `loss.item()`.",
        (("return loss.item()", "return loss"),),
    ),
    Mistake(
        "loss of the sum",
        "You return the loss times the number of examples. `loss_fn` gives the mean over the "
        "batch: return that.",
        (("return loss.item()", "return loss.item() * len(X)"),),
    ),
    Mistake(
        "all losses added up",
        "You multiplied the loss by the batch size before `backward`, so the gradients grew with "
        "it. `loss_fn` gives the mean over the batch: leave it.",
        (("loss_fn(model(X), y)", "loss_fn(model(X), y) * len(X)"),),
    ),
)


def _gradients_thrown_away(model, optimizer, loss_fn, X, y):
    model.train(True)
    loss = loss_fn(model.forward(X), y.float())
    for p in model.parameters():
        p.grad = None
    loss.backward()
    optimizer.step()
    return float(loss)


def _cleared_afterwards(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
    return loss.detach()


def _with_autograd(model, optimizer, loss_fn, X, y):
    loss = loss_fn(model.train()(X), y)
    parameters = list(model.parameters())
    for p, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        p.grad = gradient
    optimizer.step()
    return float(loss)


def _with_a_closure(model, optimizer, loss_fn, X, y):
    def closure():
        model.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        return loss

    model.train()
    return optimizer.step(closure).item()


SEVERAL = (FOUR, ADAM)

TASK = Task(
    name="train_step",
    inputs=inputs,
    reference=train_step,
    driver="train",
    simpler=None,
    properties=(
        Property("one step changes the weights as it should", 1, part=("state",), tags=(ONE,)),
        Property("so do several steps in a row", 2, part=("state",), tags=SEVERAL),
        Property("it trains a model that comes in eval mode", 1, ("state",), (EVALUATED,)),
        Property(
            "it returns each batch's loss", 1, part=("losses",), tags=(ONE, *SEVERAL, EVALUATED)
        ),
        Property(
            "observed, for no points: what happens, and in which order",
            0,
            part=("seen",),
            judge=as_seen,
        ),
    ),
    mistakes=MISTAKES,
    equivalents=(_gradients_thrown_away, _cleared_afterwards, _with_autograd, _with_a_closure),
    hints=(
        "Five things happen, each a line: training mode, old gradients away, the loss of this "
        "batch, its gradients, one step. Which of them does the model do, which the optimizer, "
        "which the loss?",
        "`model.train()`, then `optimizer.zero_grad()`, then the loss `loss_fn(model(X), y)`. "
        "`backward` is a method of the loss, `step` one of the optimizer.",
        "After `loss.backward()` come `optimizer.step()` and `return loss.item()`. The tensor "
        "`loss` keeps its value from before the step.",
    ),
)
