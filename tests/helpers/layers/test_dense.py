"""The fully connected layer, forward and backward."""

import numpy as np
import pytest
import torch
from hypothesis import given

from helpers.gradient_check import numerical_gradient
from helpers.layers import dense_backward, dense_forward
from tests.helpers.strategies import assert_equal_up_to_rounding, dense_layers


@given(layer=dense_layers())
def test_forward_and_backward_equal_torch(layer):
    X, W, b, dZ = layer
    x, w, c = (torch.tensor(a, requires_grad=True) for a in (X, W, b))
    z = torch.nn.functional.linear(x, w.T, c)
    z.backward(torch.tensor(dZ))
    assert_equal_up_to_rounding(dense_forward(X, W, b), z.detach())
    for ours, theirs in zip(dense_backward(dZ, X, W), (x.grad, w.grad, c.grad), strict=True):
        assert_equal_up_to_rounding(ours, theirs)


@given(layer=dense_layers())
def test_backward_equals_central_differences(layer):
    X, W, b, dZ = layer
    dX, dW, db = dense_backward(dZ, X, W)

    def close(gradient, f, x):
        assert_equal_up_to_rounding(gradient, numerical_gradient(f, x), tolerance=1e-7)

    close(dX, lambda X: np.sum(dZ * dense_forward(X, W, b)), X)
    close(dW, lambda W: np.sum(dZ * dense_forward(X, W, b)), W)
    close(db, lambda b: np.sum(dZ * dense_forward(X, W, b)), b)


@given(layer=dense_layers())
def test_float32_stays_float32(layer):
    X, W, b, dZ = (a.astype(np.float32) for a in layer)
    assert dense_forward(X, W, b).dtype == np.float32
    assert {g.dtype for g in dense_backward(dZ, X, W)} == {np.dtype(np.float32)}


X, W, B, DZ = np.ones((2, 3)), np.ones((3, 4)), np.ones(4), np.ones((2, 4))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: dense_forward(X[0], W, B), r"X must be 2-D.* \(3,\)"),
        (lambda: dense_forward(X, W.T, B), r"fan_in = 3.* \(4, 3\)"),
        (lambda: dense_forward(X, W[:, 0], B), r"fan_in = 3.* \(3,\)"),
        (lambda: dense_forward(X, W, B[:1]), r"\(4,\) to match W, but has \(1,\)"),
        (lambda: dense_backward(DZ[:, :1], X, W), r"\(2, 4\).* \(2, 1\)"),
        (lambda: dense_backward(DZ[0], X, W), r"\(2, 4\).* \(4,\)"),
        (lambda: dense_backward(DZ, X[0], W), r"X must be 2-D.* \(3,\)"),
        (lambda: dense_backward(DZ, X, W.T), r"fan_in = 3.* \(4, 3\)"),
    ],
)
def test_a_wrong_shape_is_refused_with_the_shape_that_was_expected(call, message):
    with pytest.raises(ValueError, match=message):
        call()
