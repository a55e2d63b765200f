"""Activations and their derivatives: equal to torch, to central differences, and stable."""

import numpy as np
import pytest
import torch
from hypothesis import given

from helpers.activations import ACTIVATIONS, activation, relu_grad, sigmoid
from helpers.gradient_check import numerical_gradient
from tests.helpers.strategies import arrays, assert_equal_up_to_rounding

TORCH = {
    "identity": lambda z: z * 1,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
}
LARGE = np.array([-1000.0, -100.0, -30.0, 0.0, 30.0, 100.0, 1000.0])

each_activation = pytest.mark.parametrize("name", ACTIVATIONS)
each_dtype = pytest.mark.parametrize("dtype", [np.float32, np.float64])


def with_torch(name, Z):
    """Return the activation and its derivative as torch computes them."""
    z = torch.tensor(Z, requires_grad=True)
    a = TORCH[name](z)
    a.sum().backward()
    return a.detach().numpy(), z.grad.numpy()


@each_activation
@given(Z=arrays())
def test_function_and_derivative_equal_torch(name, Z):
    function, grad = activation(name)
    a, da = with_torch(name, Z)
    assert_equal_up_to_rounding(function(Z), a)
    assert_equal_up_to_rounding(grad(Z), da)


@each_activation
@given(Z=arrays())
def test_derivative_equals_central_differences(name, Z):
    function, grad = activation(name)
    numerical = numerical_gradient(lambda z: np.sum(function(z)), Z)
    assert_equal_up_to_rounding(grad(Z), numerical, tolerance=1e-7)


@each_dtype
@each_activation
def test_large_pre_activations_overflow_nothing(name, dtype):
    function, grad = activation(name)
    Z = LARGE.astype(dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        got = function(Z), grad(Z)
    a, da = with_torch(name, Z)
    np.testing.assert_allclose(got[0], a, rtol=1e-6, atol=1e-40)
    np.testing.assert_allclose(got[1], da, rtol=1e-6, atol=1e-12)


@each_dtype
@each_activation
def test_dtype_is_kept(name, dtype):
    function, grad = activation(name)
    Z = LARGE.astype(dtype)
    assert (function(Z).dtype, grad(Z).dtype) == (dtype, dtype)


def test_sigmoid_of_a_very_negative_logit_keeps_its_digits():
    assert sigmoid(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-12)


def test_relu_has_derivative_0_at_0():
    assert relu_grad(np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 1]


def test_identity_returns_a_copy():
    Z = np.zeros(3)
    assert not np.shares_memory(activation("identity").function(Z), Z)


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'swish'; there are identity, relu, sigmoid, tanh"):
        activation("swish")
