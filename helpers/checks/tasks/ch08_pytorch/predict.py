"""Find the bug: probabilities of a network that is still in training mode."""

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import torch
from helpers.checks.tasks.ch08_pytorch.models import batch_norm, linear


def predict(model, X):
    """Return the probabilities (N, K) that the model, in use, gives to the classes."""
    model.eval()
    with torch.no_grad():
        return torch.softmax(model(X), dim=1)


def inputs(rng):
    """Dropout that drops everything, so that nothing is a matter of chance; and batch norm."""
    dropped = [linear(rng, 2, 4), ("tanh",), ("dropout", 1.0), linear(rng, 4, 3)]
    yield Instance((dropped, rng.normal(size=(5, 2))))
    normed = [linear(rng, 3, 4), batch_norm(rng, 4), ("tanh",), linear(rng, 4, 3)]
    yield Instance((normed, rng.normal(size=(4, 3))))


MISTAKES = (
    Mistake(
        "the broken program",
        "Your probabilities are those of the broken program. Ask the same network twice, or with "
        "other examples in the batch, and it answers differently. What in it may do that?",
        (("    model.eval()\n", ""),),
    ),
    Mistake(
        "logits",
        "You return logits. The softmax was no bug: in use, probabilities are wanted.",
        (("torch.softmax(model(X), dim=1)", "model(X)"),),
    ),
    Mistake(
        "softmax over the batch",
        "The softmax runs over the examples. The classes stand in the columns: `dim=1` was right.",
        (("dim=1", "dim=0"),),
    ),
    Mistake(
        "sigmoid",
        "Sigmoids, one for each class, do not sum to 1. The softmax was no bug.",
        (("torch.softmax(model(X), dim=1)", "torch.sigmoid(model(X))"),),
    ),
    Mistake(
        "graph kept",
        "The probabilities come with their graph, so they are not looked at. `torch.no_grad()` "
        "was no bug: leave it, whatever else you change.",
        (("with torch.no_grad():", "if True:"),),
    ),
    Mistake(
        "classes",
        "You return the classes. Asked for are the probabilities of all of them.",
        (("dim=1)", "dim=1).argmax(dim=1)"),),
    ),
    Mistake(
        "logarithms",
        "You return logarithms of probabilities. The softmax was no bug.",
        (("torch.softmax", "torch.log_softmax"),),
    ),
)


def _by_hand(model, X):
    e = torch.exp(model.train(False)(X))
    return (e / e.sum(dim=1, keepdim=True)).detach()


def _layer_by_layer(model, X):
    for layer in model.eval():
        X = layer(X)
    return X.softmax(-1).detach().numpy()


def _one_at_a_time(model, X):
    model.eval()
    with torch.inference_mode():
        return torch.cat([torch.softmax(model(row), dim=1) for row in X.split(1)])


TASK = Task(
    name="predict",
    inputs=inputs,
    reference=predict,
    driver="call_with_tensors",
    simpler=None,
    properties=(Property("the probabilities of the network in use", 2),),
    mistakes=MISTAKES,
    equivalents=(_by_hand, _layer_by_layer, _one_at_a_time),
    hints=(
        "Run the broken program twice with the same `X`. Which layers of `model` know chance, or "
        "look at the other examples of a batch?",
        "`torch.no_grad()` stops the recording, and nothing else. Dropout and batch "
        "normalization ask the model for its mode.",
    ),
)
