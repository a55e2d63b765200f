"""Find the bug: inputs in a new order, labels in the old one."""

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import nn, torch
from helpers.checks.tasks.ch08_pytorch.models import linear

K = 3


def one_epoch(model, X, y, order, batch_size, rate):
    """Train for one epoch, the examples taken in the given order; return the parameters."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    X, y = X[order], y[order]
    for i in range(0, len(X), batch_size):
        rows = slice(i, i + batch_size)
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [p.detach() for p in model.parameters()]


def inputs(rng):
    """Batches of equal size and a smaller last one; a permutation is never its own inverse."""
    for N, batch_size in [(6, 3), (7, 2)]:
        y = rng.permutation([i % K for i in range(N)])
        X, order = rng.normal(size=(N, 2)), _order(rng, y)
        yield Instance(([linear(rng, 2, K)], X, y, order, batch_size, 0.5))


def _order(rng, y):
    """Draw until the labels in the new order differ from the old, and from the inverse order."""
    while True:
        order = rng.permutation(len(y))
        inverse = order.argsort()
        if (y[order] != y).sum() > 1 and (y[order] != y[inverse]).sum() > 1:
            return order


MISTAKES = (
    Mistake(
        "the broken program",
        "Your parameters are those of the broken program. On ten classes its loss would stay at "
        "log 10, as if there were nothing to learn. Which label belongs to `X[0]` after the "
        "first line?",
        (("X, y = X[order], y[order]", "X = X[order]"),),
    ),
    Mistake(
        "labels alone shuffled",
        "Now the labels are in the new order, and the inputs in the old one.",
        (("X, y = X[order], y[order]", "y = y[order]"),),
    ),
    Mistake(
        "nothing shuffled",
        "Inputs and labels belong together again, but both are in the old order: `order` is not "
        "used.",
        (("    X, y = X[order], y[order]\n", ""),),
    ),
    Mistake(
        "order twice for the inputs",
        "Your inputs go through `order` twice, the labels once. Put both in the new order at the "
        "start, or take `order`'s rows of both in the loop: one of the two.",
        (
            ("X, y = X[order], y[order]", "X = X[order]"),
            ("slice(i, i + batch_size)", "order[i : i + batch_size]"),
        ),
        ((("slice(i, i + batch_size)", "order[i : i + batch_size]"),),),
    ),
    Mistake(
        "inverse order",
        "The labels are in the inverse order of the inputs: index both with the same `order`.",
        (("y[order]", "y[order.argsort()]"),),
    ),
    Mistake(
        "last batch dropped",
        "The last batch is missing. A slice may reach past the end: it needs no special care.",
        (("range(0, len(X), batch_size)", "range(0, len(X) - len(X) % batch_size, batch_size)"),),
        ((("range(0, len(X), batch_size)", "range(0, len(X) - batch_size, batch_size)"),),),
    ),
    Mistake(
        "first batch again and again",
        "Every step takes the first batch.",
        (("slice(i, i + batch_size)", "slice(0, batch_size)"),),
    ),
    Mistake(
        "all at once",
        "All examples make one batch. They should come `batch_size` at a time.",
        (("slice(i, i + batch_size)", "slice(0, len(X))"),),
        ((("range(0, len(X), batch_size)", "[0]"), ("i + batch_size", "len(X)")),),
    ),
    Mistake(
        "gradients not cleared",
        "Now the gradients of all steps add up: `optimizer.zero_grad()` was no bug.",
        (("        optimizer.zero_grad()\n", ""),),
    ),
    Mistake(
        "one step",
        "There is only one step: the `return` stands inside the loop.",
        (("    return [p", "        break\n    return [p"),),
    ),
)


def _rows_of_the_order(model, X, y, order, batch_size, rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for rows in order.split(batch_size):
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return list(model.parameters())


def _with_a_loader(model, X, y, order, batch_size, rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    data = torch.utils.data.TensorDataset(X, y)
    for X_batch, y_batch in torch.utils.data.DataLoader(data, batch_size, sampler=order.tolist()):
        loss = nn.functional.cross_entropy(model(X_batch), y_batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return tuple(p.detach().numpy() for p in model.parameters())


def _labels_looked_up(model, X, y, order, batch_size, rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    X = X[order]
    for i in range(0, len(X), batch_size):
        logits = torch.log_softmax(model(X[i : i + batch_size]), dim=1)
        own = y[order[i : i + batch_size]]
        optimizer.zero_grad()
        (-logits[torch.arange(len(own)), own].mean()).backward()
        optimizer.step()
    return [p.data for p in model.parameters()]


TASK = Task(
    name="one_epoch",
    inputs=inputs,
    reference=one_epoch,
    driver="call_with_tensors",
    simpler=None,
    properties=(Property("the parameters after an epoch", 2),),
    mistakes=MISTAKES,
    equivalents=(_rows_of_the_order, _with_a_loader, _labels_looked_up),
    hints=(
        "Take three examples and the order 2, 0, 1. Write down `X` and `y` after the first line.",
        "What happens to one of the two must happen to the other.",
    ),
)
