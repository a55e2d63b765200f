"""How many weights and biases a network has."""

from itertools import pairwise

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(sizes):
    """Return the number of parameters of dense layers with these sizes, the input's first."""
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes))


def inputs(rng):
    """One hidden layer, several, and none. No two sizes of a network are equal."""
    yield Instance(((2, 4, 1),), "one hidden layer")
    yield Instance(((5, 20, 3),), "one hidden layer")
    yield Instance((_sizes(rng, 3),), "one hidden layer")
    yield Instance((_sizes(rng, 4),), "several hidden layers")
    yield Instance((_sizes(rng, 5),), "several hidden layers")
    yield Instance((_sizes(rng, 2),), "no hidden layer")


def _sizes(rng, layers):
    return tuple(int(size) for size in rng.choice(range(3, 90), size=layers, replace=False))


SUM = "sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes))"
MISTAKES = (
    Mistake(
        "weights only",
        "You counted the weights. The biases are parameters too: one for each unit.",
        (("(fan_in + 1) * fan_out", "fan_in * fan_out"),),
    ),
    Mistake(
        "one bias a layer",
        "You counted one bias for each layer. Every unit has its own, so a layer has fan_out.",
        (("(fan_in + 1) * fan_out", "fan_in * fan_out + 1"),),
    ),
    Mistake(
        "biases on the wrong side",
        "You gave a bias to each input of a layer. The biases belong to the units that compute: "
        "a layer has fan_out of them.",
        (("(fan_in + 1) * fan_out", "fan_in * (fan_out + 1)"),),
    ),
    Mistake(
        "biases on both sides",
        "There is a bias too many: the constant 1 joins the inputs, not the outputs as well. "
        "(fan_in + 1) times fan_out.",
        (("(fan_in + 1) * fan_out", "(fan_in + 1) * (fan_out + 1)"),),
    ),
    Mistake(
        "biases of the input",
        "You counted biases for the inputs too. They compute nothing and have none.",
        (
            (
                "for fan_in, fan_out in pairwise(sizes))",
                "for fan_in, fan_out in pairwise(sizes)) + sizes[0]",
            ),
        ),
    ),
    Mistake(
        "first layer only",
        "Only the first layer is counted. Add up all of them, also the one to the output.",
        (("pairwise(sizes)", "pairwise(sizes[:2])"),),
    ),
    Mistake(
        "output layer forgotten",
        "The layer that leads to the output is missing. It has weights and biases like the others.",
        (("pairwise(sizes)", "pairwise(sizes[:-1])"),),
    ),
    Mistake(
        "first layer forgotten",
        "The layer that leads from the inputs to the first hidden units is missing.",
        (("pairwise(sizes)", "pairwise(sizes[1:])"),),
    ),
    Mistake(
        "units counted",
        "You added up the units. A unit has many parameters: a weight for each input, and a bias.",
        (("(fan_in + 1) * fan_out", "fan_out"),),
        (((SUM, "sum(sizes)"),),),
    ),
    Mistake(
        "two layers only",
        "You count two layers of weights, those of a network with one hidden layer. The list may "
        "be longer or shorter: go through all neighbours in it.",
        (("pairwise(sizes)", "pairwise(sizes[:3])"),),
        (
            ((SUM, "sizes[1] * (sizes[0] + 1) + sizes[2] * (sizes[1] + 1)"),),
            (("return " + SUM, "a, b, c = sizes\n    return b * (a + 1) + c * (b + 1)"),),
        ),
    ),
    Mistake(
        "all sizes multiplied",
        "You multiplied all sizes. Each layer has a matrix of its own, fan_in times fan_out: "
        "multiply two neighbours, and add up the layers.",
        ((SUM, "__import__('math').prod(sizes)"),),
    ),
    Mistake(
        "inputs to outputs",
        "You joined the inputs to the outputs and left out the hidden layers. Each layer is joined "
        "to the one before it.",
        ((SUM, "(sizes[0] + 1) * sizes[-1]"),),
    ),
    Mistake(
        "added, not multiplied",
        "You added fan_in and fan_out. Every unit has a weight for every input: multiply.",
        (("(fan_in + 1) * fan_out", "fan_in + 1 + fan_out"),),
    ),
    Mistake(
        "every pair of layers",
        "You connected every layer with every later one. A layer sees only the one before it.",
        (("pairwise(sizes)", "__import__('itertools').combinations(sizes, 2)"),),
    ),
)


def _with_a_loop(sizes):
    total = 0
    for layer in range(1, len(sizes)):
        total += sizes[layer - 1] * sizes[layer]
        total += sizes[layer]
    return total


def _in_two_sums(sizes):
    weights = sum(a * b for a, b in pairwise(sizes))
    return weights + sum(sizes[1:])


def _as_a_float(sizes):
    return float(_in_two_sums(sizes))


TASK = Task(
    name="count_parameters",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("one hidden layer", 2, tags=("one hidden layer",)),
        Property("any number of layers", 1, tags=("several hidden layers", "no hidden layer")),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_loop, _in_two_sums, _as_a_float),
    hints=(
        "Take one layer alone. How many weights come into one of its units? Add its bias, and "
        "multiply by the number of units.",
        "Neighbouring sizes are a layer's fan_in and fan_out: `zip(sizes[:-1], sizes[1:])` gives "
        "them in pairs.",
    ),
)
