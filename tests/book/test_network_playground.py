"""The network of the playground learns exactly as the library's would, batch by batch."""

import numpy as np
import pytest

from helpers.data import synthetic
from helpers.losses import binary_cross_entropy, binary_cross_entropy_grad
from helpers.network import mlp_backward, mlp_forward
from helpers.optimizers import SGD, Adam

SETTINGS = [
    {"data": data, "units": units, "activation": activation, "optimizer": optimizer}
    | {"rate": rate, "batch": batch, "seed": seed}
    for data, units, activation, optimizer, rate, batch, seed in [
        ("disc", 4, "sigmoid", "adam", 0.05, 20, 1),
        ("xor", 1, "tanh", "sgd", 0.3, 50, 2),
        ("moons", 8, "relu", "adam", 0.01, 200, 3),
        ("disc", 3, "relu", "sgd", 0.1, 100, 20),
        ("xor", 5, "tanh", "adam", 0.03, 10, 7),
    ]
]
IDS = [f"{s['data']} {s['units']} {s['activation']} {s['optimizer']}" for s in SETTINGS]
EPOCHS = 4


def as_arrays(row, units):
    """Return [(W1, b1), (W2, b2)] from the figure's row of parameters."""
    per_unit = np.array(row[:-1]).reshape(units, 4)
    return [(per_unit[:, :2].T, per_unit[:, 2]), (per_unit[:, 3:], np.array(row[-1:]))]


def as_row(parameters):
    (W1, b1), (W2, b2) = parameters
    return np.append(np.column_stack([W1.T, b1, W2]).ravel(), b2)


def loss_and_gradients(parameters, X, y, activation):
    activations = [activation, "identity"]
    z, cache = mlp_forward(X, parameters, activations)
    grads = mlp_backward(binary_cross_entropy_grad(z, y), parameters, activations, cache)
    return binary_cross_entropy(z, y), grads


@pytest.mark.parametrize("s", SETTINGS, ids=IDS)
def test_training_is_the_librarys_step_for_step(s, evaluate):
    run = evaluate(
        "network-playground",
        f"(() => {{ const run = m.run(given), history = run.until({EPOCHS});"
        " return {history, order: run.order, ...run.examples}; })()",
        s,
    )
    X, y = np.array(run["X"]), np.array(run["y"])[:, None]
    optimizer = {"sgd": SGD, "adam": Adam}[s["optimizer"]](lr=s["rate"])
    row = {"w": np.array(run["history"][0]["p"])}
    state = optimizer.init(row)
    for batch in run["order"]:
        parameters = as_arrays(row["w"], s["units"])
        _, grads = loss_and_gradients(parameters, X[batch], y[batch], s["activation"])
        row, state = optimizer.step(row, {"w": as_row(grads)}, state)
    np.testing.assert_allclose(run["history"][-1]["p"], row["w"], rtol=1e-8, atol=1e-10)
    loss, _ = loss_and_gradients(as_arrays(row["w"], s["units"]), X, y, s["activation"])
    np.testing.assert_allclose(run["history"][-1]["loss"], loss, rtol=1e-8)


@pytest.mark.parametrize("s", SETTINGS, ids=IDS)
def test_an_epoch_sees_every_example_once(s, evaluate):
    order = evaluate(
        "network-playground", "(() => { const r = m.run(given); r.until(1); return r.order; })()", s
    )
    assert [len(batch) for batch in order] == [s["batch"]] * (200 // s["batch"])
    assert sorted(i for batch in order for i in batch) == list(range(200))


def test_gradients_equal_the_library_on_random_networks(evaluate):
    rng = np.random.default_rng(1)
    cases = []
    for _ in range(60):
        units, n = int(rng.integers(1, 9)), int(rng.integers(1, 7))
        cases.append(
            {
                "p": (3 * rng.normal(size=4 * units + 1)).tolist(),
                "X": rng.uniform(-1, 1, size=(n, 2)).tolist(),
                "y": rng.integers(0, 2, size=n).tolist(),
                "s": {"units": units, "activation": ["sigmoid", "tanh", "relu"][len(cases) % 3]},
            }
        )
    found = evaluate(
        "network-playground", "given.map((c) => m.gradient(c.p, [...c.y.keys()], c, c.s))", cases
    )
    for case, gradient in zip(cases, found, strict=True):
        X, y = np.array(case["X"]), np.array(case["y"])[:, None]
        parameters = as_arrays(case["p"], case["s"]["units"])
        _, grads = loss_and_gradients(parameters, X, y, case["s"]["activation"])
        np.testing.assert_allclose(gradient, as_row(grads), rtol=1e-9, atol=1e-13)


def test_the_discs_labels_are_as_likely_as_the_librarys(evaluate):
    X = np.random.default_rng(3).uniform(-1, 1, size=(200, 2))
    found = evaluate("network-playground", "given.map(m.discProbability)", X.tolist())
    expected = synthetic.noisy_disc_probability((X + 1) / 2)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize("name", ["disc", "xor", "moons"])
def test_a_set_has_both_labels_and_stays_on_the_map(name, evaluate):
    data = evaluate("network-playground", "m.data(given)", {"data": name, "seed": 1})
    assert 0.2 < np.mean(data["y"]) < 0.8
    assert np.mean(np.abs(data["X"]) <= 1) > 0.99


@pytest.mark.parametrize(
    ("s", "right"),
    [({"data": "disc"}, 0.85), ({"data": "xor"}, 0.95), ({"data": "moons"}, 0.95)],
    ids=["disc", "xor", "moons"],
)
def test_the_first_setting_learns_every_set(s, right, evaluate):
    """Four sigmoid units, Adam, 400 epochs, as the figure stands when the page opens."""
    last = "m.run({...base.defaults(m.spec), ...given}).until(400).at(-1).accuracy"
    assert evaluate("network-playground", last, s) > right
