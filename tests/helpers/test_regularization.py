"""Penalties and their gradients: equal to torch's autograd and weight decay, and to differences."""

from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given

from helpers import regularization
from helpers.gradient_check import numerical_gradient
from tests.helpers.strategies import arrays, assert_equal_up_to_rounding

OPTIONS = {
    "l1": {"alpha": 0.3},
    "l2": {"alpha": 0.3},
    "elastic_net": {"alpha1": 0.3, "alpha2": 0.02},
}
TORCH = {
    "l1": lambda w: 0.3 * w.abs().sum(),
    "l2": lambda w: 0.3 / 2 * (w**2).sum(),
    "elastic_net": lambda w: 0.3 * w.abs().sum() + 0.01 * (w**2).sum(),
}
each_penalty = pytest.mark.parametrize("name", OPTIONS)


def ours(name):
    """Return a penalty and its gradient as functions of the weights."""
    functions = getattr(regularization, name), getattr(regularization, f"{name}_grad")
    return [partial(function, **OPTIONS[name]) for function in functions]


@each_penalty
@given(W=arrays())
def test_penalty_and_gradient_equal_torch(name, W):
    penalty, grad = ours(name)
    w = torch.tensor(W, requires_grad=True)
    value = TORCH[name](w)
    value.backward()
    assert_equal_up_to_rounding(penalty(W), value.item())
    assert_equal_up_to_rounding(grad(W), w.grad)


@each_penalty
@given(W=arrays())
def test_gradient_equals_central_differences(name, W):
    penalty, grad = ours(name)
    assert_equal_up_to_rounding(grad(W), numerical_gradient(penalty, W), tolerance=1e-6)


@given(W=arrays())
def test_l2_is_torchs_weight_decay(W):
    w = torch.tensor(W, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0, weight_decay=0.3)
    w.grad = torch.zeros_like(w)
    optimizer.step()
    assert_equal_up_to_rounding(W - regularization.l2_grad(W, alpha=0.3), w.detach())


@each_penalty
def test_no_weights_cost_nothing_and_zeros_pull_nowhere(name):
    penalty, grad = ours(name)
    assert (penalty(np.zeros((0, 3))), grad(np.zeros((0, 3))).shape) == (0, (0, 3))
    assert grad(np.zeros(2)).tolist() == [0, 0]


@each_penalty
def test_float32_stays_float32_even_with_a_float64_strength(name):
    grad = getattr(regularization, f"{name}_grad")
    options = {key: np.float64(value) for key, value in OPTIONS[name].items()}
    assert grad(np.ones((2, 3), np.float32), **options).dtype == np.float32


@each_penalty
def test_a_penalty_is_a_python_float(name):
    assert type(ours(name)[0](np.ones((2, 3), np.float32))) is float


@pytest.mark.parametrize("end", ["", "_grad"])
@pytest.mark.parametrize("wrong", [-0.1, np.nan, np.inf])
@pytest.mark.parametrize(("name", "option"), [(n, o) for n in OPTIONS for o in OPTIONS[n]])
def test_a_strength_out_of_range_is_refused_by_name(name, option, wrong, end):
    with pytest.raises(ValueError, match=f"{option} must be .* but is {wrong}"):
        getattr(regularization, name + end)(np.ones(2), **{**OPTIONS[name], option: wrong})
