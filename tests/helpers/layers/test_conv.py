"""The convolution layer, fast and by loops, against torch and central differences."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.gradient_check import numerical_gradient
from helpers.layers import (
    conv2d_backward,
    conv2d_forward,
    conv2d_loops_backward,
    conv2d_loops_forward,
)
from tests.helpers.layers.images import assert_gradients_equal_torchs, convolutions
from tests.helpers.strategies import assert_equal_up_to_rounding

BOTH = pytest.mark.parametrize(
    ("forward", "backward"),
    [(conv2d_forward, conv2d_backward), (conv2d_loops_forward, conv2d_loops_backward)],
    ids=["fast", "loops"],
)


@BOTH
@given(layer=convolutions())
@settings(max_examples=30)
def test_forward_and_backward_equal_torch(forward, backward, layer):
    X, W, b, options, rng = layer

    def theirs(X, W, b):
        return torch.nn.functional.conv2d(X, W, b, **options)

    Z = forward(X, W, b, **options)
    assert_equal_up_to_rounding(Z, theirs(*map(torch.tensor, (X, W, b))))
    dZ = rng.normal(size=Z.shape)
    assert_gradients_equal_torchs(theirs, (X, W, b), dZ, backward(dZ, X, W, **options))


# torch warns that it may copy the input, which an even kernel needs.
@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")
@BOTH
@given(layer=convolutions())
@settings(max_examples=20)
def test_same_padding_equals_torchs_also_with_an_even_kernel(forward, backward, layer):
    X, W, b, options, rng = layer
    options = {"padding": "same", "dilation": options["dilation"]}

    def theirs(X, W, b):
        return torch.nn.functional.conv2d(X, W, b, **options)

    Z, dZ = forward(X, W, b, **options), rng.normal(size=(len(X), len(W), *X.shape[2:]))
    assert_equal_up_to_rounding(Z, theirs(*map(torch.tensor, (X, W, b))))
    assert_gradients_equal_torchs(theirs, (X, W, b), dZ, backward(dZ, X, W, **options))


@given(layer=convolutions(), ends=st.lists(st.integers(0, 2), min_size=4, max_size=4))
@settings(max_examples=20)
def test_padding_may_differ_at_the_two_ends(layer, ends):
    X, W, b, _, rng = layer
    top, bottom, left, right = (e + 1 for e in ends)  # so that every kernel of 3 fits
    options = {"padding": ((top, bottom), (left, right)), "stride": (2, 1)}

    def theirs(X, W, b):
        padded = torch.nn.functional.pad(X, (left, right, top, bottom))
        return torch.nn.functional.conv2d(padded, W, b, stride=(2, 1))

    Z = conv2d_forward(X, W, b, **options)
    assert_equal_up_to_rounding(Z, theirs(*map(torch.tensor, (X, W, b))))
    dZ = rng.normal(size=Z.shape)
    assert_gradients_equal_torchs(theirs, (X, W, b), dZ, conv2d_backward(dZ, X, W, **options))


@given(layer=convolutions(batch=st.integers(1, 2), most=2))
@settings(max_examples=10)
def test_backward_equals_central_differences_at_every_index(layer):
    X, W, b, options, rng = layer
    dZ = rng.normal(size=conv2d_forward(X, W, b, **options).shape)
    dX, dW, db = conv2d_backward(dZ, X, W, **options)

    def close(gradient, f, x):
        assert_equal_up_to_rounding(gradient, numerical_gradient(f, x), tolerance=1e-7)

    close(dX, lambda X: np.sum(dZ * conv2d_forward(X, W, b, **options)), X)
    close(dW, lambda W: np.sum(dZ * conv2d_forward(X, W, b, **options)), W)
    close(db, lambda b: np.sum(dZ * conv2d_forward(X, W, b, **options)), b)


@BOTH
def test_float32_stays_float32(forward, backward):
    X, W, b = (a.astype(np.float32) for a in (IMAGES, FILTERS, BIASES))
    Z = forward(X, W, b, padding=1)
    assert {Z.dtype, *(g.dtype for g in backward(Z, X, W, padding=1))} == {np.dtype(np.float32)}


def test_pixels_that_no_window_reaches_have_gradient_0():
    dX = conv2d_backward(np.ones((2, 4, 1, 1)), IMAGES, FILTERS, stride=3)[0]
    assert np.all(dX[:, :, :3, :2] != 0)
    assert not dX[:, :, 3:].any()
    assert not dX[:, :, :, 2:].any()


IMAGES, FILTERS, BIASES = np.ones((2, 3, 4, 4)), np.ones((4, 3, 3, 2)), np.ones(4)


@BOTH
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"X": np.ones((3, 4, 4))}, r"X must be \(N, C_in, H, W\).*\(3, 4, 4\)"),
        ({"X": np.ones((2, 1, 4, 4))}, r"one C_in.*\(2, 1, 4, 4\) and \(4, 3, 3, 2\)"),
        ({"W": np.ones((4, 3, 3))}, r"\(4, 3, 3\)"),
        ({"W": np.ones((0, 3, 3, 2))}, r"\(0, 3, 3, 2\)"),
        ({"W": np.ones((4, 3, 0, 2))}, r"kernel must be at least 1, but is 0"),
        ({"W": np.ones((4, 3, 5, 2))}, "kernel spans 5 pixels but the padded input has 4"),
        ({"dilation": (1, 4)}, "kernel spans 5 pixels but the padded input has 4"),
        ({"padding": -1}, "padding must be at least 0, but is -1"),
        ({"padding": "valid"}, "'valid'"),
        ({"padding": (1, 1, 1)}, r"\(1, 1, 1\)"),
        ({"stride": 0}, "stride must be at least 1, but is 0"),
        ({"stride": 1.5}, r"stride must be an integer.* 1.5"),
        ({"dilation": 0}, "dilation must be at least 1, but is 0"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(forward, backward, changed, message):
    arguments = {"X": IMAGES, "W": FILTERS, **changed}
    with pytest.raises(ValueError, match=message):
        forward(b=np.ones(len(arguments["W"])), **arguments)
    with pytest.raises(ValueError, match=message):
        backward(np.ones((2, 4, 2, 3)), **arguments)


@BOTH
def test_a_bias_or_gradient_of_another_shape_is_refused(forward, backward):
    with pytest.raises(ValueError, match=r"\(4,\) to match W, but has \(3,\)"):
        forward(IMAGES, FILTERS, BIASES[:3])
    with pytest.raises(ValueError, match=r"\(2, 4, 2, 3\), that of Z, but has \(2, 4, 3, 2\)"):
        backward(np.ones((2, 4, 3, 2)), IMAGES, FILTERS)
