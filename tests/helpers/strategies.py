"""Hypothesis strategies for the reference implementations, and one measure of equality."""

import itertools

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

GENERATORS = st.integers(0, 2**32 - 1).map(np.random.default_rng)
SHAPES = array_shapes(min_dims=0, max_dims=4, max_side=4)
SIZES = st.integers(1, 6)


@st.composite
def arrays(draw, shapes=SHAPES):
    """An array of floats, none of them within 0.01 of 0, where ReLU has its kink."""
    noise = draw(GENERATORS).normal(scale=2, size=draw(shapes))
    return np.where(noise < 0, noise - 0.01, noise + 0.01)


@st.composite
def dense_layers(draw):
    """X (N, fan_in), W (fan_in, fan_out), b (fan_out,) and dZ (N, fan_out)."""
    rng, N, fan_in, fan_out = draw(GENERATORS), draw(SIZES), draw(SIZES), draw(SIZES)
    shapes = (N, fan_in), (fan_in, fan_out), (fan_out,), (N, fan_out)
    return tuple(rng.normal(size=shape) for shape in shapes)


@st.composite
def networks(draw, names=("identity", "relu", "sigmoid", "tanh")):
    """X (N, D), parameters of one to four layers with non-zero biases, and an activation each."""
    rng, N = draw(GENERATORS), draw(SIZES)
    sizes = draw(st.lists(SIZES, min_size=2, max_size=5))
    parameters = [
        (rng.normal(size=(fan_in, fan_out)), rng.normal(size=fan_out))
        for fan_in, fan_out in itertools.pairwise(sizes)
    ]
    chosen = draw(
        st.lists(st.sampled_from(names), min_size=len(sizes) - 1, max_size=len(sizes) - 1)
    )
    return rng.normal(size=(N, sizes[0])), parameters, chosen


def assert_equal_up_to_rounding(actual, expected, tolerance=1e-10):
    """Same shape, and every entry within `tolerance` of itself or of the largest entry."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    largest = np.abs(expected).max(initial=0)
    np.testing.assert_allclose(actual, expected, rtol=tolerance, atol=tolerance * largest)
