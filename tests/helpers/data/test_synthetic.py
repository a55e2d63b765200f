"""Labels follow the stated probabilities; the best possible accuracies are integrals."""

from math import erf, sqrt

import numpy as np
import pytest

from helpers.data import (
    noisy_disc,
    noisy_disc_probability,
    noisy_sine,
    spirals,
    spirals_probability,
    two_gaussians,
    two_gaussians_probability,
)

SETS = [noisy_disc, noisy_sine, spirals, two_gaussians]


def probabilities():
    """P(y = 1) at the midpoints of a fine grid over the unit square: means are integrals."""
    side = (np.arange(500) + 0.5) / 500
    return noisy_disc_probability(np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2))


def test_the_discs_best_possible_accuracy_is_0_881():
    p = probabilities()
    assert np.maximum(p, 1 - p).mean() == pytest.approx(0.881, abs=5e-4)


def test_always_naming_the_majority_is_right_for_0_70():
    assert 1 - probabilities().mean() == pytest.approx(0.70, abs=5e-3)


def test_the_discs_labels_are_drawn_with_the_stated_probability():
    X, y = noisy_disc(40_000, np.random.default_rng(1))
    inside = noisy_disc_probability(X) > 0.5
    for region in (inside, ~inside):
        assert y[region].mean() == pytest.approx(noisy_disc_probability(X[region]).mean(), abs=0.02)


def test_the_discs_points_fill_the_unit_square_and_labels_are_0_and_1():
    X, y = noisy_disc(400, np.random.default_rng(2))
    assert (X.shape, y.shape, set(y)) == ((400, 2), (400,), {0.0, 1.0})
    assert 0 <= X.min() < 0.02 < 0.98 < X.max() <= 1


def gaussian_densities(X):
    """The densities of the two labels at X (N, 2), each with its prior of 1/2, shape (2, N)."""
    squares = [((X - sign * np.array([0.6, 0.8])) ** 2).sum(axis=1) for sign in (-1, 1)]
    return np.exp(-np.array(squares) / 2) / (4 * np.pi)


def test_the_gaussians_best_possible_accuracy_is_phi_of_1():
    side, width = np.linspace(-8, 8, 401, retstep=True)
    X = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    best = gaussian_densities(X).max(axis=0).sum() * width**2
    assert best == pytest.approx((1 + erf(1 / sqrt(2))) / 2, abs=1e-5)
    assert best == pytest.approx(0.841, abs=5e-4)


def test_the_gaussians_probability_is_the_share_of_the_density():
    X = np.random.default_rng(0).normal(size=(50, 2))
    zero, one = gaussian_densities(X)
    assert two_gaussians_probability(X) == pytest.approx(one / (zero + one), rel=1e-12)


def test_the_gaussians_are_centred_where_stated_with_unit_spread():
    X, y = two_gaussians(40_000, np.random.default_rng(1))
    assert X[y == 1].mean(axis=0) == pytest.approx([0.6, 0.8], abs=0.03)
    assert X[y == 0].mean(axis=0) == pytest.approx([-0.6, -0.8], abs=0.03)
    assert X[y == 0].std(axis=0) == pytest.approx([1, 1], abs=0.03)


@pytest.mark.parametrize(("classes", "best"), [(2, 0.9999), (3, 0.9912), (5, 0.8838)])
def test_the_spirals_best_possible_accuracy_is_an_integral_over_the_angle(classes, best):
    # Round the arm of label 0, at any radius: only the part nearer to it than to others counts.
    away, width = np.linspace(-np.pi / classes, np.pi / classes, 20_001, retstep=True)
    rounds = away[:, None] + 2 * np.pi * np.arange(-2, 3)
    density = np.exp(-((rounds / 0.4) ** 2) / 2).sum(axis=1) / (0.4 * sqrt(2 * np.pi))
    assert density.sum() * width == pytest.approx(best, abs=1e-4)
    X, y = spirals(40_000, np.random.default_rng(2), classes=classes)
    named = spirals_probability(X, classes=classes).argmax(axis=1)
    assert (named == y).mean() == pytest.approx(best, abs=5e-3)


def test_the_spirals_labels_are_drawn_with_the_stated_probability():
    X, y = spirals(40_000, np.random.default_rng(3), classes=5)
    p = spirals_probability(X, classes=5)
    assert p.sum(axis=1) == pytest.approx(np.ones(len(X)))
    for low in (0.1, 0.5, 0.9):
        likely = (p > low) & (p <= low + 0.1)
        assert np.eye(5)[y][likely].mean() == pytest.approx(p[likely].mean(), abs=0.03)


def test_the_spirals_stay_in_the_unit_disc():
    X, y = spirals(400, np.random.default_rng(4))
    assert np.hypot(*X.T).max() <= 1
    assert set(y.tolist()) == {0, 1, 2}


def test_the_sine_is_off_by_the_stated_noise():
    X, Y = noisy_sine(10_000, np.random.default_rng(5))
    noise = Y - np.sin(2 * np.pi * X)
    assert X.shape == Y.shape == (10_000, 1)
    assert (noise.mean(), noise.std()) == pytest.approx((0, 0.1), abs=5e-3)
    assert 0 <= X.min() < X.max() <= 1


@pytest.mark.parametrize("make", SETS)
def test_the_same_generator_gives_the_same_data(make):
    first, second = (make(20, np.random.default_rng(3)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("make", SETS)
def test_no_points_are_a_data_set_too(make):
    assert [len(array) for array in make(0, np.random.default_rng(0))] == [0, 0]


@pytest.mark.parametrize("make", SETS)
def test_a_negative_number_of_points_is_refused(make):
    with pytest.raises(ValueError, match="must not be negative, but is -1"):
        make(-1, np.random.default_rng(0))


def test_a_single_arm_is_refused():
    with pytest.raises(ValueError, match="at least 2, but is 1"):
        spirals(5, np.random.default_rng(0), classes=1)


def test_negative_noise_is_refused():
    with pytest.raises(ValueError, match=r"0 or more, but is -0\.1"):
        noisy_sine(5, np.random.default_rng(0), noise=-0.1)
