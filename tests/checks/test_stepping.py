"""The exercise's optimizers step as the library's do; a step that returns too little is told."""

import numpy as np
import pytest

from helpers import schedules
from helpers.checks import load
from helpers.optimizers import Adam, AdamW, Momentum, RMSProp

CHECK = load("09-optimizers")
SHAPES = {"W": (3, 2), "b": (2,)}


def reference(name):
    return CHECK.tasks[name].reference


def arrays(rng, names=SHAPES):
    return {name: rng.normal(size=SHAPES[name]) for name in names}


@pytest.mark.parametrize(
    ("name", "optimizer", "memory", "options"),
    [
        ("momentum_step", Momentum(lr=0.1, momentum=0.8), "v", (0.1, 0.8)),
        ("rmsprop_step", RMSProp(lr=0.1, alpha=0.9, eps=1e-3), "s", (0.1, 0.9, 1e-3)),
    ],
    ids=["momentum", "rmsprop"],
)
def test_one_array_is_moved_as_the_library_moves_it(name, optimizer, memory, options):
    rng = np.random.default_rng(0)
    parameters = arrays(rng, ["W"])
    state, w, kept = optimizer.init(parameters), parameters["W"], np.zeros((3, 2))
    for _ in range(5):
        gradients = arrays(rng, ["W"])
        parameters, state = optimizer.step(parameters, gradients, state)
        w, kept = reference(name)(w, gradients["W"], kept, *options)
        np.testing.assert_allclose(w, parameters["W"], rtol=1e-12)
        np.testing.assert_allclose(kept, state[memory]["W"], rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "optimizer", "options"),
    [
        ("adam_step", Adam(lr=0.1, beta1=0.7, beta2=0.9), (0.1, 0.7, 0.9)),
        ("adamw_step", AdamW(lr=0.1, weight_decay=0.5), (0.1, 0.5)),
    ],
    ids=["adam", "adamw"],
)
def test_a_network_is_moved_as_the_library_moves_it(name, optimizer, options):
    rng = np.random.default_rng(0)
    parameters = mine = arrays(rng)
    state = optimizer.init(parameters)
    memory = {"t": 0, "m": state["m"], "s": state["v"]}
    for _ in range(5):
        gradients = arrays(rng)
        parameters, state = optimizer.step(parameters, gradients, state)
        mine, memory = reference(name)(mine, gradients, memory, *options)
        for key in SHAPES:
            np.testing.assert_allclose(mine[key], parameters[key], rtol=1e-12)


@pytest.mark.parametrize("step", [0, 3, 9, 10, 30, 49, 50, 60])
def test_the_schedules_are_the_librarys(step):
    assert reference("step_decay")(step, 0.8, 10, 0.5) == schedules.step_decay(
        step, rate=0.8, every=10, factor=0.5
    )
    library = (
        schedules.warm_up(step, rate=0.8, steps=10)
        if step < 10
        else schedules.cosine(step - 10, rate=0.8, steps=40)
    )
    assert reference("cosine_with_warmup")(step, 0.8, 10, 50) == pytest.approx(library, abs=1e-15)


@pytest.mark.parametrize(
    ("returned", "got"),
    [(np.ones(2), "a numpy.ndarray"), ((1, 2, 3), "a tuple of 3"), ({}, "a dict")],
    ids=["array", "three", "dict"],
)
def test_a_step_that_returns_no_pair_is_told_what_is_missing(returned, got):
    report = CHECK.momentum_step(lambda w, g, v, rate, momentum=0.9: returned)
    assert f"expected two things, got {got}: `momentum_step` returns both" in str(report)
    assert report.score == 0
