"""Initial weights: their shape, spread and bounds, equal to torch's, and repeatable."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers import initializers

init = torch.nn.init
DENSE, CONV = (200, 300), (30, 40, 5, 7)
RANDOM = {
    "normal": (initializers.normal, lambda w: init.kaiming_normal_(w, nonlinearity="linear")),
    "glorot_normal": (initializers.glorot_normal, init.xavier_normal_),
    "glorot_uniform": (initializers.glorot_uniform, init.xavier_uniform_),
    "he_normal": (initializers.he_normal, lambda w: init.kaiming_normal_(w, nonlinearity="relu")),
    "he_uniform": (
        initializers.he_uniform,
        lambda w: init.kaiming_uniform_(w, nonlinearity="relu"),
    ),
    "uniform": (initializers.uniform, lambda w: init.uniform_(w, -0.7, 0.7)),
}
each_random = pytest.mark.parametrize(("ours", "theirs"), RANDOM.values(), ids=list(RANDOM))
each_shape = pytest.mark.parametrize("shape", [DENSE, CONV], ids=["dense", "convolution"])


def torch_weights(shape):
    """Return weights as torch stores them: those of a dense layer are transposed."""
    return torch.empty(shape[::-1] if len(shape) == 2 else shape, dtype=torch.float64)


@each_shape
@each_random
def test_weights_are_spread_as_torchs(ours, theirs, shape):
    W = ours(shape, np.random.default_rng(0))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        w = theirs(torch_weights(shape)).numpy()
    assert (W.shape, W.dtype) == (shape, np.float64)
    assert W.std() == pytest.approx(w.std(), rel=0.02)
    assert W.mean() == pytest.approx(0, abs=0.02 * w.std())
    for share in (0.001, 0.01, 0.1, 0.25, 0.75, 0.9, 0.99, 0.999):
        assert np.quantile(W, share) == pytest.approx(np.quantile(w, share), rel=0.1)


@pytest.mark.parametrize(
    ("function", "limit"),
    [
        (initializers.uniform, 0.7),
        (initializers.glorot_uniform, np.sqrt(6 / 500)),
        (initializers.he_uniform, np.sqrt(6 / 200)),
    ],
)
def test_uniform_weights_fill_their_range_and_stay_inside(function, limit):
    largest = np.abs(function(DENSE, np.random.default_rng(1))).max()
    assert 0.999 * limit < largest <= limit


@each_random
def test_the_same_generator_gives_the_same_weights(ours, theirs):
    first, second = (ours(DENSE, np.random.default_rng(2)) for _ in range(2))
    assert np.array_equal(first, second)


def test_variance_1_over_fan_in_keeps_the_variance_of_the_pre_activation_at_1():
    rng = np.random.default_rng(3)
    Z = rng.normal(size=(500, 200)) @ initializers.normal((200, 300), rng)
    assert Z.var() == pytest.approx(1, rel=0.05)


def test_he_keeps_the_signal_through_20_layers_of_relu():
    rng = np.random.default_rng(4)
    A = rng.normal(size=(200, 200))
    size = np.mean(A**2)
    for _ in range(20):
        A = np.maximum(A @ initializers.he_normal((200, 200), rng), 0)
    assert 0.2 < np.mean(A**2) / size < 5


@given(shape=st.lists(st.integers(1, 9), min_size=2, max_size=5).map(tuple))
def test_fans_equal_torchs(shape):
    assert initializers.fans(shape) == init._calculate_fan_in_and_fan_out(torch_weights(shape))


def test_constant_is_0_unless_told():
    assert initializers.constant((3,)).tolist() == [0, 0, 0]
    assert initializers.constant((1, 2), 0.1).tolist() == [[0.1, 0.1]]


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: initializers.normal((5,), RNG), r"at least two axes, but it is \(5,\)"),
        (lambda: initializers.he_normal((), RNG), r"\(\)"),
        (lambda: initializers.glorot_normal((5, 0), RNG), r"the shape is \(5, 0\)"),
        (lambda: initializers.glorot_uniform((-5, 3), RNG), r"\(-5, 3\)"),
        (lambda: initializers.he_uniform((5, 2.5), RNG), r"\(5, 2.5\)"),
        (lambda: initializers.constant((5, -1)), r"\(5, -1\)"),
        (lambda: initializers.uniform((5, -1), RNG), r"\(5, -1\)"),
        (lambda: initializers.uniform((5,), RNG, limit=-0.7), "limit.*-0.7"),
        (lambda: initializers.uniform((5,), RNG, limit=np.nan), "limit.*nan"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
