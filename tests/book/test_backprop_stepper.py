"""The backpropagation stepper computes what the library does, in the order that it says."""

import numpy as np
import pytest

from helpers.losses import binary_cross_entropy, binary_cross_entropy_grad
from helpers.network import mlp_backward, mlp_forward

ACTIVATIONS = ["sigmoid", "identity"]
GIVEN = ["x_1", "x_2", "y", "W1_11", "W1_12", "W1_21", "W1_22", "b1_1", "b1_2", "W2_1", "W2_2"]
GIVEN += ["b2"]
PARAMETERS = [id for id in GIVEN if id[0] in "Wb"]


@pytest.fixture
def stepper(evaluate):
    return lambda expression, given=None: evaluate("backprop-stepper", expression, given)


@pytest.fixture(scope="module")
def settings():
    """200 random settings, the last 50 with logits in the hundreds."""
    rng = np.random.default_rng(6)
    scale = np.repeat([2.0, 300.0], [150, 50])
    numbers = rng.normal(size=(200, len(GIVEN))) * scale[:, None]
    rows = [dict(zip(GIVEN, row, strict=True)) for row in numbers.tolist()]
    return [row | {"y": int(rng.integers(2))} for row in rows]


def reference(given):
    """Return every value and gradient that `helpers` finds, by the figure's ids."""
    g = given
    W1 = np.array([[g["W1_11"], g["W1_12"]], [g["W1_21"], g["W1_22"]]])
    W2 = np.array([[g["W2_1"]], [g["W2_2"]]])
    parameters = [(W1, np.array([g["b1_1"], g["b1_2"]])), (W2, np.array([g["b2"]]))]
    X, y = np.array([[g["x_1"], g["x_2"]]]), np.array([[g["y"]]])
    z2, cache = mlp_forward(X, parameters, ACTIVATIONS)
    dz2 = binary_cross_entropy_grad(z2, y)
    (dW1, db1), (dW2, db2) = mlp_backward(dz2, parameters, ACTIVATIONS, cache)
    named = {"z1": cache[0][1][0], "a1": cache[1][0][0], "dW1": dW1, "dW2": dW2[:, 0]}
    named |= {"db1": db1, "dz1": db1, "da1": W2[:, 0] * dz2[0, 0]}
    return by_id(named) | {
        "z2": z2[0, 0],
        "L": binary_cross_entropy(z2, y),
        "dz2": dz2[0, 0],
        "db2": db2[0],
    }


def by_id(arrays):
    """Return {"W1_12": W1[0, 1], ...}: one number an id, its indices counted from 1."""
    return {
        f"{name}_" + "".join(str(i + 1) for i in index): value
        for name, array in arrays.items()
        for index, value in np.ndenumerate(array)
    }


def test_values_and_gradients_equal_the_library(settings, stepper):
    for given, found in zip(settings, stepper("given.map(m.values)", settings), strict=True):
        expected = reference(given)
        assert found.keys() == expected.keys() | given.keys()
        for id, value in expected.items():
            np.testing.assert_allclose(found[id], value, rtol=1e-12, atol=1e-300, err_msg=id)


def test_the_formula_shown_gives_the_value_shown(settings, stepper):
    """Each formula, read as JavaScript, gives the value of what it claims to compute."""
    evaluate = """given.map((g) => {
        const v = m.values(g), {log, exp} = Math, sigmoid = (z) => 1 / (1 + exp(-z));
        return m.STEPS.map(({target, formula}) => [target, v[target], eval(formula
            .replace(/\\{(\\w+)\\}/g, "v.$1").replace(/·/g, "*").replace(/−/g, "-"))]);
    })"""
    for steps in stepper(evaluate, settings[:150]):
        for target, value, formula in steps:
            np.testing.assert_allclose(formula, value, rtol=1e-9, atol=1e-12, err_msg=target)


def test_every_step_uses_only_what_is_known_by_then(stepper):
    known = set(GIVEN)
    for target, used in stepper("m.STEPS.map((s) => [s.target, m.usedIn(s)])"):
        assert set(used) <= known, target
        known.add(target)


def test_the_steps_reach_every_parameters_gradient(stepper):
    targets = stepper("m.STEPS.map((s) => s.target)")
    assert {f"d{id}" for id in PARAMETERS} <= set(targets)


def test_every_step_marks_what_it_computes_and_what_it_uses(stepper):
    """In the drawing: one target row, and as many marked rows as the formula has quantities."""
    count = """m.STEPS.map((s, k) => {
        const svg = m.drawing(k + 1, m.values(m.DEFAULTS));
        const rows = (mark) => svg.match(new RegExp(`bp-row bp-\\\\w+ bp-(${mark})"`, "g")) ?? [];
        return [rows("target").length, rows("kept|given|gradient|forward").length,
                m.usedIn(s).length];
    })"""
    for targets, marked, used in stepper(count):
        assert (targets, marked) == (1, used)
