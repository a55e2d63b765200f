"""The optimizers of the figure walk where the library's do."""

import numpy as np
import pytest

from helpers.gradient_check import numerical_gradient
from helpers.optimizers import SGD, Adam, Momentum, Nesterov, RMSProp

STEPS = 60
MADE = {
    "sgd": lambda s: SGD(lr=s["rate"]),
    "momentum": lambda s: Momentum(lr=s["rate"], momentum=s["momentum"]),
    "nesterov": lambda s: Nesterov(lr=s["rate"], momentum=s["momentum"]),
    "rmsprop": lambda s: RMSProp(lr=s["rate"]),
    "adam": lambda s: Adam(lr=s["rate"], beta1=s["momentum"]),
}


@pytest.fixture(scope="module")
def settings():
    rng = np.random.default_rng(9)
    return [
        {
            "surface": str(rng.choice(["ravine", "saddle"])),
            "rate": float(10 ** rng.uniform(-3, -1)),
            "momentum": float(rng.choice([0, 0.5, 0.9, 0.99])),
            "curvature": int(rng.integers(1, 15)),
            "w1": float(rng.uniform(-3, 3)),
            "w2": float(rng.uniform(-2, 2)),
        }
        for _ in range(40)
    ]


def loss(w, s):
    if s["surface"] == "saddle":
        return w[0] ** 2 / 2 - w[1] ** 2 / 2 + w[1] ** 4 / 4
    return (w[0] ** 2 + s["curvature"] * w[1] ** 2) / 2


def gradient(w, s):
    if s["surface"] == "saddle":
        return np.array([w[0], w[1] ** 3 - w[1]])
    return np.array([w[0], s["curvature"] * w[1]])


@pytest.mark.parametrize("name", MADE)
def test_every_step_is_the_librarys(name, settings, evaluate):
    walks = evaluate("optimizer-paths", f"given.map((s) => m.walk('{name}', s, {STEPS}))", settings)
    for s, walk in zip(settings, walks, strict=True):
        optimizer, w = MADE[name](s), {"w": np.array([s["w1"], s["w2"]])}
        state = optimizer.init(w)
        for point in walk:
            np.testing.assert_allclose(point, w["w"], rtol=1e-9, atol=1e-12, err_msg=str(s))
            w, state = optimizer.step(w, {"w": gradient(w["w"], s)}, state)


def test_losses_are_what_is_said_and_gradients_are_theirs(settings, evaluate):
    expression = """given.map((s) => {
        const {loss, gradient} = m.surface(s), w = [s.w1, s.w2];
        return [loss(w), gradient(w)];
    })"""
    for s, (value, slope) in zip(
        settings, evaluate("optimizer-paths", expression, settings), strict=True
    ):
        w = np.array([s["w1"], s["w2"]])
        np.testing.assert_allclose(value, loss(w, s), rtol=1e-12)
        np.testing.assert_allclose(
            slope, numerical_gradient(lambda w, s=s: loss(w, s), w), rtol=1e-6, atol=1e-7
        )


@pytest.mark.parametrize(("rate", "converges"), [(0.12, True), (0.13, False)])
def test_sgd_converges_below_the_rate_that_is_named(rate, converges, evaluate):
    s = {"surface": "ravine", "curvature": 16, "rate": rate, "w1": 0, "w2": 1}
    walk = evaluate("optimizer-paths", "m.walk('sgd', given, 100)", s)
    assert (abs(walk[-1][1]) < 1) == converges


def test_a_walk_that_overflows_ends_there_and_is_said_to_diverge(evaluate):
    s = {"surface": "ravine", "optimizer": "sgd", "curvature": 40, "rate": 2, "momentum": 0.9}
    s |= {"w1": 1, "w2": 1, "step": 100}
    length, words = evaluate(
        "optimizer-paths", "[m.walk('sgd', given).length, m.spec.words(given)]", s
    )
    assert length < 100
    assert "<td>diverges</td>" in words
