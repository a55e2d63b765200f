"""The training set comes out with mean 0 and variance 1; other data by the same statistics."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from helpers.data import standardization

RNG = np.random.default_rng(0)
X = RNG.normal(size=(200, 3)) * [1, 10, 0.1] + [5, -3, 100]


def test_the_training_set_has_mean_0_and_variance_1_in_every_feature():
    Z = standardization(X).apply(X)
    assert Z.mean(axis=0) == pytest.approx(np.zeros(3), abs=1e-12)
    assert Z.var(axis=0) == pytest.approx(np.ones(3))


def test_other_data_are_shifted_and_scaled_by_the_training_sets_statistics():
    train, test = X[:150], X[150:]
    Z = standardization(train).apply(test)
    assert pytest.approx((test - train.mean(axis=0)) / train.std(axis=0)) == Z
    assert np.abs(Z.mean(axis=0)).max() > 1e-3


def test_one_example_can_be_standardised():
    assert standardization(X).apply(X[0]).shape == (3,)


def test_images_may_share_one_mean_and_one_deviation():
    images = RNG.integers(0, 256, size=(20, 1, 4, 5), dtype=np.uint8)
    fitted = standardization(images, axis=None)
    assert fitted.mean.shape == fitted.std.shape == ()
    assert fitted.apply(images).std() == pytest.approx(1, abs=1e-6)


def test_a_pixel_that_never_varies_becomes_0_and_stays_finite():
    images = np.full((5, 2), 7.0)
    assert np.array_equal(standardization(images).apply(images), np.zeros((5, 2)))


def test_undo_gives_the_data_back():
    fitted = standardization(X)
    assert fitted.undo(fitted.apply(X)) == pytest.approx(X)


@pytest.mark.parametrize(
    ("given", "result"), [("f4", "f4"), ("f8", "f8"), ("u1", "f4"), ("i8", "f8")]
)
def test_types_stay_as_narrow_as_they_are(given, result):
    data = np.arange(6).reshape(3, 2).astype(given)
    assert standardization(data).apply(data).dtype == result


def test_many_float32_values_do_not_lose_the_mean():
    data = np.full((2_000_000, 1), 0.1, dtype=np.float32)
    assert standardization(data).mean == pytest.approx(np.float32(0.1), rel=1e-9)


def test_the_statistics_can_not_be_replaced():
    with pytest.raises(FrozenInstanceError):
        standardization(X).mean = 0


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_refused_with_their_place(bad):
    data = X.copy()
    data[3, 1] = bad
    with pytest.raises(ValueError, match=rf"holds {bad} at index \[3, 1\]"):
        standardization(data)


def test_an_empty_training_set_is_refused():
    with pytest.raises(ValueError, match=r"empty: its shape is \(0, 3\)"):
        standardization(np.zeros((0, 3)))
