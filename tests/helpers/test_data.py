"""The noisy disc: its labels follow its probabilities, and a seed repeats it."""

import numpy as np
import pytest

from helpers.data import noisy_disc, noisy_disc_probability


def probabilities():
    """P(y = 1) at the midpoints of a fine grid over the unit square: means are integrals."""
    side = (np.arange(500) + 0.5) / 500
    return noisy_disc_probability(np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2))


def test_the_best_possible_accuracy_is_0_881():
    p = probabilities()
    assert np.maximum(p, 1 - p).mean() == pytest.approx(0.881, abs=5e-4)


def test_always_naming_the_majority_is_right_for_0_70():
    assert 1 - probabilities().mean() == pytest.approx(0.70, abs=5e-3)


def test_labels_are_drawn_with_the_stated_probability():
    X, y = noisy_disc(40_000, np.random.default_rng(1))
    inside = noisy_disc_probability(X) > 0.5
    for region in (inside, ~inside):
        assert y[region].mean() == pytest.approx(noisy_disc_probability(X[region]).mean(), abs=0.02)


def test_points_fill_the_unit_square_and_labels_are_0_and_1():
    X, y = noisy_disc(400, np.random.default_rng(2))
    assert (X.shape, y.shape, set(y)) == ((400, 2), (400,), {0.0, 1.0})
    assert 0 <= X.min() < 0.02 < 0.98 < X.max() <= 1


def test_the_same_generator_gives_the_same_data():
    first, second = (noisy_disc(20, np.random.default_rng(3)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_negative_number_of_points_is_refused():
    with pytest.raises(ValueError, match="-1"):
        noisy_disc(-1, np.random.default_rng(0))
