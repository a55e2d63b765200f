"""Find the bug: predictions (N, 1) against targets (N,)."""

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import nn, torch
from helpers.checks.tasks.ch08_pytorch.models import linear


def fit_numbers(model, X, y, rate, steps):
    """Train a regression on targets y (N,) by gradient descent; return its parameters, a list."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        prediction = model(X)[:, 0]
        loss = ((prediction - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [p.detach() for p in model.parameters()]


def inputs(rng):
    """One layer, and two; several steps each, and more than one example."""
    yield Instance(([linear(rng, 2, 1)], rng.normal(size=(3, 2)), rng.normal(size=3), 0.1, 2))
    deep = [linear(rng, 2, 4), ("tanh",), linear(rng, 4, 1)]
    yield Instance((deep, rng.normal(size=(5, 2)), rng.normal(size=5), 0.1, 4))


MISTAKES = (
    Mistake(
        "the broken program",
        "Your parameters are those of the broken program. It learns to give everybody the mean of "
        "`y`. Print the shape of `prediction - y`.",
        (("model(X)[:, 0]", "model(X)"),),
    ),
    Mistake(
        "mean, then square",
        "You square the mean error. Errors of both signs then cancel: square first.",
        (("((prediction - y) ** 2).mean()", "(prediction - y).mean() ** 2"),),
    ),
    Mistake(
        "first example only",
        "Only the first example is left: `[0]` takes a row. The column is `[:, 0]`.",
        (("model(X)[:, 0]", "model(X)[0]"), ("(prediction - y)", "(prediction - y[0])")),
    ),
    Mistake(
        "first prediction for all",
        "All targets are compared with the first example's prediction: `[0]` takes a row. The "
        "column is `[:, 0]`.",
        (("model(X)[:, 0]", "model(X)[0]"),),
    ),
    Mistake(
        "summed",
        "You took the sum of the squared errors. The mean was no bug.",
        ((".mean()", ".sum()"),),
    ),
    Mistake(
        "squared error halved",
        "Your steps are half as long. The mean of the squares was no bug: leave it without a half.",
        ((".mean()", ".mean() / 2"),),
    ),
    Mistake(
        "gradients not cleared",
        "Now the gradients of all steps add up: `optimizer.zero_grad()` was no bug.",
        (("        optimizer.zero_grad()\n", ""),),
    ),
    Mistake(
        "one step",
        "There is only one step: the `return` stands inside the loop, or the loop is gone.",
        (("range(steps)", "range(1)"),),
    ),
)


def _targets_as_a_column(model, X, y, rate, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.MSELoss()(model(X), y.reshape(-1, 1)).backward()
        optimizer.step()
    return list(model.parameters())


def _squeezed(model, X, y, rate, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        loss = torch.mean((y - model(X).squeeze()) ** 2)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return tuple(p.detach().numpy() for p in model.parameters())


def _example_by_example(model, X, y, rate, steps):
    parameters = list(model.parameters())
    for _ in range(steps):
        loss = sum((model(X)[n, 0] - y[n]) ** 2 for n in range(len(y))) / len(y)
        with torch.no_grad():
            for p, g in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
                p -= rate * g
    return [p.data for p in parameters]


TASK = Task(
    name="fit_numbers",
    inputs=inputs,
    reference=fit_numbers,
    driver="call_with_tensors",
    simpler=None,
    properties=(Property("the parameters after several steps", 2),),
    mistakes=MISTAKES,
    equivalents=(_targets_as_a_column, _squeezed, _example_by_example),
    hints=(
        "Print three shapes: of `model(X)`, of `y`, and of their difference.",
        "(N, 1) minus (N,) is (N, N): every prediction against every target. Take the column "
        "`[:, 0]` of the one, or make a column of the other.",
    ),
)
