"""An epoch of mini-batches: every example once, with its own label, in a new order."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.minibatches import minibatches
from tests.helpers.strategies import GENERATORS, SIZES

each_split = given(rng=GENERATORS, N=st.integers(0, 20), B=SIZES)


def numbered(N):
    """X (N, 2) and y (N,): both say which example a row is."""
    return np.stack([np.arange(N), -np.arange(N)], axis=1).astype(float), np.arange(N)


def epoch_labels(N, B, rng):
    return [y.tolist() for _, y in minibatches(*numbered(N), B, rng)]


@each_split
def test_every_example_comes_exactly_once_an_epoch(rng, N, B):
    assert sorted(itertools.chain(*epoch_labels(N, B, rng))) == list(range(N))


@each_split
def test_each_row_keeps_its_label(rng, N, B):
    for X, y in minibatches(*numbered(N), B, rng):
        assert X[:, 0].tolist() == y.tolist()
        assert X[:, 1].tolist() == (-y).tolist()


@each_split
def test_all_batches_are_full_but_a_ragged_last_one(rng, N, B):
    sizes = [len(labels) for labels in epoch_labels(N, B, rng)]
    assert sizes == [B] * (N // B) + [N % B] * (N % B > 0)


@pytest.mark.parametrize(
    ("N", "B", "steps"), [(50_000, 100, 500), (1000, 10, 100), (1797, 100, 18)]
)
def test_steps_an_epoch(N, B, steps):
    assert len(epoch_labels(N, B, np.random.default_rng(0))) == steps


def test_the_next_epoch_has_another_order():
    rng = np.random.default_rng(0)
    assert epoch_labels(50, 50, rng) != epoch_labels(50, 50, rng)


def test_sorted_labels_are_mixed():
    y = np.repeat([0, 1], 50)
    first = next(minibatches(y, y, 20, np.random.default_rng(0)))[1]
    assert 0 < first.mean() < 1


def test_the_same_generator_gives_the_same_epoch():
    first, second = (epoch_labels(20, 3, np.random.default_rng(3)) for _ in range(2))
    assert first == second


def test_every_first_example_is_equally_likely():
    rng = np.random.default_rng(4)
    counts = np.bincount([epoch_labels(4, 1, rng)[0][0] for _ in range(2000)])
    assert counts == pytest.approx(500, rel=0.15)


def test_images_keep_their_axes_and_dtypes():
    X, y = np.zeros((5, 1, 3, 4), np.float32), np.zeros(5, np.uint8)
    X_batch, y_batch = next(minibatches(X, y, 2, np.random.default_rng(0)))
    assert (X_batch.shape, X_batch.dtype, y_batch.dtype) == ((2, 1, 3, 4), X.dtype, y.dtype)


def test_a_batch_is_a_copy():
    X, y = numbered(4)
    X_batch, y_batch = next(minibatches(X, y, 4, np.random.default_rng(0)))
    assert not np.shares_memory(X, X_batch)
    assert not np.shares_memory(y, y_batch)


X, Y, RNG = np.ones((3, 2)), np.ones(3), np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: minibatches(X, Y[:2], 2, RNG), r"\(3, 2\) and \(2,\)"),
        (lambda: minibatches(np.float64(3), Y, 2, RNG), r"\(\) and \(3,\)"),
        (lambda: minibatches(X, Y, 0, RNG), "at least 1, but is 0"),
        (lambda: minibatches(X, Y, -1, RNG), "at least 1, but is -1"),
        (lambda: minibatches(X, Y, 1.5, RNG), r"at least 1, but is 1\.5"),
    ],
)
def test_what_does_not_fit_is_refused_before_the_first_batch(call, message):
    with pytest.raises(ValueError, match=message):
        call()
