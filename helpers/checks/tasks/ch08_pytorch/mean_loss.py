"""Find the bug: going back through the graphs of all steps."""

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import nn, torch
from helpers.checks.tasks.ch08_pytorch.models import linear


def mean_loss(model, X, y, rate, steps):
    """Train by gradient descent; return the steps' mean loss, a number, and the parameters."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    total = 0.0
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / steps, [p.detach() for p in model.parameters()]


def inputs(rng):
    """A single layer: there `retain_graph=True` goes through, and trains wrongly."""
    for N, D, steps in [(4, 2, 2), (5, 3, 4)]:
        X, y = rng.normal(size=(N, D)), rng.normal(size=(N, 1))
        yield Instance(([linear(rng, D, 1)], X, y, 0.1, steps))


MISTAKES = (
    Mistake(
        "the broken program",
        "This is the broken program: its second `backward` is refused. Back through which graphs "
        "does `total.backward()` go in the second step?",
        (
            ("        total += loss.item()\n", ""),
            (
                "y)\n        optimizer.zero",
                "y)\n        total = total + loss\n        optimizer.zero",
            ),
            ("loss.backward()", "total.backward()"),
        ),
    ),
    Mistake(
        "retain_graph",
        "Each step follows the gradients of all steps so far: `retain_graph=True` silences the "
        "error and keeps the bug, and without `zero_grad` it is the same. Which loss should "
        "`backward` start from?",
        (
            ("        total += loss.item()\n", ""),
            (
                "y)\n        optimizer.zero",
                "y)\n        total = total + loss\n        optimizer.zero",
            ),
            ("loss.backward()", "total.backward(retain_graph=True)"),
            ("return total / steps", "return total.item() / steps"),
        ),
    ),
    Mistake(
        "total with its graphs",
        "The mean loss still holds the graphs of all steps. Add up numbers: `.item()`.",
        (("total += loss.item()", "total = total + loss"),),
    ),
    Mistake(
        "not divided",
        "You return the sum of the losses. Asked for is their mean over the steps.",
        (("total / steps", "total"),),
    ),
    Mistake(
        "last loss",
        "Your loss is the last step's divided by the number of steps: add up with `+=`.",
        (("total += loss.item()", "total = loss.item()"),),
    ),
    Mistake(
        "loss of the last step",
        "You return the last step's loss. Asked for is the mean over all steps.",
        (("total / steps", "loss.item()"),),
    ),
    Mistake(
        "losses after the step",
        "Each loss is computed after its step. Add up the one that `backward` started from.",
        (("total += loss.item()", "total += nn.functional.mse_loss(model(X), y).item()"),),
    ),
    Mistake(
        "one step for all",
        "You add up the losses and take one step at the end. Each step has a `backward` of its "
        "own, from its own loss.",
        (
            ("total += loss.item()", "total = total + loss"),
            (
                "        optimizer.zero_grad()\n        loss.backward()\n"
                "        optimizer.step()\n",
                "",
            ),
            (
                "    return total / steps",
                "    optimizer.zero_grad()\n    total.backward()\n    optimizer.step()\n"
                "    return total.item() / steps",
            ),
        ),
    ),
    Mistake(
        "nothing learned",
        "The losses are all those of the first weights: no step is taken any more.",
        (("        optimizer.step()\n", ""),),
    ),
)


def _losses_in_a_list(model, X, y, rate, steps):
    optimizer, losses = torch.optim.SGD(model.parameters(), lr=rate), []
    for _ in range(steps):
        optimizer.zero_grad()
        losses.append(((model(X) - y) ** 2).mean())
        losses[-1].backward()
        optimizer.step()
    return sum(float(loss) for loss in losses) / len(losses), list(model.parameters())


def _detached(model, X, y, rate, steps):
    optimizer, total = torch.optim.SGD(model.parameters(), lr=rate), torch.zeros(())
    for _ in range(steps):
        loss = nn.MSELoss()(model(X), y)
        total += loss.detach()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return total / steps, tuple(p.detach().numpy() for p in model.parameters())


def _running_mean(model, X, y, rate, steps):
    mean, parameters = 0.0, list(model.parameters())
    for step in range(1, steps + 1):
        loss = nn.functional.mse_loss(model(X), y)
        with torch.no_grad():
            for p, g in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
                p -= rate * g
        mean += (loss.item() - mean) / step
    return [mean, [p.data for p in parameters]]


TASK = Task(
    name="mean_loss",
    inputs=inputs,
    reference=mean_loss,
    driver="call_with_tensors",
    simpler=None,
    properties=(
        Property("the parameters after several steps", 1, part=(1,)),
        Property("the mean loss, a number", 1, part=(0,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_losses_in_a_list, _detached, _running_mean),
    hints=(
        "The error says that a graph is gone through a second time. Which loss of an earlier step "
        "is part of `total`?",
        "A step goes back from its own loss. For the mean, plain numbers are enough: `.item()`.",
    ),
)
