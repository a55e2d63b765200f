"""Shapes, padding, parameters and receptive fields, against torch and by counting."""

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers.conv_arithmetic import (
    conv2d_output_shape,
    conv2d_parameters,
    conv_transpose2d_output_shape,
    dense_parameters,
    output_length,
    receptive_field,
    same_padding,
)

PAIRS = st.tuples(st.integers(1, 4), st.integers(1, 4))
PADDINGS = st.tuples(st.integers(0, 3), st.integers(0, 3))
SHAPES = st.tuples(st.integers(1, 12), st.integers(1, 12))


@given(SHAPES, PAIRS, PAIRS, PADDINGS, PAIRS)
@settings(max_examples=100)
def test_conv2d_shape_is_torchs_and_a_kernel_too_large_is_refused_by_both(
    shape, kernel, stride, padding, dilation
):
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    layer = torch.nn.Conv2d(1, 1, kernel, device="meta", **options)
    try:
        expected = tuple(layer(torch.empty(1, 1, *shape, device="meta")).shape[2:])
    except RuntimeError:
        with pytest.raises(ValueError, match=r"kernel spans \d+ pixels but the padded input has"):
            conv2d_output_shape(shape, kernel, **options)
    else:
        assert conv2d_output_shape(shape, kernel, **options) == expected


@given(SHAPES, PAIRS, PAIRS, PADDINGS, PAIRS, PADDINGS)
@settings(max_examples=100)
def test_transposed_shape_is_torchs(shape, kernel, stride, padding, dilation, extra):
    assume(all(e < max(s, d) for e, s, d in zip(extra, stride, dilation, strict=True)))
    options = {"stride": stride, "padding": padding, "dilation": dilation, "output_padding": extra}
    layer = torch.nn.ConvTranspose2d(1, 1, kernel, device="meta", **options)
    try:
        expected = tuple(layer(torch.empty(1, 1, *shape, device="meta")).shape[2:])
    except RuntimeError:
        expected = (0, 0)
    if min(expected) < 1:
        with pytest.raises(ValueError, match="leaves an output of"):
            conv_transpose2d_output_shape(shape, kernel, **options)
    else:
        assert conv_transpose2d_output_shape(shape, kernel, **options) == expected


@given(st.integers(1, 12), *[st.integers(1, 4)] * 2, st.integers(0, 3), st.integers(1, 3))
def test_output_length_counts_the_windows_that_fit(n, kernel, stride, padding, dilation):
    last_starts = n + 2 * padding - dilation * (kernel - 1)
    assume(last_starts >= 1)
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    assert output_length(n, kernel, **options) == len(range(0, last_starts, stride))


@given(st.integers(1, 20), st.integers(1, 5), st.integers(1, 4), st.integers(1, 3))
def test_same_padding_gives_n_over_stride_rounded_up(n, kernel, stride, dilation):
    before, after = same_padding(n, kernel, stride=stride, dilation=dilation)
    assert after - before in (0, 1)
    options = {"stride": stride, "dilation": dilation}
    assert output_length(n, kernel, padding=(before, after), **options) == -(-n // stride)
    assert output_length(n, kernel, padding="same", **options) == -(-n // stride)


def test_stride_2_needs_asymmetric_padding_and_symmetric_reads_other_pixels():
    assert same_padding(26, 3, stride=2) == (0, 1)
    assert (
        output_length(26, 3, stride=2, padding=1)
        == 13
        == output_length(26, 3, stride=2, padding="same")
    )


@pytest.mark.parametrize(("kernel", "padding"), [(3, 1), (5, 2), (7, 3)])
def test_half_of_an_odd_kernel_keeps_the_size(kernel, padding):
    assert output_length(7, kernel, padding=padding) == 7
    assert same_padding(7, kernel) == (padding, padding)


@given(*[st.integers(1, 6)] * 2, PAIRS, st.booleans())
@settings(max_examples=20)
def test_parameters_are_as_many_as_torchs(fan_in, fan_out, kernel, bias):
    conv = torch.nn.Conv2d(fan_in, fan_out, kernel, bias=bias, device="meta")
    dense = torch.nn.Linear(fan_in, fan_out, bias=bias, device="meta")
    ours = (
        conv2d_parameters(fan_in, fan_out, kernel, bias=bias),
        dense_parameters(fan_in, fan_out, bias=bias),
    )
    assert ours == tuple(sum(p.numel() for p in layer.parameters()) for layer in (conv, dense))


@given(st.lists(st.tuples(*[st.integers(1, 3)] * 3), max_size=4))
@settings(max_examples=40)
def test_the_receptive_field_is_the_reach_of_one_outputs_indices(layers):
    reached = {0}
    for kernel, stride, dilation in reversed(layers):
        reached = {i * stride + u * dilation for i in reached for u in range(kernel)}
    assert receptive_field(layers) == max(reached) + 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: output_length(0, 3), "n must be at least 1, but is 0"),
        (lambda: output_length(-5, 3), "n must be at least 1, but is -5"),
        (lambda: output_length(5, -3), "kernel must be at least 1, but is -3"),
        (lambda: output_length(5, 3, padding=(0, -1)), "padding must be at least 0, but is -1"),
        (lambda: output_length(5, 2.5), "kernel must be an integer or two, but is 2.5"),
        (lambda: output_length(3, 2, dilation=3), "spans 4 pixels but the padded input has 3"),
        (lambda: same_padding(5, 3, stride=0), "stride must be at least 1, but is 0"),
        (lambda: conv2d_output_shape((5, 5, 5), 3), r"in_shape.* \(5, 5, 5\)"),
        (lambda: conv2d_output_shape((5, 5), 3, padding=(1, 1, 1)), r"\(1, 1, 1\)"),
        (lambda: conv2d_output_shape((5, 5), 3, padding="full"), "'full'"),
        (lambda: conv_transpose2d_output_shape((5, 5), 3, padding="same"), "'same'"),
        (lambda: conv_transpose2d_output_shape((5, 5), 3, output_padding=1), "but is 1"),
        (lambda: conv_transpose2d_output_shape((1, 1), 3, padding=2), "output of -1 pixels"),
        (lambda: conv2d_parameters(0, 4, 3), "in_channels must be at least 1, but is 0"),
        (lambda: dense_parameters(4, -1), "fan_out must be at least 1, but is -1"),
        (lambda: receptive_field([(3, 0)]), "stride must be at least 1, but is 0"),
    ],
)
def test_what_can_not_be_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_numpys_integers_are_integers():
    assert output_length(np.int64(7), np.int32(3)) == 5
