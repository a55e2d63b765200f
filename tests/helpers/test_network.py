"""The multilayer perceptron against torch's autograd and central differences."""

import numpy as np
import pytest
import torch
from hypothesis import given

from helpers.gradient_check import gradient_check
from helpers.network import mlp_backward, mlp_forward, mlp_parameters
from tests.helpers.strategies import GENERATORS, assert_equal_up_to_rounding, networks

TORCH = {"identity": lambda z: z, "relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}


def gradients(X, parameters, names):
    """Return what the network computes, and the gradients of half its sum of squares."""
    A, cache = mlp_forward(X, parameters, names)
    return A, mlp_backward(A, parameters, names, cache)


@given(network=networks())
def test_output_and_gradients_equal_torchs_autograd(network):
    X, parameters, names = network
    theirs = [[torch.tensor(p, requires_grad=True) for p in layer] for layer in parameters]
    a = torch.tensor(X)
    for (w, b), name in zip(theirs, names, strict=True):
        a = TORCH[name](a @ w + b)
    (a**2).sum().div(2).backward()

    A, ours = gradients(*network)
    assert_equal_up_to_rounding(A, a.detach())
    for (dW, db), (w, b) in zip(ours, theirs, strict=True):
        assert_equal_up_to_rounding(dW, w.grad)
        assert_equal_up_to_rounding(db, b.grad)


@given(network=networks(names=("identity", "sigmoid", "tanh")))
def test_gradients_equal_central_differences_at_every_index(network):
    X, parameters, names = network

    def loss(named):
        pairs = [(named[f"W{i}"], named[f"b{i}"]) for i in range(len(parameters))]
        return np.sum(mlp_forward(X, pairs, names)[0] ** 2) / 2

    def named(pairs):
        return {
            f"{letter}{i}": p
            for i, pair in enumerate(pairs)
            for letter, p in zip("Wb", pair, strict=True)
        }

    size = max(1.0, *(np.abs(g).max() for pair in gradients(*network)[1] for g in pair))
    ours = named([(dW / size, db / size) for dW, db in gradients(*network)[1]])
    worst = gradient_check(lambda p: loss(p) / size, named(parameters), ours)
    assert worst.error < 1e-6 or abs(worst.gradient - worst.numerical) < 1e-9, str(worst)


@given(network=networks())
def test_float32_stays_float32(network):
    X, parameters, names = network
    small = [(W.astype(np.float32), b.astype(np.float32)) for W, b in parameters]
    A, ours = gradients(X.astype(np.float32), small, names)
    assert {A.dtype, *(g.dtype for pair in ours for g in pair)} == {np.dtype(np.float32)}


@given(network=networks())
def test_the_cache_holds_each_layers_input_and_pre_activation(network):
    X, parameters, names = network
    _, cache = mlp_forward(X, parameters, names)
    assert cache[0][0] is X
    assert [Z.shape for _, Z in cache] == [(len(X), len(b)) for _, b in parameters]


@given(rng=GENERATORS)
def test_initial_weights_have_variance_one_over_fan_in_and_biases_are_zero(rng):
    (W, b), (W2, _) = mlp_parameters((100, 60, 3), rng)
    assert W.std() == pytest.approx(0.1, rel=0.1)
    assert (W.shape, W2.shape, b.tolist()) == ((100, 60), (60, 3), [0] * 60)


RNG = np.random.default_rng(0)
PARAMETERS = mlp_parameters((2, 3, 2), RNG)
CACHE = mlp_forward(np.ones((4, 2)), PARAMETERS, ["relu", "relu"])[1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mlp_parameters((5,), RNG), r"is \(5,\)"),
        (lambda: mlp_parameters((5, 0), RNG), r"is \(5, 0\)"),
        (lambda: mlp_forward(np.ones((4, 2)), PARAMETERS, ["relu"]), r"2 layers.*\['relu'\]"),
        (lambda: mlp_forward(np.ones((4, 2)), PARAMETERS, ["relu", "selu"]), "'selu'"),
        (lambda: mlp_forward(np.ones((4, 3)), PARAMETERS, ["relu", "relu"]), r"\(2, 3\)"),
        (lambda: mlp_backward(np.ones((4, 2)), PARAMETERS, ["relu"], CACHE), r"\['relu'\]"),
        (lambda: mlp_backward(np.ones((4, 1)), PARAMETERS, ["relu"] * 2, CACHE), r"\(4, 1\)"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
