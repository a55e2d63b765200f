"""Warm-up: the network of chapter 6 as an nn.Module."""

from helpers.checks.judge import near
from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks._torch import nn, torch


class Net(nn.Module):
    """D inputs, H sigmoid units, one logit."""

    def __init__(self, D, H):
        super().__init__()
        self.hidden = nn.Linear(D, H)
        self.output = nn.Linear(H, 1)

    def forward(self, X):
        """Return the logits (N, 1) of a batch X (N, D)."""
        A = torch.sigmoid(self.hidden(X))
        return self.output(A)


def inputs(rng):
    """No two of N, D, H and 1 agree, so a shape tells which one it is; and a batch of one."""
    for N, D, H, tag in [(5, 2, 4, "a batch"), (1, 3, 5, "a batch of one"), (4, 6, 3, "a batch")]:
        weights = [
            rng.normal(size=(H, D)),
            rng.normal(size=H),
            rng.choice([-1, 1], size=(1, H)) * rng.uniform(1, 2, size=(1, H)),
            rng.choice([-1, 1], size=1) * rng.uniform(0.5, 1, size=1),
        ]
        X, upstream = 2 * rng.normal(size=(N, D)), rng.uniform(0.5, 2, size=(N, 1))
        yield Instance(([D, H], weights, X, upstream), tag)


def _counted(got, expected):
    """Their number is right; and so that a number alone earns nothing, something they give is."""
    if not isinstance(got, dict) or not isinstance(expected, dict):
        return near(got, expected)
    if difference := near(got.get("count"), expected.get("count")):
        return difference
    mine, theirs = got.get("at work"), expected["at work"]
    works = type(mine) in (list, tuple) and None in map(near, mine, theirs)
    return None if works else "their number is right, but neither an output nor a gradient is"


def _sizes(D, H):
    """Return the edits that give the layers these sizes, whatever is asked for."""
    return (("nn.Linear(D, H)", f"nn.Linear({D}, {H})"), ("nn.Linear(H, 1)", f"nn.Linear({H}, 1)"))


MISTAKES = (
    Mistake(
        "sigmoid on the output",
        "The output went through a sigmoid. `nn.BCEWithLogitsLoss` applies one itself, so return "
        "the logit as it comes out of the last layer.",
        (("return self.output(A)", "return torch.sigmoid(self.output(A))"),),
    ),
    Mistake(
        "no activation",
        "There is no sigmoid between the two layers. Two linear layers in a row are one linear "
        "layer, however many units stand between them.",
        (("torch.sigmoid(self.hidden(X))", "self.hidden(X)"),),
    ),
    Mistake(
        "ReLU for sigmoid",
        "Your hidden units are ReLUs; here they are sigmoids, as in chapter 6: `torch.sigmoid`.",
        (("torch.sigmoid(", "torch.relu("),),
    ),
    Mistake(
        "tanh for sigmoid",
        "Your hidden units use tanh; here they are sigmoids, as in chapter 6: `torch.sigmoid`.",
        (("torch.sigmoid(", "torch.tanh("),),
    ),
    Mistake(
        "sigmoid in the wrong place",
        "The sigmoid stands behind the output layer and is missing behind the hidden one. Hidden "
        "units need it; the logit does not.",
        (
            ("torch.sigmoid(self.hidden(X))", "self.hidden(X)"),
            ("return self.output(A)", "return torch.sigmoid(self.output(A))"),
        ),
    ),
    Mistake(
        "softmax on the output",
        "A softmax over a single output is 1 for every example. Return the logit itself; the loss "
        "does the rest.",
        (("return self.output(A)", "return torch.softmax(self.output(A), dim=1)"),),
    ),
    Mistake(
        "return forgotten",
        "`forward` computes the output but does not return it: end it with `return`.",
        (("return self.output(A)", "self.output(A)"),),
    ),
    Mistake(
        "squeezed",
        "Your output has the shape (N,). Keep the last axis: the targets are (N, 1), and (N,) "
        "against (N, 1) broadcasts to (N, N) in many a loss.",
        (("return self.output(A)", "return self.output(A).squeeze(1)"),),
    ),
    Mistake(
        "two outputs",
        "Your last layer has two outputs. One logit is enough for two classes, and "
        "`nn.BCEWithLogitsLoss` wants one.",
        (("nn.Linear(H, 1)", "nn.Linear(H, 2)"),),
    ),
    Mistake(
        "no bias in the hidden layer",
        "The hidden layer has no bias. `nn.Linear(D, H)` has one unless you say `bias=False`.",
        (("nn.Linear(D, H)", "nn.Linear(D, H, bias=False)"),),
    ),
    Mistake(
        "no bias in the output layer",
        "The output layer has no bias. `nn.Linear(H, 1)` has one unless you say `bias=False`.",
        (("nn.Linear(H, 1)", "nn.Linear(H, 1, bias=False)"),),
    ),
    Mistake(
        "sizes swapped",
        "`nn.Linear(H, D)` takes H numbers and gives D. It is the other way round: first what "
        "comes in, then what goes out.",
        (("nn.Linear(D, H)", "nn.Linear(H, D)"),),
    ),
    Mistake(
        "sizes of an example",
        "The layers have the same sizes whatever D and H are: use the arguments `D` and `H`, not "
        "the numbers of one example.",
        _sizes("D", 4),
        (
            *(_sizes("D", H) for H in (2, 3, 8, 16)),
            *(_sizes(2, H) for H in ("H", 2, 3, 4, 8, 16)),
            *(_sizes(3, H) for H in ("H", 2, 4)),
        ),
    ),
    Mistake(
        "layers in a list",
        "The module has no parameters to train: `nn.Module` sees the layers that are its "
        "attributes, and none that stand in a plain Python list or are made in `forward`. Make "
        "them attributes in `__init__`, or use `nn.ModuleList`.",
        (
            ("self.hidden = nn.Linear(D, H)", "self.layers = [nn.Linear(D, H)]"),
            ("self.output = nn.Linear(H, 1)", "self.layers.append(nn.Linear(H, 1))"),
            ("self.hidden(X)", "self.layers[0](X)"),
            ("self.output(A)", "self.layers[1](A)"),
        ),
    ),
    Mistake(
        "layers made in forward",
        "`forward` makes both layers anew in every pass, with random weights, and the module has "
        "no parameters to train. Make them in `__init__`, as attributes of `self`.",
        (
            ("self.hidden = nn.Linear(D, H)", "self.units = H"),
            ("        self.output = nn.Linear(H, 1)\n", ""),
            ("self.hidden(X)", "nn.Linear(X.shape[1], self.units)(X)"),
            ("self.output(A)", "nn.Linear(self.units, 1)(A)"),
        ),
        (
            (
                ("self.hidden = nn.Linear(D, H)", "self.units = H"),
                ("        self.output = nn.Linear(H, 1)\n", ""),
                (
                    "A = torch.sigmoid(self.hidden(X))",
                    "hidden = nn.Linear(X.shape[1], self.units)\n"
                    "        output = nn.Linear(self.units, 1)",
                ),
                ("self.output(A)", "output(torch.sigmoid(hidden(X)))"),
            ),
            (
                ("self.hidden = nn.Linear(D, H)", "self.units = H"),
                ("        self.output = nn.Linear(H, 1)\n", ""),
                ("        A = torch.sigmoid(self.hidden(X))\n", ""),
                (
                    "self.output(A)",
                    "nn.Linear(self.units, 1)(torch.sigmoid(nn.Linear(X.shape[1], self.units)(X)))",
                ),
            ),
        ),
    ),
    Mistake(
        "layers not kept",
        "A name in `__init__` ends with it, and `forward` does not know it. What is to stay "
        "becomes an attribute: `self.hidden = nn.Linear(...)`, and later `self.hidden(X)`.",
        (
            ("self.hidden = nn", "hidden = nn"),
            ("self.output = nn", "output = nn"),
            ("self.hidden(X)", "hidden(X)"),
            ("self.output(A)", "output(A)"),
        ),
        (
            (
                ("self.output = nn", "output = nn"),
                ("self.output(A)", "output(A)"),
            ),
        ),
    ),
    Mistake(
        "new output layer in every pass",
        "`forward` makes a layer anew in every pass, with random weights that nobody trains. Make "
        "all layers in `__init__`, and use them in `forward`.",
        (
            ("        self.output = nn.Linear(H, 1)\n", ""),
            ("return self.output(A)", "return nn.Linear(A.shape[1], 1)(A)"),
        ),
    ),
    Mistake(
        "one layer for two",
        "One layer too few: the hidden layer's sum over its units is no output layer. Give the "
        "output its own weights: `nn.Linear(H, 1)`.",
        (
            ("        self.output = nn.Linear(H, 1)\n", ""),
            ("self.output(A)", "A.sum(dim=1, keepdim=True)"),
        ),
    ),
    Mistake(
        "detached",
        "No gradient reaches the hidden layer: it is cut off by `detach()`, `.data` or `no_grad`. "
        "In `forward` just compute; who does not want gradients says so outside.",
        (("self.output(A)", "self.output(A.detach())"),),
    ),
    Mistake(
        "detour through NumPy",
        "Your output has no graph, so no gradient comes back: a way through NumPy, a comparison or "
        "`detach()` ended it. Stay with tensors and functions that have a derivative.",
        (
            ("A = torch.sigmoid(self.hidden(X))", "Z = self.hidden(X).detach().numpy()"),
            (
                "return self.output(A)",
                "return torch.tensor(1 / (1 + 2.71828183**-Z)) @ self.output.weight.detach().T"
                " + self.output.bias.detach()",
            ),
        ),
    ),
    Mistake(
        "super forgotten",
        "`super().__init__()` is missing, or comes too late. It sets up the lists in which "
        "`nn.Module` keeps its layers: make it the first line of `__init__`.",
        (("        super().__init__()\n", ""),),
    ),
)


class _AsSequential(nn.Sequential):
    def __init__(self, D, H):
        super().__init__(nn.Linear(D, H), nn.Sigmoid(), nn.Linear(H, 1))


class _FromParameters(nn.Module):
    """X @ W + b, with W (fan_in, fan_out), the biases as rows, and the last layer first."""

    def __init__(self, fan_in, units):
        super().__init__()
        self.W1 = nn.Parameter(torch.randn(fan_in, units))
        self.b1 = nn.Parameter(torch.zeros(1, units))
        self.W2 = nn.Parameter(torch.randn(units, 1))
        self.b2 = nn.Parameter(torch.zeros(1))

    def forward(self, X):
        return 1 / (1 + torch.exp(-(X @ self.W1 + self.b1))) @ self.W2 + self.b2


class _OutputFirst(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.steps = nn.ModuleDict({"2": nn.Linear(H, 1), "1": nn.Linear(D, H)})

    def forward(self, X):
        A = 0.5 + 0.5 * torch.tanh(0.5 * self.steps["1"](X))
        return self.steps["2"](A)


def _lazily(D, H):
    return nn.Sequential(nn.LazyLinear(H), nn.Sigmoid(), nn.LazyLinear(1))


TASK = Task(
    name="Net",
    inputs=inputs,
    reference=Net,
    driver="build",
    simpler=None,
    properties=(
        Property("it has all parameters, and no more", 1, ("parameters",), judge=_counted),
        Property("it gives the right logits", 2, part=("outputs",)),
        Property("gradients reach every parameter", 1, part=("gradients",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_AsSequential, _FromParameters, _OutputFirst, _lazily),
    hints=(
        "Two things to write: in `__init__` two layers, each an `nn.Linear(numbers in, numbers "
        "out)`, kept as attributes of `self`; in `forward` the way from `X` through them.",
        "`forward` is the forward pass of chapter 6: a linear step, a sigmoid, a linear step. "
        "`self.hidden(X)` computes $XW_1 + b_1$.",
        "`self.hidden = nn.Linear(D, H)` and `self.output = nn.Linear(H, 1)`; then `forward` "
        "returns `self.output(...)` of the sigmoid of `self.hidden(X)`.",
    ),
)
