"""Activations and their derivatives: equal to torch, to central differences, and stable."""

from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers import activations
from helpers.activations import ACTIVATIONS, Activation, activation, relu_grad, sigmoid
from helpers.gradient_check import numerical_gradient
from tests.helpers.strategies import GENERATORS, arrays, assert_equal_up_to_rounding

functional = torch.nn.functional


def with_option(name, **option):
    """Return the activation of that name with its slope or alpha set."""
    return Activation(*(partial(f, **option) for f in ACTIVATIONS[name]))


OURS = {
    **ACTIVATIONS,
    "leaky_relu(0.1)": with_option("leaky_relu", slope=0.1),
    "elu(0.5)": with_option("elu", alpha=0.5),
}
TORCH = {
    "identity": lambda z: z * 1,
    "relu": torch.relu,
    "leaky_relu": functional.leaky_relu,
    "leaky_relu(0.1)": partial(functional.leaky_relu, negative_slope=0.1),
    "elu": functional.elu,
    "elu(0.5)": partial(functional.elu, alpha=0.5),
    "softplus": lambda z: torch.logaddexp(z, torch.zeros_like(z)),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "sign": torch.sign,
}
LARGE = np.array([-1000.0, -100.0, -30.0, 0.0, 30.0, 100.0, 1000.0])
LARGE_ROWS = np.array([[1000.0, -1000.0, 999.0, 0.0], [-1000.0, -1000.0, -1001.0, -1000.0]])

each_activation = pytest.mark.parametrize("name", OURS)
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
    function, grad = OURS[name]
    a, da = with_torch(name, Z)
    assert_equal_up_to_rounding(function(Z), a)
    assert_equal_up_to_rounding(grad(Z), da)


@each_activation
@given(Z=arrays())
def test_derivative_equals_central_differences(name, Z):
    Z = np.clip(Z, -3, 3)  # further out tanh is so flat that rounding drowns the differences
    function, grad = OURS[name]
    numerical = numerical_gradient(lambda z: np.sum(function(z)), Z)
    assert_equal_up_to_rounding(grad(Z), numerical, tolerance=1e-7)


@each_activation
def test_at_0_the_derivative_is_torchs(name):
    if name != "sign":
        assert OURS[name].grad(np.zeros(1)) == with_torch(name, np.zeros(1))[1]


@each_dtype
@each_activation
def test_large_pre_activations_overflow_nothing(name, dtype):
    function, grad = OURS[name]
    Z = LARGE.astype(dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        got = function(Z), grad(Z)
    a, da = with_torch(name, Z)
    np.testing.assert_allclose(got[0], a, rtol=1e-6, atol=1e-40)
    np.testing.assert_allclose(got[1], da, rtol=1e-6, atol=1e-12)


@each_dtype
@each_activation
def test_dtype_and_shape_are_kept(name, dtype):
    for Z in (LARGE.astype(dtype), np.zeros((0, 3), dtype), np.array(2, dtype)):
        for function in OURS[name]:
            assert (function(Z).dtype, function(Z).shape) == (dtype, Z.shape)


@each_activation
def test_whole_numbers_have_the_derivative_of_the_same_floats(name):
    grad = OURS[name].grad
    np.testing.assert_array_equal(grad([-2, 1, 3]), grad([-2.0, 1.0, 3.0]))


def test_sigmoid_of_a_very_negative_logit_keeps_its_digits():
    assert sigmoid(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-12, abs=0)


def test_softplus_and_elu_of_a_small_number_keep_its_digits():
    assert activations.softplus(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-12, abs=0)
    assert activations.elu(-1e-12) == pytest.approx(-1e-12, rel=1e-11, abs=0)


def test_relu_has_derivative_0_at_0():
    assert relu_grad(np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 1]


def test_identity_returns_a_copy():
    Z = np.zeros(3)
    assert not np.shares_memory(activation("identity").function(Z), Z)


# Activations of a row: each as (function of Z, vjp of dA and Z), and torch's function.


def torch_maxout(z, pieces):
    return z.unflatten(-1, (-1, pieces)).max(dim=-1).values


def torch_one_hot_argmax(z):
    return functional.one_hot(z.argmax(dim=-1), z.shape[-1]).to(z.dtype) + 0 * z


def maxout_of(pieces):
    return (
        partial(activations.maxout, pieces=pieces),
        partial(activations.maxout_vjp, pieces=pieces),
        partial(torch_maxout, pieces=pieces),
    )


OF_ROWS = {
    "softmax": (
        activations.softmax,
        lambda dA, Z: activations.softmax_vjp(dA, activations.softmax(Z)),
        partial(torch.softmax, dim=-1),
    ),
    "maxout(1)": maxout_of(1),
    "maxout(2)": maxout_of(2),
    "maxout(3)": maxout_of(3),
    "one_hot_argmax": (
        activations.one_hot_argmax,
        activations.one_hot_argmax_vjp,
        torch_one_hot_argmax,
    ),
}
each_of_rows = pytest.mark.parametrize(
    ("function", "vjp", "theirs"), OF_ROWS.values(), ids=list(OF_ROWS)
)


@st.composite
def rows(draw, batches=(0, 1, 2, 5), widths=(6, 12)):
    """Z of shape (N, K) with distinct entries, and a generator for the upstream gradient."""
    rng, N, K = draw(GENERATORS), draw(st.sampled_from(batches)), draw(st.sampled_from(widths))
    return rng.permuted(np.linspace(-3, 3, N * K)).reshape(N, K), rng


@each_of_rows
@given(drawn=rows())
def test_row_function_and_vjp_equal_torch(function, vjp, theirs, drawn):
    Z, rng = drawn
    z = torch.tensor(Z, requires_grad=True)
    if len(Z):
        a = theirs(z)
        dA = rng.normal(size=a.shape)
        a.backward(torch.tensor(dA))
        assert_equal_up_to_rounding(function(Z), a.detach())
        assert_equal_up_to_rounding(vjp(dA, Z), z.grad)
    else:
        dA = np.zeros_like(function(Z))
        assert (len(dA), vjp(dA, Z).shape) == (0, Z.shape)


@each_of_rows
@given(drawn=rows(batches=(1, 2, 5)))
def test_row_vjp_equals_central_differences(function, vjp, theirs, drawn):
    Z, rng = drawn
    dA = rng.normal(size=function(Z).shape)
    numerical = numerical_gradient(lambda Z: np.sum(dA * function(Z)), Z)
    assert_equal_up_to_rounding(vjp(dA, Z), numerical, tolerance=1e-7)


@each_dtype
def test_softmax_is_right_where_exp_overflows(dtype):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        A = activations.softmax(LARGE_ROWS.astype(dtype))
    expected = torch.softmax(torch.tensor(LARGE_ROWS.astype(dtype)), dim=-1)
    np.testing.assert_allclose(A, expected, rtol=1e-6)
    np.testing.assert_allclose(A.sum(axis=1), 1, rtol=1e-6)


@each_dtype
@pytest.mark.parametrize("name", ["softmax", "maxout(2)", "one_hot_argmax"])
def test_row_functions_keep_the_dtype(name, dtype):
    function, vjp, _ = OF_ROWS[name]
    A = function(LARGE_ROWS.astype(dtype))
    assert (A.dtype, vjp(A, LARGE_ROWS.astype(dtype)).dtype) == (dtype, dtype)


def test_softmax_of_images_is_over_the_last_axis():
    Z = np.random.default_rng(0).normal(size=(2, 3, 4))
    np.testing.assert_allclose(activations.softmax(Z).sum(axis=-1), 1)


def test_in_a_tie_the_first_column_wins_all():
    Z, dA = np.zeros((1, 4)), np.array([[2.0, 3.0]])
    assert activations.maxout_vjp(dA, Z, pieces=2).tolist() == [[2, 0, 3, 0]]
    assert activations.one_hot_argmax(Z).tolist() == [[1, 0, 0, 0]]


Z = np.ones((2, 6))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: activation("swish"), r"'swish'; there are identity, relu, leaky_relu, elu"),
        (lambda: activations.leaky_relu(Z, slope=-0.1), "slope must be.*at least 0, but is -0.1"),
        (lambda: activations.leaky_relu_grad(Z, slope=np.nan), "slope.*nan"),
        (lambda: activations.elu(Z, alpha=np.inf), "alpha.*inf"),
        (lambda: activations.elu_grad(Z, alpha=-2), "alpha.*-2"),
        (lambda: activations.softmax(1.0), r"\(N, K\), but got shape \(\)"),
        (lambda: activations.softmax(Z[:, :0]), r"shape \(2, 0\)"),
        (lambda: activations.softmax_vjp(Z[:, :1], Z), r"dA \(2, 1\), A \(2, 6\)"),
        (lambda: activations.maxout(Z, pieces=4), "6 columns do not divide into groups of 4"),
        (lambda: activations.maxout(Z, pieces=0), "groups of 0"),
        (lambda: activations.maxout_vjp(Z, Z, pieces=2), r"dA \(2, 6\), A \(2, 3\)"),
        (lambda: activations.one_hot_argmax(Z[:, :0]), r"shape \(2, 0\)"),
        (lambda: activations.one_hot_argmax_vjp(Z[0], Z), r"dA \(6,\), Z \(2, 6\)"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_offending_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
