"""Pooling and flattening against torch and central differences."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.gradient_check import numerical_gradient
from helpers.layers import (
    average_pool2d_backward,
    average_pool2d_forward,
    flatten_backward,
    flatten_forward,
    max_pool2d_backward,
    max_pool2d_forward,
)
from tests.helpers.layers.images import assert_gradients_equal_torchs, poolings
from tests.helpers.strategies import assert_equal_up_to_rounding

EACH = pytest.mark.parametrize(
    ("forward", "backward", "theirs"),
    [
        (max_pool2d_forward, max_pool2d_backward, torch.nn.functional.max_pool2d),
        (average_pool2d_forward, average_pool2d_backward, torch.nn.functional.avg_pool2d),
    ],
    ids=["max", "average"],
)


@EACH
@given(layer=poolings())
@settings(max_examples=30)
def test_forward_and_backward_equal_torch_with_overlap_and_ties(forward, backward, theirs, layer):
    X, kernel, stride, rng = layer
    A = forward(X, kernel, stride=stride)
    assert_equal_up_to_rounding(A, theirs(torch.tensor(X), kernel, stride))
    dA = rng.normal(size=A.shape)
    dX = backward(dA, X, kernel, stride=stride)
    assert_gradients_equal_torchs(lambda X: theirs(X, kernel, stride), [X], dA, [dX])


@EACH
@given(layer=poolings(batch=st.integers(1, 2)))
@settings(max_examples=10)
def test_backward_equals_central_differences_where_nothing_ties(forward, backward, theirs, layer):
    X, kernel, stride, rng = layer
    X = rng.permutation(X.size).reshape(X.shape).astype(float)
    dA = rng.normal(size=forward(X, kernel, stride=stride).shape)
    numerical = numerical_gradient(lambda X: np.sum(dA * forward(X, kernel, stride=stride)), X)
    dX = backward(dA, X, kernel, stride=stride)
    assert_equal_up_to_rounding(dX, numerical, tolerance=1e-7)


X = np.arange(2 * 3 * 4 * 6, dtype=np.float32).reshape(2, 3, 4, 6)


@EACH
def test_windows_do_not_overlap_unless_told_and_float32_stays(forward, backward, theirs):
    A = forward(X, (2, 3))
    dX = backward(A, X, (2, 3))
    assert A.shape == (2, 3, 2, 2)
    assert {A.dtype, dX.dtype} == {np.dtype(np.float32)}


@EACH
@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: f(X[0], 2), r"X must be \(N, C, H, W\).*\(3, 4, 6\)"),
        (lambda f: f(X, 5), "kernel spans 5 pixels but the padded input has 4"),
        (lambda f: f(X, (0, 2)), "kernel must be at least 1, but is 0"),
        (lambda f: f(X, 2, stride=0), "stride must be at least 1, but is 0"),
        (lambda f: f(X, (2, 2, 2)), r"kernel must be an integer or two, but is \(2, 2, 2\)"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(forward, backward, theirs, call, message):
    with pytest.raises(ValueError, match=message):
        call(forward)
    with pytest.raises(ValueError, match=message):
        call(lambda *args, **options: backward(X, *args, **options))


@EACH
def test_a_gradient_of_another_shape_is_refused(forward, backward, theirs):
    with pytest.raises(ValueError, match=r"\(2, 3, 2, 3\), that of A, but has \(2, 3, 4, 6\)"):
        backward(X, X, 2)


@pytest.mark.parametrize("batch", [0, 1, 2])
def test_flatten_keeps_torchs_order_and_comes_back(batch):
    rows = flatten_forward(X[:batch])
    np.testing.assert_array_equal(rows, torch.flatten(torch.tensor(X[:batch]), 1))
    np.testing.assert_array_equal(flatten_backward(rows, X[:batch]), X[:batch])


def test_flatten_refuses_what_has_no_batch_or_another_shape():
    with pytest.raises(ValueError, match=r"\(N, ...\).*\(3,\)"):
        flatten_forward(np.ones(3))
    with pytest.raises(ValueError, match=r"\(2, 72\).*\(2, 71\)"):
        flatten_backward(np.ones((2, 71)), X)
