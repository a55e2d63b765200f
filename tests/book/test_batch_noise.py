"""The figure of mini-batches: gradients as in the library, epochs complete, noise as by the law."""

from itertools import combinations, product

import numpy as np
import pytest

from helpers.losses import half_squared_error, half_squared_error_grad
from helpers.minibatches import minibatches
from helpers.optimizers import SGD


@pytest.fixture(scope="module")
def data(evaluate):
    """The figure's examples as X (N, 2), whose second column is 1, and Y (N, 1)."""
    points = np.array(evaluate("batch-noise", "m.DATA"))
    return np.column_stack([points[:, 0], np.ones(len(points))]), points[:, 1:]


def gradient(w, X, Y):
    return X.T @ half_squared_error_grad(X @ w[:, None], Y)[:, 0]


def settings(count):
    rng = np.random.default_rng(7)
    return [
        {
            "B": int(rng.choice([1, 2, 4, 8, 16, 32])),
            "rate": float(rng.uniform(0.01, 0.3)),
            "replacement": int(rng.integers(2)),
            "seed": int(rng.integers(1, 21)),
            "step": int(rng.integers(1, 80)),
        }
        for _ in range(count)
    ]


def test_every_step_is_gradient_descent_on_its_batch(data, evaluate):
    X, Y = data
    expression = "given.map((s) => [m.walk(s), m.batches(s, s.step)])"
    chosen = settings(40)
    for s, (walk, batches) in zip(chosen, evaluate("batch-noise", expression, chosen), strict=True):
        optimizer, w = SGD(lr=s["rate"]), {"w": np.array(walk[0])}
        state = optimizer.init(w)
        for point, batch in zip(walk[1:], batches, strict=True):
            w, state = optimizer.step(w, {"w": gradient(w["w"], X[batch], Y[batch])}, state)
            np.testing.assert_allclose(point, w["w"], rtol=1e-10)


def test_the_best_line_is_the_least_squares_solution(data, evaluate):
    X, Y = data
    best, loss = evaluate("batch-noise", "[m.BEST, m.loss(m.BEST)]")
    np.testing.assert_allclose(best, np.linalg.lstsq(X, Y, rcond=None)[0][:, 0], rtol=1e-12)
    np.testing.assert_allclose(loss, half_squared_error(X @ np.array(best)[:, None], Y))


@pytest.mark.parametrize("size", [1, 2, 8, 32])
def test_an_epoch_holds_every_example_once_in_as_many_batches_as_the_librarys(size, evaluate):
    s = {"B": size, "replacement": 0, "seed": 3}
    batches = evaluate("batch-noise", f"m.batches(given, {32 // size})", s)
    numbers = np.arange(32)
    expected = [len(X) for X, _ in minibatches(numbers, numbers, size, np.random.default_rng(0))]
    assert [len(batch) for batch in batches] == expected
    assert sorted(i for batch in batches for i in batch) == numbers.tolist()


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("replacement", [0, 1], ids=["without replacement", "with replacement"])
def test_the_law_holds_over_all_batches_there_are(size, replacement, data, evaluate):
    """Enumerated: the mean squared distance of the batch gradient from the full one."""
    X, Y = data
    w = np.array([0.3, -0.2])
    law, one = evaluate(
        "batch-noise", f"[m.law({size}, {replacement}), m.spreadOfOne(given)]", w.tolist()
    )
    each = np.array([gradient(w, X[[i]], Y[[i]]) for i in range(len(X))])
    full = gradient(w, X, Y)
    draws = product(range(32), repeat=size) if replacement else combinations(range(32), size)
    means = each[np.array(list(draws))].mean(axis=1)
    np.testing.assert_allclose(((means - full) ** 2).sum(axis=1).mean(), law * one, rtol=1e-10)


@pytest.mark.parametrize("replacement", [0, 1], ids=["without replacement", "with replacement"])
def test_what_is_measured_lies_near_the_law(replacement, evaluate):
    expression = f"""[1, 2, 4, 8, 16].map((B) =>
        m.measured(m.START, B, {replacement}) / m.law(B, {replacement}))"""
    assert np.allclose(evaluate("batch-noise", expression), 1, atol=0.3)
    assert evaluate("batch-noise", "m.measured(m.START, 32, 0)") < 1e-25
