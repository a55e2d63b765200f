"""Hypothesis strategies for layers over images, and one comparison with torch's autograd."""

from typing import NamedTuple

import numpy as np
import torch
from hypothesis import strategies as st

from tests.helpers.strategies import GENERATORS, assert_equal_up_to_rounding

BATCHES = st.integers(0, 3)


class Convolution(NamedTuple):
    """X (N, C_in, H, W), W, b and the options of a convolution, with its generator."""

    X: np.ndarray
    W: np.ndarray
    b: np.ndarray
    options: dict
    rng: np.random.Generator


@st.composite
def convolutions(draw, batch=BATCHES, most=4):
    """A convolution that fits, with height, width and every option drawn independently."""
    rng, N = draw(GENERATORS), draw(batch)
    C_in, C_out = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    kernel, stride, padding, dilation = (
        (draw(st.integers(low, high)), draw(st.integers(low, high)))
        for low, high in ((1, 3), (1, 3), (0, 2), (1, 2))
    )
    pixels = [
        max(1, d * (k - 1) + 1 - 2 * p) + draw(st.integers(0, most))
        for k, p, d in zip(kernel, padding, dilation, strict=True)
    ]
    X, W = rng.normal(size=(N, C_in, *pixels)), rng.normal(size=(C_out, C_in, *kernel))
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    return Convolution(X, W, rng.normal(size=C_out), options, rng)


@st.composite
def poolings(draw, batch=BATCHES):
    """Images with many ties, a window and a stride (also smaller than the window), that fit."""
    rng, N, C = draw(GENERATORS), draw(batch), draw(st.integers(1, 3))
    kernel, stride = (tuple(draw(st.integers(1, 3)) for _ in range(2)) for _ in range(2))
    pixels = [k + draw(st.integers(0, 5)) for k in kernel]
    return rng.integers(0, 4, size=(N, C, *pixels)).astype(float), kernel, stride, rng


def assert_gradients_equal_torchs(function, arrays, dZ, gradients):
    """Compare gradients with those of torch's `function(*tensors)`, given dZ."""
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    function(*tensors).backward(torch.tensor(dZ))
    for ours, tensor in zip(gradients, tensors, strict=True):
        assert_equal_up_to_rounding(ours, tensor.grad)
