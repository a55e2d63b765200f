"""Dropout, inverted and classic."""

import numpy as np
import pytest

from helpers.gradient_check import numerical_gradient
from helpers.layers import classic_dropout_forward, dropout_backward, dropout_forward

EACH = pytest.mark.parametrize(
    "forward", [dropout_forward, classic_dropout_forward], ids=["inverted", "classic"]
)
X = np.arange(1.0, 20001).reshape(100, 200)


def rng():
    return np.random.default_rng(3)


@EACH
@pytest.mark.parametrize("p", [0.1, 0.3, 0.9])
def test_p_is_the_probability_to_drop(forward, p):
    A, _ = forward(X, p=p, rng=rng())
    assert np.mean(A == 0) == pytest.approx(p, abs=0.02)


@pytest.mark.parametrize(("forward", "scale"), [(dropout_forward, 4), (classic_dropout_forward, 1)])
def test_what_is_kept_is_scaled_by_the_inverted_form_only(forward, scale):
    A, mask = forward(X, p=0.75, rng=rng())
    np.testing.assert_array_equal(A[A != 0], scale * X[A != 0])
    assert set(np.unique(mask)) == {0, scale}


@pytest.mark.parametrize(
    ("forward", "scale"), [(dropout_forward, 1), (classic_dropout_forward, 0.25)]
)
def test_inference_drops_nothing_and_is_scaled_by_the_classic_form_only(forward, scale):
    A, mask = forward(X, p=0.75, rng=None, training=False)
    np.testing.assert_array_equal(A, scale * X)
    np.testing.assert_array_equal(mask, np.full(X.shape, scale))


@EACH
def test_the_mean_of_training_is_inference(forward):
    one, generator = np.ones(20000), rng()
    trained = forward(one, p=0.3, rng=generator)[0].mean()
    assert trained == pytest.approx(forward(one, p=0.3, rng=None, training=False)[0][0], abs=0.02)


@EACH
@pytest.mark.parametrize("training", [True, False])
def test_backward_equals_central_differences_at_every_index(forward, training):
    small = X[:3, :4] / 10
    dA = np.cos(small)
    _, mask = forward(small, p=0.4, rng=rng(), training=training)
    numerical = numerical_gradient(
        lambda X: np.sum(dA * forward(X, p=0.4, rng=rng(), training=training)[0]), small
    )
    np.testing.assert_allclose(dropout_backward(dA, mask), numerical, rtol=1e-7, atol=1e-9)


@EACH
@pytest.mark.parametrize("training", [True, False])
def test_float32_stays_float32(forward, training):
    A, mask = forward(X.astype(np.float32), p=0.4, rng=rng(), training=training)
    assert {A.dtype, mask.dtype, dropout_backward(A, mask).dtype} == {np.dtype(np.float32)}


@EACH
def test_the_same_generator_drops_the_same(forward):
    np.testing.assert_array_equal(*(forward(X, p=0.5, rng=rng())[0] for _ in range(2)))


@EACH
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("p", [-0.1, 1, 1.5, float("nan")])
def test_p_outside_0_to_1_is_refused(forward, p, training):
    with pytest.raises(ValueError, match=rf"\[0, 1\), but is {p}"):
        forward(X, p=p, rng=rng(), training=training)


def test_a_mask_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"\(100, 200\).*\(200,\)"):
        dropout_backward(X, np.ones(200))
