"""Find the bug: a softmax before a loss that has one of its own."""

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import nn, torch
from helpers.checks.tasks.ch08_pytorch.models import linear

K = 3


def fit_classes(model, X, y, rate, steps):
    """Train a classifier by gradient descent; return its parameters, a list."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        logits = model(X)
        loss = nn.functional.cross_entropy(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [p.detach() for p in model.parameters()]


def inputs(rng):
    """One layer, and two; several steps each. All classes occur."""
    yield Instance(([linear(rng, 2, K)], rng.normal(size=(4, 2)), _labels(rng, 4), 0.5, 2))
    deep = [linear(rng, 2, 4), ("tanh",), linear(rng, 4, K)]
    yield Instance((deep, rng.normal(size=(5, 2)), _labels(rng, 5), 0.3, 4))


def _labels(rng, N):
    return rng.permutation([i % K for i in range(N)])


MISTAKES = (
    Mistake(
        "the broken program",
        "Your parameters are those of the broken program. With three classes its loss never gets "
        "below 0.55, even when every example is right. What does `cross_entropy` want as its first "
        "argument?",
        (("logits = model(X)", "logits = torch.softmax(model(X), dim=1)"),),
    ),
    Mistake(
        "probabilities into nll_loss",
        "`nll_loss` wants the logarithms of probabilities, and you give it the probabilities.",
        (("cross_entropy(logits, y)", "nll_loss(torch.softmax(logits, dim=1), y)"),),
    ),
    Mistake(
        "logits into nll_loss",
        "`nll_loss` wants the logarithms of probabilities, and you give it logits. "
        "`cross_entropy` was the right loss.",
        (("cross_entropy(logits, y)", "nll_loss(logits, y)"),),
    ),
    Mistake(
        "sigmoid before the loss",
        "Now a sigmoid stands where the softmax stood. The loss wants what the model returns.",
        (("logits = model(X)", "logits = torch.sigmoid(model(X))"),),
    ),
    Mistake(
        "softmax over the batch",
        "The softmax runs over the examples now. Over the classes it was one too many as well: "
        "the loss wants what the model returns.",
        (("logits = model(X)", "logits = torch.softmax(model(X), dim=0)"),),
    ),
    Mistake(
        "squared error",
        "You replaced the cross-entropy by a squared error. It was the right loss; what it was "
        "given is wrong.",
        (
            (
                "cross_entropy(logits, y)",
                "mse_loss(torch.softmax(logits, dim=1), nn.functional.one_hot(y, K).float())",
            ),
        ),
    ),
    Mistake(
        "gradients not cleared",
        "Now the gradients of all steps add up: `optimizer.zero_grad()` was no bug.",
        (("        optimizer.zero_grad()\n", ""),),
    ),
    Mistake(
        "summed",
        "You took the sum of the losses. The mean, which is what the loss gives, was no bug.",
        (("cross_entropy(logits, y)", 'cross_entropy(logits, y, reduction="sum")'),),
    ),
    Mistake(
        "one step",
        "There is only one step: the `return` stands inside the loop, or the loop is gone.",
        (("range(steps)", "range(1)"),),
    ),
)


def _in_two_parts(model, X, y, rate, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.NLLLoss()(torch.log_softmax(model(X), dim=1), y).backward()
        optimizer.step()
    return list(model.parameters())


def _logarithm_of_the_softmax(model, X, y, rate, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(steps):
        p = torch.softmax(model(X), dim=1)
        loss = -torch.log(p[range(len(y)), y]).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return tuple(p.detach().numpy() for p in model.parameters())


def _without_an_optimizer(model, X, y, rate, steps):
    parameters = list(model.parameters())
    for _ in range(steps):
        Z = model(X)
        loss = (Z.logsumexp(dim=1) - Z.gather(1, y[:, None])[:, 0]).mean()
        with torch.no_grad():
            for p, g in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
                p -= rate * g
    return [p.data for p in parameters]


TASK = Task(
    name="fit_classes",
    inputs=inputs,
    reference=fit_classes,
    driver="call_with_tensors",
    simpler=None,
    properties=(Property("the parameters after several steps", 2),),
    mistakes=MISTAKES,
    equivalents=(_in_two_parts, _logarithm_of_the_softmax, _without_an_optimizer),
    hints=(
        "What is the smallest loss that the broken program can reach, when a probability is at "
        "most 1? The chapter computes it for ten classes.",
        "`cross_entropy` applies the softmax itself. What should it be given?",
    ),
)
