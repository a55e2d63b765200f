"""Probabilities, losses and gradients of the figure are the library's."""

import numpy as np
import pytest

from helpers.activations import sigmoid, softmax
from helpers.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    cross_entropy,
    cross_entropy_grad,
)

SCALES = np.repeat([1.0, 6.0, 300.0], 40)


def test_softmax_and_cross_entropy_equal_the_library(evaluate):
    rng = np.random.default_rng(4)
    Z = rng.normal(size=(len(SCALES), 4)) * SCALES[:, None]
    labels = rng.integers(0, 4, size=len(Z))
    cases = [[z, label] for z, label in zip(Z.tolist(), labels.tolist(), strict=True)]
    found = evaluate("loss-explorer", "given.map(([z, k]) => m.categorical(z, k))", cases)
    for z, label, figure in zip(Z[:, None], labels[:, None], found, strict=True):
        np.testing.assert_allclose(figure["p"], softmax(z)[0], rtol=1e-12)
        np.testing.assert_allclose(figure["loss"], cross_entropy(z, label), rtol=1e-10, atol=1e-15)
        expected = cross_entropy_grad(z, label)[0]
        np.testing.assert_allclose(figure["gradient"], expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("label", [0, 1])
def test_sigmoid_and_binary_cross_entropy_equal_the_library(label, evaluate):
    z = np.random.default_rng(5).normal(size=len(SCALES)) * SCALES
    found = evaluate("loss-explorer", f"given.map((z) => m.binary(z, {label}))", z.tolist())
    for one, figure in zip(z[:, None], found, strict=True):
        y = np.array([label])
        np.testing.assert_allclose(figure["p"], sigmoid(one)[0], rtol=1e-12)
        np.testing.assert_allclose(figure["loss"], binary_cross_entropy(one, y), rtol=1e-12)
        expected = binary_cross_entropy_grad(one, y)[0]
        np.testing.assert_allclose(figure["gradient"], expected, rtol=1e-12, atol=1e-15)


def test_the_numbers_shown_are_those_computed(evaluate):
    words = evaluate("loss-explorer", "m.spec.words(base.defaults(m.spec))")
    z, label = np.array([[2.0, 1.0, 0.0, -1.0]]), np.array([1])
    assert f"p = <b>{softmax(z)[0, 1]:.3f}</b>" in words
    assert f"= <b>{cross_entropy(z, label):.3f}</b>" in words
