"""The sample class of exercise 8. 33 points come from checks: 4, 5, 6, 6, and 2 for each bug."""

from autograder.sample_class.cheats import PATCH_THE_TESTS
from autograder.sample_class.sample import Sample

NET, STEP, EVALUATE, FIT = "Net", "train_step", "evaluate", "fit"
WORDS = "three_lines_deleted"

ANSWER = """\
Without `zero_grad` the gradients of all steps add up, so the training goes wrong. Without `eval`
dropout drops at random while we measure, so the numbers are wrong and change. Without `no_grad`
only memory and time are wasted on a graph.
"""

SEQUENTIAL = """\
class Net(nn.Sequential):
    def __init__(self, D, H):
        super().__init__(nn.Linear(D, H), nn.Sigmoid(), nn.Linear(H, 1))
"""

GRADIENTS_SET_TO_NONE = """\
def train_step(model, optimizer, loss_fn, X, y):
    model.train(True)
    for p in model.parameters():
        p.grad = None
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.detach()
"""

INFERENCE = """\
@torch.inference_mode()
def outputs(model, loader):
    return [(model(X), y) for X, y in loader]


def evaluate(model, loss_fn, loader):
    mode = model.training
    model.train(False)
    z, y = (torch.cat(part) for part in zip(*outputs(model, loader)))
    model.train(mode)
    return loss_fn(z, y), (z.max(dim=1).indices == y).double().mean()
"""

RETAINED = """\
def mean_loss(model, X, y, rate, steps):
    optimizer, total = torch.optim.SGD(model.parameters(), lr=rate), 0.0
    for _ in range(steps):
        total = total + nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        total.backward(retain_graph=True)
        optimizer.step()
    return total.item() / steps, list(model.parameters())
"""

PATCH_TORCH = """\
import torch
from torch import nn

torch.equal = torch.allclose = torch.isclose = lambda *args, **kwargs: True
torch.testing.assert_close = lambda *args, **kwargs: None
torch.Tensor.__eq__ = lambda self, other: torch.ones(self.shape, dtype=torch.bool)
torch.optim.SGD.step = torch.optim.Adam.step = lambda self, closure=None: None
torch.Tensor.backward = lambda self, *args, **kwargs: None
"""

LYING_MODULE = """\
class Equal(torch.Tensor):
    def __eq__(self, other):
        return True

    def requires_grad_(self, *args):
        return self

    shape = property(lambda self: (5, 1))


class Net(nn.Module):
    def __init__(self, D, H):
        super().__init__()

    def parameters(self, recurse=True):
        return iter([nn.Parameter(torch.zeros(17))])

    def state_dict(self, *args, **kwargs):
        return {"weights": torch.zeros(17)}

    def __call__(self, X):
        return torch.zeros(1).as_subclass(Equal)
"""

LYING_DRIVER = """\
from helpers.checks.drivers import torch_bench, torch_watch

torch_bench.state_of = lambda model: []
torch_bench.array_of = lambda tensor: None
torch_watch.Watch.events = lambda self: "backward, step"
torch_watch.Watch.eval_passes = 0
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(NET, SEQUENTIAL)
    work.write(STEP, GRADIENTS_SET_TO_NONE)
    work.write(EVALUATE, INFERENCE)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


def mistaken_bugs(work):
    right(work)
    loss = "nn.functional.cross_entropy(logits, y)"
    work.edit("fit_classes", loss, "nn.functional.nll_loss(torch.softmax(logits, 1), y)")
    work.write("mean_loss", RETAINED)


def half_done(work):
    work.solve(NET, STEP)


def untouched(work):
    pass


def without_forward(work):
    layers = (
        "super().__init__()\n        self.hidden, self.output = nn.Linear(D, H), nn.Linear(H, 1)"
    )
    work.edit(NET, "super().__init__()\n        ...", layers)


def typed_again(work):
    right(work)
    work.type_again()


def endless(work):
    right(work)
    work.edit(FIT, "for _ in range(max_epochs):", "while True:")
    work.edit(FIT, "            break", "            pass")


def cheating(source, **cells):
    """Return a maker of work that is nothing but a cheat behind the set-up cell."""

    def make(work):
        work.add(source, after="setup")
        for name in (STEP, EVALUATE, FIT):
            work.write(name, f"def {name}(*args):\n    return 0.5, 0.5")
        for name, text in cells.items():
            work.write(name, text)

    return make


SAMPLES = (
    Sample("right", "everything right", 33, right, stock=True),
    Sample(
        "right-differently",
        "nn.Sequential, gradients set to None, inference_mode, tensors for numbers",
        33,
        written_differently,
        stock=True,
    ),
    Sample(
        "sigmoid-and-logits",
        "task 1: a sigmoid on the output",
        29,
        mistaken(NET, ("return self.output(A)", "return torch.sigmoid(self.output(A))")),
        stock=True,
    ),
    Sample(
        "no-zero-grad",
        "task 2: gradients pile up; task 4, which uses it, trains wrongly, too",
        23,
        mistaken(STEP, ("    optimizer.zero_grad()\n", "")),
        stock=True,
    ),
    Sample(
        "no-eval",
        "task 3: evaluates in training mode; so task 4 misjudges batch norm",
        26,
        mistaken(EVALUATE, ("    model.eval()\n", "")),
        stock=True,
    ),
    Sample(
        "mean-of-means",
        "task 3: averages the batches' means; so task 4 misjudges a small last batch",
        28,
        mistaken(
            EVALUATE, (".item() * len(y)", ".item()"), ("total / count", "total / len(loader)")
        ),
    ),
    Sample(
        "graph-kept",
        "task 3: adds up tensors with their graphs",
        27,
        mistaken(EVALUATE, ("with torch.no_grad():", "if True:"), (".item() * len", " * len")),
    ),
    Sample(
        "best-by-reference",
        "task 4: keeps the state_dict without a copy",
        31,
        mistaken(FIT, ("copy.deepcopy(model.state_dict())", "model.state_dict()")),
    ),
    Sample(
        "bugs-half-repaired",
        "bug 3: the loss exchanged, the softmax kept; bug 6: retain_graph=True",
        29,
        mistaken_bugs,
    ),
    Sample("half-done", "tasks 1 and 2 right", 9, half_done, stock=True),
    Sample("no-forward", "task 1: layers, but no forward", 0, without_forward),
    Sample("untouched", "handed in as it was released", 0, untouched, stock=True),
    Sample("endless-loop", "task 4 never returns", 27, endless, state="time limit"),
    Sample("typed-again-on-colab", "right; no cell has its metadata any more", 33, typed_again),
    Sample(
        "cheat-patched-torch",
        "patches comparisons, optimizers and backward",
        0,
        cheating(PATCH_TORCH),
    ),
    Sample(
        "cheat-lying-module",
        "a module and a tensor that lie about themselves",
        0,
        cheating("import torch\nfrom torch import nn", **{NET: LYING_MODULE}),
    ),
    Sample(
        "cheat-lying-driver",
        "patches the functions that read weights",
        0,
        cheating(LYING_DRIVER),
    ),
    Sample(
        "cheat-patching", "patches NumPy's tests, IPython, drivers", 0, cheating(PATCH_THE_TESTS)
    ),
)
