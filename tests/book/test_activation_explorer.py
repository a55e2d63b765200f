"""The activations of the figure are the library's, and so are the gradients in its chain."""

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS, Activation, leaky_relu, leaky_relu_grad
from helpers.network import mlp_backward, mlp_forward

NAMES = {
    "identity": "identity",
    "relu": "relu",
    "leaky01": "leaky_relu",
    "elu": "elu",
    "softplus": "softplus",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "sign": "sign",
}
STEEPER = Activation(lambda Z: leaky_relu(Z, slope=0.1), lambda Z: leaky_relu_grad(Z, slope=0.1))
BY_NAME = {name: ACTIVATIONS[theirs] for name, theirs in NAMES.items()} | {"leaky1": STEEPER}


def test_every_activation_of_the_figure_is_compared_here(evaluate):
    assert set(evaluate("activation-explorer", "Object.keys(m.ACTIVATIONS)")) == set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_values_and_derivatives_equal_the_library(name, evaluate):
    z = np.concatenate([np.linspace(-6, 6, 241), [-1000, -40, 40, 700]])
    f, grad = evaluate(
        "activation-explorer",
        f"[given.map(m.ACTIVATIONS.{name}.f), given.map(m.ACTIVATIONS.{name}.grad)]",
        z.tolist(),
    )
    np.testing.assert_allclose(f, BY_NAME[name].function(z), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(grad, BY_NAME[name].grad(z), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
def test_the_chains_gradients_are_those_of_a_network_of_one_unit_a_layer(name, evaluate):
    rng = np.random.default_rng(2)
    settings = [
        {
            "activation": name,
            "z": float(rng.uniform(-2, 2)),
            "weight": float(rng.uniform(-2, 2)),
            "layers": int(rng.integers(1, 12)),
        }
        for _ in range(30)
    ]
    for s, chain in zip(
        settings, evaluate("activation-explorer", "given.map(m.chain)", settings), strict=True
    ):
        n, W = s["layers"], np.array([[s["weight"]]])
        parameters, activations = [(W, np.zeros(1))] * n, [NAMES[name]] * n
        out, cache = mlp_forward(np.array([[s["z"]]]), parameters, activations)
        values = [A[0, 0] for A, _ in cache] + [out[0, 0]]
        np.testing.assert_allclose(chain["values"], values, rtol=1e-12, atol=1e-300)
        for layer in range(n):  # dW = a_l * da_n/dz_(l+1), and da_n/da_l = w * da_n/dz_(l+1)
            grads = mlp_backward(
                np.ones((1, 1)), parameters[layer:], activations[layer:], cache[layer:]
            )
            expected = grads[0][1][0] * s["weight"]  # db is da_n/dz_(l+1)
            np.testing.assert_allclose(
                chain["gradients"][layer], expected, rtol=1e-10, atol=1e-300, err_msg=str(s)
            )
        assert chain["gradients"][n] == 1


def test_a_chain_of_sigmoids_shrinks_the_gradient_at_least_fourfold_a_layer(evaluate):
    s = {"activation": "sigmoid", "z": 0, "weight": 1, "layers": 10}
    assert evaluate("activation-explorer", "m.chain(given).gradients[0]", s) <= 0.25**10
