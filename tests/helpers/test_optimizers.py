"""Every optimizer takes torch's steps, changes nothing in place and refuses what does not fit."""

import dataclasses

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from helpers import optimizers
from helpers.optimizers import SGD, Adam, AdamW, Momentum, Nesterov, PyTorchMomentum
from tests.helpers.strategies import GENERATORS, arrays, assert_equal_up_to_rounding

PAIRS = {
    "SGD": (SGD(lr=0.1), torch.optim.SGD, {"lr": 0.1}),
    "Momentum": (
        Momentum(lr=0.1, momentum=0.8),
        torch.optim.SGD,
        {"lr": 0.1, "momentum": 0.8},
    ),
    "PyTorchMomentum": (
        PyTorchMomentum(lr=0.1, momentum=0.8),
        torch.optim.SGD,
        {"lr": 0.1, "momentum": 0.8},
    ),
    "Nesterov": (
        Nesterov(lr=0.1, momentum=0.8),
        torch.optim.SGD,
        {"lr": 0.1, "momentum": 0.8, "nesterov": True},
    ),
    "AdaGrad": (optimizers.AdaGrad(), torch.optim.Adagrad, {}),
    "RMSProp": (optimizers.RMSProp(), torch.optim.RMSprop, {}),
    "RMSProp alpha": (
        optimizers.RMSProp(lr=0.05, alpha=0.7, eps=1e-3),
        torch.optim.RMSprop,
        {"lr": 0.05, "alpha": 0.7, "eps": 1e-3},
    ),
    "Adam": (Adam(), torch.optim.Adam, {}),
    "Adam betas": (
        Adam(lr=0.05, beta1=0.7, beta2=0.9, eps=1e-3),
        torch.optim.Adam,
        {"lr": 0.05, "betas": (0.7, 0.9), "eps": 1e-3},
    ),
    "AdamW": (AdamW(), torch.optim.AdamW, {}),
}
each_optimizer = pytest.mark.parametrize(
    "optimizer", [ours for ours, _, _ in PAIRS.values()], ids=list(PAIRS)
)


def loss(parameters):
    """A loss with steep and flat directions, for arrays as for tensors; its kinks are nowhere."""
    return sum((w**4 / 4 + (i + 1) * w**2 / 2 - w).sum() for i, w in enumerate(parameters))


def gradients(parameters):
    return {name: w**3 + (i + 1) * w - 1 for i, (name, w) in enumerate(parameters.items())}


def trajectory(optimizer, parameters, steps=20):
    state = optimizer.init(parameters)
    for _ in range(steps):
        parameters, state = optimizer.step(parameters, gradients(parameters), state)
        yield parameters


def torch_trajectory(kind, options, parameters, steps=20):
    tensors = [torch.tensor(w, requires_grad=True) for w in parameters.values()]
    optimizer = kind(tensors, **options)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(tensors).backward()
        optimizer.step()
        yield [t.detach().numpy().copy() for t in tensors]


@pytest.mark.parametrize("weight_decay", [None, 0.0, 0.3])
@pytest.mark.parametrize(("ours", "kind", "options"), PAIRS.values(), ids=list(PAIRS))
@settings(max_examples=8)
@given(W=arrays(), b=arrays())
def test_20_steps_equal_torchs(ours, kind, options, weight_decay, W, b):
    if weight_decay is not None:
        ours = dataclasses.replace(ours, weight_decay=weight_decay)
        options = {**options, "weight_decay": weight_decay}
    parameters = {"W": W / 4, "b": b / 4}
    theirs = torch_trajectory(kind, options, parameters)
    for our_step, their_step in zip(trajectory(ours, parameters), theirs, strict=True):
        for w, expected in zip(our_step.values(), their_step, strict=True):
            assert_equal_up_to_rounding(w, expected)


@each_optimizer
def test_a_step_changes_neither_parameters_gradients_nor_state(optimizer):
    parameters = {"W": np.arange(6.0).reshape(2, 3), "b": np.ones(3)}
    g = gradients(parameters)
    _, state = optimizer.step(parameters, g, optimizer.init(parameters))
    everything = [parameters, g, *(state[name] for name in optimizer.quantities)]
    for array in (a for named in everything for a in named.values()):
        array.flags.writeable = False
    t = state["t"]
    optimizer.step(parameters, g, state)
    assert state["t"] == t


@each_optimizer
def test_float32_stays_float32_in_parameters_and_state(optimizer):
    parameters = {"W": np.ones((2, 3), np.float32)}
    optimizer = dataclasses.replace(optimizer, weight_decay=0.1)
    new, state = optimizer.step(parameters, gradients(parameters), optimizer.init(parameters))
    kept = [state[name]["W"] for name in optimizer.quantities]
    assert {a.dtype for a in (new["W"], *kept)} == {np.dtype(np.float32)}


@each_optimizer
def test_the_same_state_gives_the_same_step(optimizer):
    parameters = {"W": np.ones(3)}
    state = optimizer.init(parameters)
    first, second = (optimizer.step(parameters, gradients(parameters), state) for _ in range(2))
    assert first[0]["W"].tolist() == second[0]["W"].tolist()


@given(rng=GENERATORS)
def test_the_two_forms_of_momentum_part_when_the_rate_changes(rng):
    start = {"w": rng.normal(size=3)}
    ends = []
    for kind in (Momentum, PyTorchMomentum):
        parameters, state = start, kind(lr=0.1).init(start)
        for lr in (0.1, 0.01):
            parameters, state = kind(lr=lr).step(parameters, {"w": np.ones(3)}, state)
        ends.append(start["w"] - parameters["w"])
    assert_equal_up_to_rounding(ends[0], np.full(3, 0.1 + 0.09 + 0.01), 1e-9)
    assert_equal_up_to_rounding(ends[1], np.full(3, 0.1 + 0.01 * 1.9), 1e-9)


def test_velocity_tends_to_the_rate_times_the_gradient_over_one_minus_momentum():
    w, optimizer = {"w": np.zeros(1)}, Momentum(lr=0.1, momentum=0.5)
    state = optimizer.init(w)
    for _ in range(60):
        w, state = optimizer.step(w, {"w": np.array([3.0])}, state)
    assert state["v"]["w"] == pytest.approx(-0.1 * 3 / (1 - 0.5))


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_adams_first_step_has_length_lr_whatever_the_gradient(size):
    w, optimizer = {"w": np.zeros(2)}, Adam(lr=0.01)
    w, _ = optimizer.step(w, {"w": np.array([size, -size])}, optimizer.init(w))
    assert w["w"] == pytest.approx([-0.01, 0.01], rel=1e-4)


def test_decoupled_decay_shrinks_without_a_gradient_by_one_factor():
    w, optimizer = {"w": np.array([1.0, -4.0])}, AdamW(lr=0.1, weight_decay=0.5)
    w, _ = optimizer.step(w, {"w": np.zeros(2)}, optimizer.init(w))
    assert w["w"] == pytest.approx([0.95, -3.8])


W = {"W": np.ones((2, 3))}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: SGD(lr=-0.1), r"lr must be finite and at least 0, but is -0\.1"),
        (lambda: SGD(lr=float("nan")), "lr must be finite and at least 0, but is nan"),
        (lambda: SGD(lr=0.1, weight_decay=-1), "weight_decay must .* but is -1"),
        (lambda: Momentum(lr=0.1, momentum=1.0), r"momentum must be in \[0, 1\), but is 1\.0"),
        (lambda: Adam(beta2=1.5), r"beta2 must be in \[0, 1\), but is 1\.5"),
        (lambda: optimizers.RMSProp(alpha=-0.1), r"alpha must be in \[0, 1\), but is -0\.1"),
        (lambda: Adam().step(W, {"V": W["W"]}, Adam().init(W)), r"\['V'\] but .* \['W'\]"),
        (
            lambda: Adam().step(W, {"W": np.ones(3)}, Adam().init(W)),
            r"gradient of W has shape \(3,\), but W has shape \(2, 3\)",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
