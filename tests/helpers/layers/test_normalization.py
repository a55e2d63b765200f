"""Batch and layer normalization against torch and central differences."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.gradient_check import numerical_gradient
from helpers.layers import (
    batch_norm_backward,
    batch_norm_forward,
    layer_norm_backward,
    layer_norm_forward,
    running_statistics,
)
from tests.helpers.layers.images import assert_gradients_equal_torchs
from tests.helpers.strategies import GENERATORS, assert_equal_up_to_rounding

TRAINING = pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
SIDES = st.integers(1, 4)
IMAGE_SHAPES = st.tuples(SIDES, SIDES, SIDES, st.integers(2, 5))
ROW_SHAPES = st.tuples(st.integers(2, 6), SIDES)


@st.composite
def batches(draw):
    """X (N, C) or (N, C, H, W), gamma, beta and running averages that are not the first ones."""
    rng, shape = draw(GENERATORS), draw(IMAGE_SHAPES | ROW_SHAPES)
    X = rng.normal(loc=1, scale=2, size=shape)
    gamma, beta, mean = rng.normal(size=(3, shape[1]))
    return X, gamma, beta, (mean, rng.uniform(0.5, 2, size=shape[1])), rng


@TRAINING
@given(batch=batches(), momentum=st.sampled_from([0.1, 0.3, 1.0]))
@settings(max_examples=30)
def test_batch_norm_equals_torch(training, batch, momentum):
    X, gamma, beta, running, rng = batch

    def theirs(X, gamma, beta):
        copies = [torch.tensor(r) for r in running]
        Z = torch.nn.functional.batch_norm(X, *copies, gamma, beta, training, momentum)
        kept[:] = copies
        return Z

    kept = []
    options = {"training": training, "momentum": momentum}
    Z, cache, after = batch_norm_forward(X, gamma, beta, running, **options)
    assert_equal_up_to_rounding(Z, theirs(*map(torch.tensor, (X, gamma, beta))))
    for ours, buffer in zip(after, kept, strict=True):
        assert_equal_up_to_rounding(ours, buffer)
    dZ = rng.normal(size=X.shape)
    assert_gradients_equal_torchs(theirs, (X, gamma, beta), dZ, batch_norm_backward(dZ, cache))


@given(rng=GENERATORS, shape=st.lists(SIDES, min_size=1, max_size=3), features=st.integers(1, 3))
@settings(max_examples=30)
def test_layer_norm_equals_torch(rng, shape, features):
    shape = (*shape, 2 + features)  # a single feature is its own mean, and all is rounding
    features = shape[1:][-features:]
    X, dZ = rng.normal(loc=1, scale=2, size=(2, *shape))
    gamma, beta = rng.normal(size=(2, *features))

    def theirs(X, gamma, beta):
        return torch.nn.functional.layer_norm(X, features, gamma, beta)

    Z, cache = layer_norm_forward(X, gamma, beta)
    assert_equal_up_to_rounding(Z, theirs(*map(torch.tensor, (X, gamma, beta))))
    assert_gradients_equal_torchs(theirs, (X, gamma, beta), dZ, layer_norm_backward(dZ, cache))


def assert_gradients_equal_numerical(forward, arrays, gradients, dZ):
    for i, gradient in enumerate(gradients):

        def loss(value, i=i):
            return np.sum(dZ * forward(*arrays[:i], value, *arrays[i + 1 :]))

        assert_equal_up_to_rounding(gradient, numerical_gradient(loss, arrays[i]), tolerance=1e-6)


@TRAINING
@pytest.mark.parametrize("shape", [(5, 3), (2, 3, 2, 4)], ids=str)
def test_batch_norm_backward_equals_central_differences_at_every_index(training, shape):
    rng = np.random.default_rng(0)
    X, dZ = rng.normal(size=(2, *shape))
    gamma, beta = rng.normal(size=(2, shape[1]))

    def forward(X, gamma, beta):
        return batch_norm_forward(X, gamma, beta, running_statistics(3), training=training)

    gradients = batch_norm_backward(dZ, forward(X, gamma, beta)[1])
    arrays = (X, gamma, beta)
    assert_gradients_equal_numerical(lambda *a: forward(*a)[0], arrays, gradients, dZ)


@pytest.mark.parametrize("features", [(4,), (3, 4), (2, 3, 4)], ids=str)
def test_layer_norm_backward_equals_central_differences_at_every_index(features):
    rng = np.random.default_rng(0)
    X, dZ = rng.normal(size=(2, 2, 2, 3, 4))
    arrays = (X, *rng.normal(size=(2, *features)))
    gradients = layer_norm_backward(dZ, layer_norm_forward(*arrays)[1])
    assert_gradients_equal_numerical(lambda *a: layer_norm_forward(*a)[0], arrays, gradients, dZ)


X, ONES, RUNNING = np.arange(24.0).reshape(2, 3, 4), np.ones(3), running_statistics(3)
ROWS = np.arange(12.0).reshape(4, 3)


def test_float32_stays_float32():
    rows, ones = ROWS.astype(np.float32), ONES.astype(np.float32)
    for training in (True, False):
        Z, cache, _ = batch_norm_forward(rows, ones, ones, RUNNING, training=training)
        assert {Z.dtype, *(g.dtype for g in batch_norm_backward(Z, cache))} == {rows.dtype}
    Z, cache = layer_norm_forward(rows, ones, ones)
    assert {Z.dtype, *(g.dtype for g in layer_norm_backward(Z, cache))} == {rows.dtype}


def test_inference_leaves_the_running_averages():
    assert batch_norm_forward(ROWS, ONES, ONES, RUNNING, training=False)[2] is RUNNING


@pytest.mark.parametrize("shape", [(1, 3), (1, 3, 1, 1), (0, 3)], ids=str)
def test_a_single_value_per_channel_has_no_variance_to_train_with(shape):
    rows = np.ones(shape)
    with pytest.raises(ValueError, match=f"more than one value per channel.* has {len(rows)}"):
        batch_norm_forward(rows, ONES, ONES, RUNNING, training=True)
    assert batch_norm_forward(rows, ONES, ONES, RUNNING, training=False)[0].shape == shape


def test_one_image_is_a_batch_for_its_pixels():
    X = np.arange(12.0).reshape(1, 3, 2, 2)
    Z, _, _ = batch_norm_forward(X, ONES, 0 * ONES, RUNNING, training=True)
    np.testing.assert_allclose(Z.mean(axis=(0, 2, 3)), 0, atol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: batch_norm_forward(X, ONES, ONES, RUNNING, training=True), r"\(2, 3, 4\)"),
        (
            lambda: batch_norm_forward(ROWS, ONES[:2], ONES, RUNNING, training=True),
            r"gamma must have shape \(3,\).* \(2,\)",
        ),
        (
            lambda: batch_norm_forward(ROWS, ONES, ONES[:1], RUNNING, training=True),
            r"beta must have shape \(3,\).* \(1,\)",
        ),
        (
            lambda: batch_norm_forward(ROWS, ONES, ONES, running_statistics(2), training=False),
            r"running.mean must have shape \(3,\).* \(2,\)",
        ),
        (
            lambda: batch_norm_forward(ROWS, ONES, ONES, RUNNING, training=True, momentum=1.5),
            r"momentum must be in \[0, 1\], but is 1.5",
        ),
        (
            lambda: batch_norm_backward(
                X, batch_norm_forward(ROWS, ONES, ONES, RUNNING, training=True)[1]
            ),
            r"\(4, 3\), that of Z, but has \(2, 3, 4\)",
        ),
        (lambda: running_statistics(0), "channels must be at least 1, but is 0"),
        (lambda: layer_norm_forward(ROWS, ONES[:2], ONES[:2]), r"\(4, 3\), gamma \(2,\)"),
        (lambda: layer_norm_forward(ROWS, ONES, ONES[:2]), r"gamma \(3,\), beta \(2,\)"),
        (lambda: layer_norm_forward(ROWS, np.float64(1), np.float64(1)), r"gamma \(\)"),
        (
            lambda: layer_norm_backward(ROWS[:2], layer_norm_forward(ROWS, ONES, ONES)[1]),
            r"\(4, 3\), that of Z, but has \(2, 3\)",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
