"""Losses and the gradients that start backpropagation."""

from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers import losses
from helpers.gradient_check import numerical_gradient
from tests.helpers.strategies import GENERATORS, SIZES, assert_equal_up_to_rounding

LOGITS = np.array([[1000.0], [-1000.0], [1000.0], [-1000.0], [40.0], [0.0]])
LABELS = np.array([[1.0], [0.0], [0.0], [1.0], [0.0], [1.0]])

REGRESSION = {
    "half_squared_error": lambda z, y: torch.nn.functional.mse_loss(z, y) * z.shape[1] / 2,
    "mean_squared_error": torch.nn.MSELoss(),
}
FROM_LOGITS = {
    "binary_cross_entropy": torch.nn.BCEWithLogitsLoss(),
    "logistic_loss": torch.nn.SoftMarginLoss(),
    "hinge": lambda z, y: torch.relu(1 - y * z).mean(),
    "squared_hinge": lambda z, y: (torch.relu(1 - y * z) ** 2).mean(),
}
TORCH = REGRESSION | FROM_LOGITS
each_loss = pytest.mark.parametrize("name", TORCH)
each_dtype = pytest.mark.parametrize("dtype", [np.float32, np.float64])


def ours(name):
    """Return a loss and its gradient as functions."""
    return getattr(losses, name), getattr(losses, f"{name}_grad")


def labels_of(name, labels):
    """Return labels of 0 and 1 as the loss takes them."""
    return 2 * labels - 1 if name in {"logistic_loss", "hinge", "squared_hinge"} else labels


def with_torch(loss, output, target):
    """Return a loss and its gradient as torch computes them."""
    output = torch.tensor(output, requires_grad=True)
    value = loss(output, torch.tensor(target))
    value.backward()
    return value.item(), output.grad.numpy()


@st.composite
def outputs_and_labels(draw):
    """Outputs (N, K), none of them within 0.01 of a hinge's kink, and 0 or 1 for each."""
    rng, shape = draw(GENERATORS), (draw(SIZES), draw(SIZES))
    output, labels = 3 * rng.normal(size=shape), rng.integers(0, 2, size=shape).astype(float)
    return np.where(np.abs(np.abs(output) - 1) < 0.01, 0.5, output), labels


@each_loss
@given(pair=outputs_and_labels())
def test_value_and_gradient_equal_torch(name, pair):
    output, target = pair[0], labels_of(name, pair[1])
    loss, grad = ours(name)
    value, gradient = with_torch(TORCH[name], output, target)
    assert_equal_up_to_rounding(loss(output, target), value)
    assert_equal_up_to_rounding(grad(output, target), gradient)


@each_loss
@given(pair=outputs_and_labels())
def test_gradient_equals_central_differences(name, pair):
    output, target = pair[0], labels_of(name, pair[1])
    loss, grad = ours(name)
    numerical = numerical_gradient(lambda o: loss(o, target), output)
    assert_equal_up_to_rounding(grad(output, target), numerical, tolerance=1e-6)


@given(pair=outputs_and_labels())
def test_real_targets_are_regressed_as_in_torch(pair):
    Y, shift = pair
    for name in REGRESSION:
        value, gradient = with_torch(TORCH[name], Y + shift, Y)
        assert_equal_up_to_rounding(ours(name)[0](Y + shift, Y), value)
        assert_equal_up_to_rounding(ours(name)[1](Y + shift, Y), gradient)


@given(pair=outputs_and_labels(), p=st.floats(0, 1))
def test_binary_cross_entropy_takes_a_probability_as_target(pair, p):
    y = np.full_like(pair[0], p)
    value, gradient = with_torch(TORCH["binary_cross_entropy"], pair[0], y)
    assert_equal_up_to_rounding(losses.binary_cross_entropy(pair[0], y), value)
    assert_equal_up_to_rounding(losses.binary_cross_entropy_grad(pair[0], y), gradient)


EXTREME = {
    "binary_cross_entropy": ([0, 0, 1000, 1000, 40, np.log(2)], [0, 0, 1, -1, 1, -0.5]),
    "logistic_loss": ([0, 0, 1000, 1000, 40, np.log(2)], [0, 0, 1, -1, 1, -0.5]),
    "hinge": ([0, 0, 1001, 1001, 41, 1], [0, 0, 1, -1, 1, -1]),
    "squared_hinge": ([0, 0, 1001**2, 1001**2, 41**2, 1], [0, 0, 2002, -2002, 82, -2]),
}


@each_dtype
@pytest.mark.parametrize("name", FROM_LOGITS)
def test_logits_of_1000_are_right(name, dtype):
    z, y = LOGITS.astype(dtype), labels_of(name, LABELS.astype(dtype))
    loss, grad = ours(name)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, gradient = loss(z, y), grad(z, y)
    values, gradients = EXTREME[name]
    assert value == pytest.approx(np.mean(values), rel=1e-6, abs=0)
    np.testing.assert_allclose(gradient[:, 0], np.array(gradients) / 6, rtol=1e-6, atol=1e-16)


@each_dtype
@pytest.mark.parametrize("label_dtype", [np.float32, np.float64, np.int64])
@each_loss
def test_the_gradient_has_the_dtype_of_the_output(name, dtype, label_dtype):
    y = labels_of(name, LABELS).astype(label_dtype)
    assert ours(name)[1](LOGITS.astype(dtype), y).dtype == dtype


@each_loss
def test_a_loss_is_a_python_float(name):
    assert type(ours(name)[0](LOGITS, labels_of(name, LABELS))) is float


def test_at_the_kink_the_hinge_has_gradient_0():
    assert losses.hinge_grad([[1.0], [-1.0]], [[1], [-1]]).tolist() == [[0], [0]]


# Losses of classes


@st.composite
def classified(draw):
    """Logits (N, K), labels (N,) and positive class weights (K,)."""
    rng, N, K = draw(GENERATORS), draw(SIZES), draw(SIZES)
    return 3 * rng.normal(size=(N, K)), rng.integers(0, K, size=N), rng.uniform(0.1, 3, size=K)


each_weighting = pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])


@each_weighting
@given(drawn=classified())
def test_cross_entropy_equals_torch(weighted, drawn):
    Z, labels, weights = drawn
    weights = weights if weighted else None
    theirs = torch.nn.CrossEntropyLoss(weight=torch.tensor(weights) if weighted else None)
    value, gradient = with_torch(theirs, Z, labels)
    both = losses.cross_entropy_and_grad(Z, labels, class_weights=weights)
    assert_equal_up_to_rounding(losses.cross_entropy(Z, labels, class_weights=weights), value)
    grad = losses.cross_entropy_grad(Z, labels, class_weights=weights)
    np.testing.assert_allclose(grad, gradient, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(both[0], value, rtol=1e-10)
    np.testing.assert_allclose(both[1], gradient, rtol=1e-10, atol=1e-14)


@each_weighting
@given(drawn=classified())
def test_cross_entropys_gradient_equals_central_differences(weighted, drawn):
    Z, labels, weights = drawn
    options = {"class_weights": weights if weighted else None}
    numerical = numerical_gradient(lambda Z: losses.cross_entropy(Z, labels, **options), Z)
    gradient = losses.cross_entropy_grad(Z, labels, **options)
    np.testing.assert_allclose(gradient, numerical, rtol=1e-6, atol=1e-9)


@each_dtype
def test_cross_entropy_is_right_at_logits_of_1000(dtype):
    Z = np.array([[1000, -1000, 0], [1000, -1000, 0], [1000, 1000, 1000]], dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, gradient = losses.cross_entropy_and_grad(Z, [0, 1, 2])
        assert losses.cross_entropy(Z, [0, 1, 2]) == value
        np.testing.assert_allclose(losses.cross_entropy_grad(Z, [0, 1, 2]), gradient, atol=1e-7)
    assert value == pytest.approx((0 + 2000 + np.log(3)) / 3, rel=1e-6)
    expected = np.array([[0, 0, 0], [1, -1, 0], [1 / 3, 1 / 3, -2 / 3]]) / 3
    np.testing.assert_allclose(gradient, expected, atol=1e-7)
    assert gradient.dtype == dtype


def test_a_small_loss_beside_large_logits_keeps_its_digits():
    exact = np.log1p(np.exp(-20))
    for loss in (losses.cross_entropy, lambda *a: losses.cross_entropy_and_grad(*a)[0]):
        assert loss([[1020.0, 1000.0]], [0]) == pytest.approx(exact, rel=1e-7, abs=0)


def test_a_class_of_weight_0_counts_for_nothing():
    Z = np.array([[0.0, 1.0], [5.0, -2.0]])
    weighted = losses.cross_entropy(Z, [0, 1], class_weights=[1, 0])
    assert weighted == pytest.approx(losses.cross_entropy(Z[:1], [0]))


def test_knowing_nothing_costs_log_k():
    assert losses.cross_entropy(np.zeros((4, 10)), [0, 3, 3, 9]) == pytest.approx(np.log(10))


@given(drawn=classified())
def test_logsumexp_equals_torch(drawn):
    expected = torch.logsumexp(torch.tensor(drawn[0]), dim=-1)
    np.testing.assert_allclose(losses.logsumexp(drawn[0]), expected, rtol=1e-10, atol=1e-14)


@each_dtype
def test_logsumexp_is_right_where_exp_overflows_and_of_an_empty_batch(dtype):
    Z = np.array([[1000, 1000], [-1000, -1000], [-1000, 1000]], dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        got = losses.logsumexp(Z)
    np.testing.assert_allclose(got, [1000 + np.log(2), -1000 + np.log(2), 1000], rtol=1e-6)
    assert (got.dtype, losses.logsumexp(Z[:0]).shape) == (dtype, (0,))


@given(drawn=classified())
def test_one_hot_equals_torch(drawn):
    Z, labels, _ = drawn
    theirs = torch.nn.functional.one_hot(torch.tensor(labels), Z.shape[1])
    ours = losses.one_hot(labels, Z.shape[1])
    assert ours.dtype == np.float64
    assert np.array_equal(ours, theirs)


def test_one_hot_of_no_labels_is_empty():
    assert losses.one_hot([], 3).shape == (0, 3)


Z, Y = np.zeros((2, 3)), np.array([0, 2])


@pytest.mark.parametrize("end", ["", "_grad"])
@each_loss
def test_a_column_against_a_row_is_refused_with_both_shapes(name, end):
    with pytest.raises(ValueError, match=r"\(6, 1\), .*\(6,\)"):
        getattr(losses, name + end)(LOGITS, LABELS.ravel())


@pytest.mark.parametrize("end", ["", "_grad"])
@each_loss
def test_an_empty_batch_has_no_mean(name, end):
    with pytest.raises(ValueError, match=r"at least one example, but the shape is \(0, 1\)"):
        getattr(losses, name + end)(LOGITS[:0], LABELS[:0])


@pytest.mark.parametrize("end", ["", "_grad"])
@each_loss
def test_a_target_that_is_not_a_number_is_refused(name, end):
    with pytest.raises(ValueError, match=r"must hold .* but holds nan"):
        getattr(losses, name + end)([[1.0], [2.0]], [[1.0], [np.nan]])


@pytest.mark.parametrize("function", [losses.half_squared_error, losses.half_squared_error_grad])
def test_predictions_need_one_row_per_example(function):
    with pytest.raises(ValueError, match=r"Yhat must be 2-D.* \(6,\)"):
        function(LOGITS.ravel(), LABELS.ravel())


@pytest.mark.parametrize("end", ["", "_grad"])
@pytest.mark.parametrize(
    ("name", "label"),
    [("binary_cross_entropy", -1), ("logistic_loss", 0), ("hinge", 2), ("squared_hinge", 0.5)],
)
def test_a_label_out_of_range_is_refused_by_value(name, label, end):
    with pytest.raises(ValueError, match=rf"y must hold labels .* but holds {label}"):
        getattr(losses, name + end)([[1.0]], [[label]])


@pytest.mark.parametrize("name", ["cross_entropy", "cross_entropy_grad", "cross_entropy_and_grad"])
@pytest.mark.parametrize(
    ("args", "weights", "message"),
    [
        ((Z[0], Y), None, r"Z must be 2-D.* \(3,\)"),
        ((Z[:0], Y[:0]), None, r"at least one example.* \(0, 3\)"),
        ((Z, Y[:, None]), None, r"labels must have shape \(N,\).* \(2, 1\)"),
        ((Z, Y[:1]), None, r"labels \(1,\), rows of Z \(2,\)"),
        ((Z, [0, 3]), None, r"from 0 to 2, but labels\[1\] is 3"),
        ((Z, [-1, 0]), None, r"from 0 to 2, but labels\[0\] is -1"),
        ((Z, [0, 0.5]), None, r"whole numbers.* labels\[1\] is 0.5"),
        ((Z, [np.nan, 0]), None, r"labels\[0\] is nan"),
        ((Z, ["a", "b"]), None, r"labels\[0\] is a"),
        ((Z, Y), [1, 2], r"class_weights \(2,\), columns of Z \(3,\)"),
        ((Z, Y), [1, -2, 1], r"class_weights must hold .*at least 0, but holds -2"),
        ((Z, Y), [0, 1, 0], r"\[0, 1, 0\] gives every label in the batch weight 0"),
    ],
)
def test_classes_that_do_not_fit_are_refused(name, args, weights, message):
    with pytest.raises(ValueError, match=message):
        getattr(losses, name)(*args, class_weights=weights)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (partial(losses.one_hot, [0, 3], 3), r"labels\[1\] is 3"),
        (partial(losses.one_hot, [0], 0), "at least 1, but is 0"),
        (partial(losses.one_hot, [0], 2.5), "whole number.*2.5"),
        (partial(losses.logsumexp, 1.0), r"shape \(\)"),
        (partial(losses.logsumexp, Z[:, :0]), r"shape \(2, 0\)"),
    ],
)
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
