"""The figure of deep stacks: signals forward and backward as the library computes them."""

import numpy as np
import pytest

from helpers import initializers, layers
from helpers.activations import activation

NORMS = {
    "batch": (
        lambda Z, one, zero: layers.batch_norm_forward(
            Z, one, zero, layers.running_statistics(Z.shape[1]), training=True
        )[:2],
        layers.batch_norm_backward,
    ),
    "layer": (layers.layer_norm_forward, layers.layer_norm_backward),
}
RULES = {
    "small": lambda shape, rng: rng.normal(0, 0.05, size=shape),
    "lecun": initializers.normal,
    "he": initializers.he_normal,
    "older": initializers.uniform,
    "large": lambda shape, rng: rng.normal(size=shape),
}
SIGNALS = """given.map((s) => {
    const start = m.drawn(s), {layers, flat} = m.run(s, start);
    return {...start, A: layers.map((l) => l.A), dA: layers.map((l) => l.dA), flat,
        spread: m.spread(layers.at(-1).A), typical: layers.map((l) => m.typical(l.A))};
})"""


def settings(count):
    rng = np.random.default_rng(3)
    return [
        {
            "depth": int(rng.integers(1, 7)),
            "width": int(rng.choice([8, 16])),
            "activation": str(rng.choice(["tanh", "relu", "sigmoid"])),
            "rule": str(rng.choice(list(RULES))),
            "norm": str(rng.choice(["none", "batch", "layer"])),
            "seed": int(rng.integers(1, 21)),
        }
        for _ in range(count)
    ]


def by_the_library(s, X, weights, end):
    """Return the activations and their gradients, and the last layer's slopes."""
    g, A, kept = activation(s["activation"]), X, []
    one, zero = np.ones(s["width"]), np.zeros(s["width"])
    for W in weights:
        Z, cache = A @ W, None
        if s["norm"] != "none":
            Z, cache = NORMS[s["norm"]][0](Z, one, zero)
        A = g.function(Z)
        kept.append((A, Z, W, cache))
    dA, grads = end, []
    for _, Z, W, cache in reversed(kept):
        grads.insert(0, dA)
        dZ = dA * g.grad(Z)
        if s["norm"] != "none":
            dZ = NORMS[s["norm"]][1](dZ, cache)[0]
        dA = dZ @ W.T
    return [A for A, *_ in kept], grads, g.grad(kept[-1][1])


def test_signals_equal_the_librarys_forward_and_backward(evaluate):
    chosen = settings(30)
    assert {s["norm"] for s in chosen} == {"none", "batch", "layer"}
    for s, found in zip(chosen, evaluate("deep-signals", SIGNALS, chosen), strict=True):
        start = (np.array(found[name]) for name in ("X", "weights", "end"))
        A, dA, slopes = by_the_library(s, *start)
        np.testing.assert_allclose(found["A"], A, rtol=1e-8, atol=1e-10, err_msg=str(s))
        size = np.max(np.abs(dA), axis=(1, 2), keepdims=True)
        np.testing.assert_allclose(found["dA"] / size, dA / size, atol=1e-8, err_msg=str(s))
        assert found["flat"] == pytest.approx(np.mean(slopes < 0.1))
        assert found["spread"] == pytest.approx(np.sqrt(np.mean(A[-1].var(axis=0))), rel=1e-6)
        assert found["typical"] == pytest.approx([np.sqrt(np.mean(a**2)) for a in A])


@pytest.mark.parametrize("rule", RULES)
def test_weights_are_drawn_as_by_the_librarys_rule(rule, evaluate):
    s = {"depth": 20, "width": 64, "rule": rule, "seed": 2}
    W = np.array(evaluate("deep-signals", "m.drawn(given).weights", s))
    assert W.shape == (20, 64, 64)
    theirs = np.stack([RULES[rule]((64, 64), np.random.default_rng(i)) for i in range(20)])
    assert abs(W.mean()) < 0.02 * W.std()
    assert W.var() == pytest.approx(theirs.var(), rel=0.03)
    assert np.mean(W**4) == pytest.approx(np.mean(theirs**4), rel=0.06)


def test_every_rule_of_the_figure_is_compared_here(evaluate):
    assert set(evaluate("deep-signals", "Object.keys(m.RULES)")) == set(RULES)


def test_a_histogram_counts_what_lies_outside_at_its_ends(evaluate):
    heights = evaluate("deep-signals", "m.histogram([-9, -1, -0.99, 0.01, 7], [-1, 1])")
    assert (heights[0], heights[12], heights[23]) == (1, pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert sum(heights) == pytest.approx(5 / 3)
