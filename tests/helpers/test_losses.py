"""Losses and the gradients that start backpropagation."""

import numpy as np
import pytest
import torch
from hypothesis import given

from helpers import losses
from helpers.gradient_check import numerical_gradient
from tests.helpers.strategies import SIZES, arrays, assert_equal_up_to_rounding, labelled_logits

LOGITS = np.array([[1000.0], [-1000.0], [1000.0], [-1000.0], [40.0], [0.0]])
LABELS = np.array([[1.0], [0.0], [0.0], [1.0], [0.0], [1.0]])


def with_torch(loss, output, target):
    """Return a loss and its gradient as torch computes them."""
    output = torch.tensor(output, requires_grad=True)
    value = loss(output, torch.tensor(target))
    value.backward()
    return value.item(), output.grad.numpy()


@given(pair=labelled_logits())
def test_binary_cross_entropy_equals_torch(pair):
    value, gradient = with_torch(torch.nn.BCEWithLogitsLoss(), *pair)
    assert_equal_up_to_rounding(losses.binary_cross_entropy(*pair), value)
    assert_equal_up_to_rounding(losses.binary_cross_entropy_grad(*pair), gradient)


@given(Y=arrays(SIZES.flatmap(lambda N: SIZES.map(lambda K: (N, K)))))
def test_half_squared_error_is_half_k_times_torchs(Y):
    Yhat, K = np.roll(Y, 1, axis=1) + 0.5, Y.shape[1]
    value, gradient = with_torch(torch.nn.MSELoss(), Yhat, Y)
    assert_equal_up_to_rounding(losses.half_squared_error(Yhat, Y), value * K / 2)
    assert_equal_up_to_rounding(losses.half_squared_error_grad(Yhat, Y), gradient * K / 2)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "half_squared_error"])
@given(pair=labelled_logits())
def test_gradient_equals_central_differences(name, pair):
    output, target = pair
    numerical = numerical_gradient(lambda o: getattr(losses, name)(o, target), output)
    gradient = getattr(losses, f"{name}_grad")(output, target)
    assert_equal_up_to_rounding(gradient, numerical, tolerance=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_binary_cross_entropy_is_right_where_exp_overflows(dtype):
    z, y = LOGITS.astype(dtype), LABELS.astype(dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, gradient = losses.binary_cross_entropy(z, y), losses.binary_cross_entropy_grad(z, y)
    assert value == pytest.approx((2000 + 40 + np.log(2)) / 6, rel=1e-6)
    expected = np.array([[0.0], [0.0], [1.0], [-1.0], [1.0], [-0.5]]) / 6
    np.testing.assert_allclose(gradient, expected, atol=1e-16)


@pytest.mark.parametrize("grad", [losses.binary_cross_entropy_grad, losses.half_squared_error_grad])
def test_float32_stays_float32(grad):
    assert grad(LOGITS.astype(np.float32), LABELS.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize(
    "function", [losses.binary_cross_entropy, losses.half_squared_error], ids=lambda f: f.__name__
)
def test_a_loss_is_a_python_float(function):
    assert type(function(LOGITS, LABELS)) is float


@pytest.mark.parametrize(
    "name",
    [
        "binary_cross_entropy",
        "binary_cross_entropy_grad",
        "half_squared_error",
        "half_squared_error_grad",
    ],
)
def test_a_column_against_a_row_is_refused_with_both_shapes(name):
    with pytest.raises(ValueError, match=r"\(6, 1\), .*\(6,\)"):
        getattr(losses, name)(LOGITS, LABELS.ravel())


@pytest.mark.parametrize("function", [losses.half_squared_error, losses.half_squared_error_grad])
def test_predictions_need_one_row_per_example(function):
    with pytest.raises(ValueError, match=r"Yhat must be 2-D.* \(6,\)"):
        function(LOGITS.ravel(), LABELS.ravel())
