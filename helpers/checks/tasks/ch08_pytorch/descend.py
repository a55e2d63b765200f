"""Find the bug: gradient descent that follows the sum of all gradients."""

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import nn, torch


def descend(w, X, y, rate, steps):
    """Return w after some steps of gradient descent on the mean squared error of X @ w."""
    w = w.clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= rate * w.grad
    return w.detach()


def inputs(rng):
    """Two steps, where a gradient left over shows for the first time, and more."""
    for N, D, rate, steps in [(3, 2, 0.1, 2), (5, 3, 0.1, 4), (4, 2, 0.2, 7)]:
        w, X, y = rng.normal(size=D), rng.normal(size=(N, D)), rng.normal(size=N)
        yield Instance((w, X, y, rate, steps))


MISTAKES = (
    Mistake(
        "the broken program",
        "Your weights are those of the broken program. Its first step is right, and its second is "
        "not. What does the second `backward` find in `w.grad`?",
        (("        w.grad = None\n", ""),),
    ),
    Mistake(
        "cleared before the update",
        "The gradient is cleared between `backward` and the update, so that the update moves "
        "nothing. Clear it before `backward`, or after the update.",
        (
            ("        w.grad = None\n", ""),
            ("loss.backward()\n", "loss.backward()\n        w.grad.zero_()\n"),
        ),
    ),
    Mistake(
        "a new tensor in place of the watched one",
        "`w = w - ...` under `no_grad` makes a new tensor, which nobody watches, and the second "
        "`backward` finds no graph. `w -= ...` changes the watched one in place: leave it.",
        (
            ("        w.grad = None\n", ""),
            ("w -= rate * w.grad", "w = w - rate * w.grad"),
        ),
        ((("w -= rate * w.grad", "w = w - rate * w.grad"),),),
    ),
    Mistake(
        "summed",
        "You took the sum of the squared errors. The mean was no bug: leave it.",
        ((".mean()", ".sum()"),),
    ),
    Mistake(
        "uphill",
        "You go uphill. The minus sign before the rate was no bug: leave it.",
        (("w -= rate", "w += rate"),),
    ),
    Mistake(
        "one step",
        "There is only one step: the `return` stands inside the loop, or the loop is gone.",
        (("range(steps)", "range(1)"),),
    ),
    Mistake(
        "mean of the gradients",
        "Your step follows the mean of all gradients so far. Each step has a gradient of its own, "
        "and the earlier ones have no part in it.",
        (
            ("        w.grad = None\n", ""),
            ("for _ in range(steps)", "for t in range(1, steps + 1)"),
            ("rate * w.grad", "rate * w.grad / t"),
        ),
    ),
    Mistake(
        "squared error halved",
        "Your steps are half as long. The mean of the squares was no bug: leave it without a half.",
        ((".mean()", ".mean() / 2"),),
    ),
)


def _by_hand(w, X, y, rate, steps):
    for _ in range(steps):
        w = w - rate * 2 * X.T @ (X @ w - y) / len(y)
    return w


def _with_an_optimizer(w, X, y, rate, steps):
    w = nn.Parameter(w)
    optimizer = torch.optim.SGD([w], lr=rate)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.mse_loss(X @ w, y).backward()
        optimizer.step()
    return w.detach().numpy()


def _new_tensors(w, X, y, rate, steps):
    for _ in range(steps):
        w = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(((X @ w - y) ** 2).mean(), w)
        w = w - rate * gradient
    return w.detach()


def _zeroed_afterwards(w, X, y, rate, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        w.data.sub_(rate * w.grad)
        w.grad.zero_()
    return w.data


TASK = Task(
    name="descend",
    inputs=inputs,
    reference=descend,
    driver="call_with_tensors",
    simpler=None,
    properties=(Property("the weights after several steps", 2),),
    mistakes=MISTAKES,
    equivalents=(_by_hand, _with_an_optimizer, _new_tensors, _zeroed_afterwards),
    hints=(
        "Print `w.grad` after each `backward`. Compare the second with a gradient that you "
        "compute by hand for the weights at that time.",
        "`backward` adds to what stands in `.grad`. Here is no optimizer that would clear it.",
    ),
)
