"""Sequential networks of every layer: torch's outputs and gradients, central differences."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import initializers
from helpers.gradient_check import gradient_check
from helpers.network import mlp, mlp_forward, sequential
from helpers.network_layers import (
    Activation,
    AveragePool2d,
    BatchNorm,
    Conv2d,
    Dense,
    Dropout,
    Flatten,
    LayerNorm,
    MaxPool2d,
)
from tests.helpers.strategies import GENERATORS, SIZES, assert_equal_up_to_rounding

CONVOLUTIONAL = [
    Conv2d(2, 3, (3, 2), stride=(1, 2), padding=1),
    BatchNorm(3),
    Activation("tanh"),
    MaxPool2d(3, stride=2),
    Conv2d(3, 4, 2, dilation=2, padding="same"),
    AveragePool2d((2, 1)),
    Flatten(),
    Dense(4 * 1 * 2, 5),
    LayerNorm(5),
    Activation("sigmoid"),
    Dense(5, 3),
]
IMAGES = (4, 2, 6, 9)


def moved(network, rng):
    """Return the network with every parameter away from its initial 0 or 1."""
    parameters = {n: w + rng.normal(size=w.shape) / 4 for n, w in network.parameters.items()}
    return network.updated(parameters, network.forward(rng.normal(size=IMAGES), training=True)[1])


@pytest.fixture(scope="module")
def network():
    rng = np.random.default_rng(0)
    return moved(sequential(CONVOLUTIONAL, rng), rng)


def torch_twin(network):
    nn, p = torch.nn, network.parameters
    twin = nn.Sequential(
        nn.Conv2d(2, 3, (3, 2), stride=(1, 2), padding=1),
        nn.BatchNorm2d(3),
        nn.Tanh(),
        nn.MaxPool2d(3, stride=2),
        nn.Conv2d(3, 4, 2, dilation=2, padding="same"),
        nn.AvgPool2d((2, 1)),
        nn.Flatten(),
        nn.Linear(8, 5),
        nn.LayerNorm(5),
        nn.Sigmoid(),
        nn.Linear(5, 3),
    ).double()
    arrays = [w.T if w.ndim == 2 else w for w in p.values()]
    with torch.no_grad():
        for ours, theirs in zip(arrays, twin.parameters(), strict=True):
            theirs.copy_(torch.tensor(ours))
        for name in ("running_mean", "running_var"):
            getattr(twin[1], name).copy_(torch.tensor(network.statistics[f"2.{name}"]))
    return twin


def one_vector(arrays):
    return np.concatenate([np.ravel(a) for a in arrays])


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
def test_outputs_gradients_and_statistics_equal_torchs(network, training):
    rng = np.random.default_rng(1)
    X, dA = rng.normal(size=IMAGES), rng.normal(size=(4, 3))
    twin = torch_twin(network).train(training)
    theirs = twin(torch.tensor(X))
    theirs.backward(torch.tensor(dA))
    A, cache = network.forward(X, training=training)
    assert_equal_up_to_rounding(A, theirs.detach())
    expected = [p.grad.T if p.ndim == 2 else p.grad for p in twin.parameters()]
    ours = network.backward(dA, cache).values()
    assert [g.shape for g in ours] == [tuple(g.shape) for g in expected]
    # As one vector: the bias before batch normalization has gradient 0, up to rounding.
    assert_equal_up_to_rounding(one_vector(ours), one_vector(expected))
    after = network.updated(network.parameters, cache).statistics
    for name in ("running_mean", "running_var"):
        assert_equal_up_to_rounding(after[f"2.{name}"], getattr(twin[1], name))


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
def test_gradients_equal_central_differences_at_every_index(network, training):
    rng = np.random.default_rng(2)
    X, dA = rng.normal(size=IMAGES), rng.normal(size=(4, 3))

    def loss(parameters):
        changed = type(network)(network.layers, parameters, network.statistics)
        return float(np.sum(dA * changed.forward(X, training=training)[0]))

    gradients = network.backward(dA, network.forward(X, training=training)[1])
    worst = gradient_check(loss, network.parameters, gradients)
    assert worst.error < 1e-6 or abs(worst.gradient - worst.numerical) < 1e-8, str(worst)


@settings(max_examples=25)
@given(
    rng=GENERATORS,
    N=st.integers(0, 6),
    sizes=st.lists(SIZES, min_size=2, max_size=5),
    name=st.sampled_from(["relu", "tanh", "sigmoid"]),
)
def test_an_mlp_equals_torch_over_drawn_shapes(rng, N, sizes, name):
    network = mlp(sizes, name, rng)
    X, dZ = rng.normal(size=(N, sizes[0])), rng.normal(size=(N, sizes[-1]))
    theirs = [torch.tensor(w, requires_grad=True) for w in network.parameters.values()]
    a = torch.tensor(X)
    for i in range(0, len(theirs), 2):
        a = a if i == 0 else getattr(torch, name)(a)
        a = a @ theirs[i] + theirs[i + 1]
    a.backward(torch.tensor(dZ))
    Z, cache = network.forward(X)
    assert_equal_up_to_rounding(Z, a.detach())
    for ours, w in zip(network.backward(dZ, cache).values(), theirs, strict=True):
        assert_equal_up_to_rounding(ours, w.grad)


@settings(max_examples=20)
@given(rng=GENERATORS, sizes=st.lists(SIZES, min_size=2, max_size=4))
def test_an_mlp_is_the_one_of_chapter_6(rng, sizes):
    network, X = mlp(sizes, "tanh", rng), rng.normal(size=(3, sizes[0]))
    count = len(sizes) - 1
    pairs = [
        (network.parameters[f"{i}.W"], network.parameters[f"{i}.b"]) for i in range(1, len(sizes))
    ]
    expected = mlp_forward(X, pairs, ["tanh"] * (count - 1) + ["identity"])[0]
    assert network(X).tolist() == expected.tolist()


@pytest.mark.parametrize(
    "first",
    [Dense(3, 2), Conv2d(1, 2, 2), BatchNorm(3), LayerNorm(3), Activation("relu"), Flatten()],
    ids=lambda layer: type(layer).__name__,
)
def test_the_first_layers_gradients_are_those_of_its_backward(first):
    rng = np.random.default_rng(3)
    X = rng.normal(size=(4, 1, 3, 3) if isinstance(first, Conv2d) else (4, 3))
    values = first.parameters(rng) | first.statistics()
    A, cache = first.forward(X, values, training=True, rng=rng)
    alone, both = first.parameter_gradients(A, values, cache), first.backward(A, values, cache)
    assert alone.keys() == both[1].keys() == first.parameters(rng).keys()
    assert all(np.array_equal(alone[name], both[1][name]) for name in alone)


def test_the_number_in_a_key_counts_layers_with_parameters():
    network = sequential(CONVOLUTIONAL, np.random.default_rng(0))
    letters = {key.partition(".")[0]: key.partition(".")[2] for key in network.parameters}
    assert list(letters) == ["1", "2", "3", "4", "5", "6"]
    assert set(network.statistics) == {"2.running_mean", "2.running_var"}


@pytest.mark.parametrize(
    ("sizes", "count"), [((2, 4, 1), 17), ((5, 20, 3), 183), ((784, 100, 10), 79_510)]
)
def test_parameter_counts(sizes, count):
    parameters = mlp(sizes, "relu", np.random.default_rng(0)).parameters
    assert sum(w.size for w in parameters.values()) == count


def test_weights_are_drawn_by_the_given_initializer():
    rng = np.random.default_rng(0)
    small, he = (
        mlp((400, 50, 2), "relu", rng),
        mlp((400, 50, 2), "relu", rng, weights=initializers.he_normal),
    )
    assert small.parameters["1.W"].std() == pytest.approx(0.05, rel=0.05)
    assert he.parameters["1.W"].std() == pytest.approx(0.05 * 2**0.5, rel=0.05)


def test_float32_stays_float32_from_images_to_gradients():
    network = sequential(CONVOLUTIONAL, np.random.default_rng(0), dtype=np.float32)
    A, cache = network.forward(np.ones(IMAGES, np.float32), training=True)
    after = network.updated(network.parameters, cache)
    arrays = [A, *network.backward(A, cache).values(), *after.statistics.values()]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}


def test_training_a_step_leaves_the_network_and_its_input_alone():
    rng = np.random.default_rng(0)
    network, X = sequential(CONVOLUTIONAL, rng), rng.normal(size=IMAGES)
    for array in (X, *network.parameters.values(), *network.statistics.values()):
        array.flags.writeable = False
    A, cache = network.forward(X, training=True)
    A.flags.writeable = False
    network.backward(A, cache)
    assert network.updated({}, cache).parameters == {}
    assert network.statistics["2.running_var"].tolist() == [1, 1, 1]


def test_dropout_drops_in_training_only_and_routes_gradients_by_its_mask():
    network = sequential([Dropout(0.5), Dense(100, 1)], np.random.default_rng(0))
    X = np.ones((2, 100))
    _, cache = network.forward(X, training=True, rng=np.random.default_rng(1))
    assert set(np.unique(cache[0])) == {0.0, 2.0}
    dW = network.backward(np.array([[1.0], [0.0]]), cache)["1.W"]
    assert dW.ravel().tolist() == cache[0][0].tolist()
    assert network(X).tolist() == (X @ network.parameters["1.W"]).tolist()


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mlp((5,), "relu", RNG), r"is \(5,\)"),
        (lambda: mlp((5, 0), "relu", RNG), r"is \(5, 0\)"),
        (lambda: mlp((5, 3, 2), "swish", RNG), "'swish'"),
        (lambda: sequential([], RNG), r"at least one layer, but got \(\)"),
        (lambda: Dense(2, -1), "fan_out must be an integer of at least 1, but is -1"),
        (lambda: Dense(2.5, 1), r"fan_in must be an integer of at least 1, but is 2\.5"),
        (lambda: Conv2d(1, 2, (3, 0)), "kernel_width .* but is 0"),
        (lambda: BatchNorm(0), "channels .* but is 0"),
        (lambda: LayerNorm((3, 0)), "shape .* but is 0"),
        (lambda: Dropout(1.0), r"\[0, 1\), but is 1\.0"),
        (lambda: Activation("swish"), "'swish'"),
        (lambda: mlp((2, 1), "relu", RNG)(np.ones((4, 3))), r"fan_in = 3.* \(2, 1\)"),
        (
            lambda: sequential([Dropout(0.5)], RNG).forward(np.ones((1, 2)), training=True),
            "needs a numpy.random.Generator",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
