"""The shapes and parameter counts of the figure are those of the library's network."""

import numpy as np
import pytest

from helpers.network import mlp


def evaluated(evaluate, text, batch):
    return evaluate(
        "shape-calculator",
        "(() => { const u = m.sizes(given[0]); return [u, m.layers(u, given[1]), m.total(u)]; })()",
        [text, batch],
    )


@pytest.mark.parametrize("case", range(12))
def test_shapes_are_those_of_a_network_that_runs(case, evaluate):
    rng = np.random.default_rng(case)
    sizes = rng.integers(1, 30, size=rng.integers(2, 7)).tolist()
    batch = int(rng.integers(1, 9))
    units, layers, total = evaluated(evaluate, "-".join(map(str, sizes)), batch)
    network = mlp(sizes, "relu", rng)
    output = network(np.zeros((batch, sizes[0])))
    assert units == sizes
    for number, layer in enumerate(layers, start=1):
        W, b = network.parameters[f"{number}.W"], network.parameters[f"{number}.b"]
        assert (tuple(layer["W"]), tuple(layer["b"])) == (W.shape, b.shape)
        assert layer["parameters"] == W.size + b.size
        assert layer["Z"] == layer["A"] == [batch, b.size]
    assert tuple(layers[-1]["Z"]) == output.shape
    assert total == sum(array.size for array in network.parameters.values())


@pytest.mark.parametrize(
    ("sizes", "total"), [("5-20-3", 183), ("2-4-1", 17), ("784-100-10", 79510)]
)
def test_the_syllabus_counts(sizes, total, evaluate):
    assert evaluated(evaluate, sizes, 1)[2] == total


@pytest.mark.parametrize("text", ["5, 20, 3", "5 20 3", " 5–20–3 "])
def test_sizes_may_be_written_in_other_ways(text, evaluate):
    assert evaluate("shape-calculator", "m.sizes(given)", text) == [5, 20, 3]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Two sizes at least"),
        ("7", "Two sizes at least"),
        ("5-x-3", "“x” is no number of units"),
        ("5-0-3", "“0” is no number of units"),
        ("5-2.5", "“2.5” is no number of units"),
        ("1-1000000", "“1000000” is no number of units"),
        ("1-2-3-4-5-6-7", "At most 5 layers"),
    ],
)
def test_what_is_no_network_is_said(text, problem, evaluate):
    words = evaluate("shape-calculator", "m.spec.words({sizes: given, N: 1})", text)
    assert problem in words


def test_what_was_typed_never_becomes_markup(evaluate):
    typed = "<img/src=x>"
    words = evaluate("shape-calculator", "m.spec.words({sizes: given, N: 1})", typed)
    assert "<img" not in words
    assert "&lt;img" in words
