"""The instrument itself: it passes right gradients and finds a wrong entry wherever it is."""

import numpy as np
import pytest
from hypothesis import given

from helpers.gradient_check import gradient_check, numerical_gradient, relative_error
from tests.helpers.strategies import arrays, assert_equal_up_to_rounding

PARAMETERS = {
    "W": np.arange(1.0, 7).reshape(2, 3),
    "b": np.array([0.5, -1.5, 2.0]),
    "scale": np.array(3.0),
}
EVERY_INDEX = [(name, i) for name, p in PARAMETERS.items() for i in np.ndindex(p.shape)]


def loss(p):
    return float(p["scale"] * (np.sum(p["W"] ** 2) + np.sum(np.sin(p["b"]))))


def right_gradients():
    W, b, scale = PARAMETERS.values()
    return {"W": 2 * scale * W, "b": scale * np.cos(b), "scale": np.array(loss(PARAMETERS) / scale)}


@given(x=arrays())
def test_central_differences_are_exact_for_a_quadratic(x):
    assert_equal_up_to_rounding(numerical_gradient(lambda v: np.sum(v**2), x), 2 * x, 1e-7)


def test_a_right_gradient_stays_below_1e_7():
    assert gradient_check(loss, PARAMETERS, right_gradients()).error < 1e-7


@pytest.mark.parametrize(("name", "index"), EVERY_INDEX, ids=str)
@pytest.mark.parametrize("wrong", [lambda g: g * 1.01, lambda g: -g, lambda g: np.nan * g, np.exp2])
def test_one_wrong_entry_is_found_and_named(name, index, wrong):
    gradients = right_gradients()
    gradients[name][index] = wrong(gradients[name][index])
    worst = gradient_check(loss, PARAMETERS, gradients)
    assert (worst.name, worst.index) == (name, index)
    assert worst.error > 1e-3
    assert f"{name}{list(index)}" in str(worst)


def test_an_infinite_entry_is_the_worst():
    gradients = right_gradients()
    gradients["b"][1] = np.inf
    worst = gradient_check(loss, PARAMETERS, gradients)
    assert (worst.name, worst.index, worst.error) == ("b", (1,), np.inf)


def test_integer_parameters_are_not_rounded():
    assert numerical_gradient(lambda v: np.sum(v**2), np.array([1, 2])) == pytest.approx([2, 4])


def test_relative_error_is_0_for_equal_1_for_opposite_and_0_for_two_negligible_numbers():
    got = relative_error([2.0, 2.0, 0.0, 1e-20], [2.0, -2.0, 0.0, -1e-20])
    assert got == pytest.approx([0, 1, 0, 0], abs=1e-10)


def test_other_names_are_refused_by_name():
    with pytest.raises(ValueError, match=r"\['W'\] but the parameters are \['W', 'b', 'scale'\]"):
        gradient_check(loss, PARAMETERS, {"W": PARAMETERS["W"]})


def test_another_shape_is_refused_with_both():
    gradients = {**right_gradients(), "W": PARAMETERS["W"].T}
    with pytest.raises(ValueError, match=r"W has shape \(3, 2\), but W has shape \(2, 3\)"):
        gradient_check(loss, PARAMETERS, gradients)
