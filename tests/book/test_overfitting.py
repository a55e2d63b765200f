"""The overfitting figure's network learns as the library's would: penalty, dropout, Adam."""

import numpy as np
import pytest

from helpers.gradient_check import numerical_gradient
from helpers.layers import dense_backward, dense_forward, dropout_backward
from helpers.losses import mean_squared_error, mean_squared_error_grad
from helpers.optimizers import Adam
from helpers.regularization import l2, l2_grad

SETTINGS = [
    {"units": units, "penalty": penalty, "dropout": dropout, "points": points, "seed": seed}
    for units, penalty, dropout, points, seed in [
        (30, 0, 0, 20, 1),
        (5, 0.03, 0, 10, 2),
        (20, 0, 0.5, 20, 3),
        (50, 0.001, 0.2, 10, 20),
        (1, 0.1, 0.7, 50, 7),
    ]
]
IDS = [f"{s['units']} penalty {s['penalty']} dropout {s['dropout']}" for s in SETTINGS]
STEPS = 3


def as_arrays(row):
    """Return W1 (1, H), b1 (H,), W2 (H, 1), b2 (1,) from the figure's row of parameters."""
    units = np.array(row[:-1]).reshape(-1, 3)
    return units[:, 0][None], units[:, 1], units[:, 2][:, None], np.array(row[-1:])


def gradients(row, points, mask, penalty):
    """Return the gradient of error and penalty as a row, layer by layer with the library."""
    W1, b1, W2, b2 = as_arrays(row)
    X, Y = np.hsplit(np.array(points), 2)
    A = np.tanh(dense_forward(X, W1, b1))
    dY = mean_squared_error_grad(dense_forward(A * mask, W2, b2), Y)
    dA, dW2, db2 = dense_backward(dY, A * mask, W2)
    dZ = dropout_backward(dA, mask) * (1 - A**2)
    _, dW1, db1 = dense_backward(dZ, X, W1)
    dW1, dW2 = dW1 + l2_grad(W1, alpha=penalty), dW2 + l2_grad(W2, alpha=penalty)
    return np.append(np.column_stack([dW1[0], db1, dW2[:, 0]]).ravel(), db2)


@pytest.mark.parametrize("s", SETTINGS, ids=IDS)
def test_training_is_the_librarys_update_for_update(s, evaluate):
    run = evaluate(
        "overfitting",
        f"(() => {{ const r = m.run(given), history = r.until({STEPS}, true);"
        " return {history, masks: r.masks, points: r.points}; })()",
        s,
    )
    optimizer, row = Adam(lr=0.02), {"w": np.array(run["history"][0]["p"])}
    state = optimizer.init(row)
    for mask in run["masks"]:
        g = gradients(row["w"], run["points"], np.array(mask), s["penalty"])
        row, state = optimizer.step(row, {"w": g}, state)
    assert len(run["masks"]) == 5 * STEPS
    np.testing.assert_allclose(run["history"][-1]["p"], row["w"], rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("s", SETTINGS, ids=IDS)
def test_errors_are_measured_with_all_units(s, evaluate):
    told = evaluate(
        "overfitting",
        "(() => { const r = m.run(given);"
        " return {...r.until(2)[2], held: r.held, points: r.points}; })()",
        s,
    )
    W1, b1, W2, b2 = as_arrays(told["p"])
    for name, points in [("training", told["points"]), ("heldOut", told["held"])]:
        X, Y = np.hsplit(np.array(points), 2)
        error = mean_squared_error(np.tanh(X @ W1 + b1) @ W2 + b2, Y)
        np.testing.assert_allclose(told[name], error, rtol=1e-9)


def test_the_gradient_equals_central_differences(evaluate):
    """Of error plus penalty, with a mask of dropout held fixed."""
    rng = np.random.default_rng(5)
    p, points = rng.normal(size=13), rng.normal(size=(7, 2))
    mask = (rng.random((7, 4)) >= 0.4) / 0.6
    given = {"p": p.tolist(), "points": points.tolist(), "masks": mask.tolist()}
    found = evaluate("overfitting", "m.gradient(given.p, given.points, given.masks, 0.3)", given)

    def loss(row):
        W1, b1, W2, b2 = as_arrays(row)
        Yhat = np.tanh(points[:, :1] @ W1 + b1) * mask @ W2 + b2
        return mean_squared_error(Yhat, points[:, 1:]) + l2(W1, alpha=0.3) + l2(W2, alpha=0.3)

    np.testing.assert_allclose(found, numerical_gradient(loss, p), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("dropout", [0.2, 0.5, 0.7])
def test_a_mask_drops_its_share_and_scales_the_rest(dropout, evaluate):
    s = {"units": 50, "penalty": 0, "dropout": dropout, "points": 100, "seed": 1}
    masks = np.array(
        evaluate(
            "overfitting",
            "(() => { const r = m.run(given); r.until(1, true); return r.masks; })()",
            s,
        )
    )
    np.testing.assert_allclose(masks[masks > 0], 1 / (1 - dropout))
    np.testing.assert_allclose(np.mean(masks == 0), dropout, atol=0.02)


def test_without_dropout_every_unit_takes_part(evaluate):
    s = {"units": 5, "penalty": 0, "dropout": 0, "points": 10, "seed": 1}
    masks = evaluate(
        "overfitting", "(() => { const r = m.run(given); r.until(1, true); return r.masks; })()", s
    )
    assert np.all(np.array(masks) == 1)


def ends(evaluate, **changes):
    """Return the mean (training, held-out) errors after 2000 updates over three seeds."""
    script = (
        "[1, 2, 3].map((seed) => { const h = m.run({...base.defaults(m.spec),"
        " ...given, seed}).until(400).at(-1); return [h.training, h.heldOut]; })"
    )
    return np.mean(evaluate("overfitting", script, changes), axis=0)


def test_the_first_setting_overfits_and_a_penalty_helps(evaluate):
    """The held-out error is what falls; the training error rises."""
    training, held_out = ends(evaluate)
    penalised_training, penalised = ends(evaluate, penalty=0.001)
    assert held_out > 5 * training
    assert penalised < 0.75 * held_out
    assert penalised_training > training


def test_more_points_overfit_less_and_one_unit_underfits(evaluate):
    _, held_out = ends(evaluate)
    assert ends(evaluate, points=100)[1] < 0.7 * held_out
    assert ends(evaluate, units=1)[0] > 10 * ends(evaluate)[0]
