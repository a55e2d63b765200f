"""Metrics: counted by hand, and equal to scikit-learn where it is installed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import metrics
from tests.helpers.strategies import GENERATORS

AVERAGES = [None, "macro", "micro"]
RATIOS = [metrics.precision, metrics.recall, metrics.f1]
each_ratio = pytest.mark.parametrize("ratio", RATIOS, ids=lambda f: f.__name__)
each_average = pytest.mark.parametrize("average", AVERAGES)

# Class 2 is never predicted, class 3 never occurs: 6 of 10 are right.
TRUE = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]
PREDICTED = [0, 0, 0, 1, 1, 1, 1, 3, 0, 1]
COUNTS = [[3, 1, 0, 0], [0, 3, 0, 1], [1, 1, 0, 0], [0, 0, 0, 0]]


@st.composite
def labelled(draw):
    """True and predicted labels (N,), and the number of classes; few, so that some are absent."""
    rng, N, K = draw(GENERATORS), draw(st.integers(1, 12)), draw(st.integers(2, 5))
    return rng.integers(0, K, size=N), rng.integers(0, K, size=N), K


def test_counts_have_true_classes_as_rows():
    assert metrics.confusion_matrix(TRUE, PREDICTED, classes=4).tolist() == COUNTS


def test_accuracy_and_error_rate():
    assert metrics.accuracy(TRUE, PREDICTED) == pytest.approx(0.6)
    assert metrics.error_rate(TRUE, PREDICTED) == pytest.approx(0.4)


BY_HAND = [
    (metrics.precision, [3 / 4, 3 / 5, 0, 0], 6 / 10),
    (metrics.recall, [3 / 4, 3 / 4, 0, 0], 6 / 10),
    (metrics.f1, [3 / 4, 2 / 3, 0, 0], 6 / 10),
]


@pytest.mark.parametrize(("ratio", "by_class", "micro"), BY_HAND, ids=["precision", "recall", "f1"])
def test_ratios_by_hand_are_0_where_the_denominator_is(ratio, by_class, micro):
    assert ratio(COUNTS) == pytest.approx(by_class)
    assert ratio(COUNTS, average="macro") == pytest.approx(np.mean(by_class))
    assert ratio(COUNTS, average="micro") == pytest.approx(micro)


@each_ratio
def test_ratios_of_no_examples_at_all_are_0(ratio):
    empty = metrics.confusion_matrix([], [], classes=2)
    assert ratio(empty).tolist() == [0, 0]
    assert (ratio(empty, average="macro"), ratio(empty, average="micro")) == (0, 0)


@given(drawn=labelled())
def test_f1_is_the_harmonic_mean_of_precision_and_recall(drawn):
    true, predicted, K = drawn
    counts = metrics.confusion_matrix(true, predicted, classes=K)
    P, R = metrics.precision(counts), metrics.recall(counts)
    expected = np.divide(2 * P * R, P + R, out=np.zeros(K), where=P + R > 0)
    np.testing.assert_allclose(metrics.f1(counts), expected, rtol=1e-12)


@given(drawn=labelled())
def test_micro_averages_equal_the_accuracy(drawn):
    true, predicted, K = drawn
    counts = metrics.confusion_matrix(true, predicted, classes=K)
    expected = metrics.accuracy(true, predicted)
    assert [ratio(counts, average="micro") for ratio in RATIOS] == pytest.approx([expected] * 3)


@given(drawn=labelled())
def test_counts_and_accuracy_equal_scikit_learn(drawn):
    theirs = pytest.importorskip("sklearn.metrics")
    true, predicted, K = drawn
    counts = metrics.confusion_matrix(true, predicted, classes=K)
    labels = np.arange(K)
    assert np.array_equal(counts, theirs.confusion_matrix(true, predicted, labels=labels))
    assert metrics.accuracy(true, predicted) == theirs.accuracy_score(true, predicted)


@each_average
@each_ratio
@given(drawn=labelled())
def test_ratios_equal_scikit_learn(ratio, average, drawn):
    theirs = pytest.importorskip("sklearn.metrics")
    true, predicted, K = drawn
    score = getattr(theirs, f"{ratio.__name__}_score")
    expected = score(true, predicted, labels=np.arange(K), average=average, zero_division=0)
    ours = ratio(metrics.confusion_matrix(true, predicted, classes=K), average=average)
    np.testing.assert_allclose(ours, expected, rtol=1e-12)


def test_booleans_and_whole_floats_are_labels():
    counts = metrics.confusion_matrix([0.0, 1.0, 1.0], np.array([False, True, False]), classes=2)
    assert counts.tolist() == [[1, 0], [1, 1]]


def test_accuracy_takes_labels_of_minus_and_plus_1():
    assert metrics.accuracy([-1, 1, 1, 1], [-1, 1, 1, -1]) == 0.75


def confusion(true, predicted, classes=2):
    return metrics.confusion_matrix(true, predicted, classes=classes)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.accuracy([0, 1], [0]), r"true \(2,\), predicted \(1,\)"),
        (lambda: metrics.accuracy([0, 1], [[0], [1]]), r"true \(2,\), predicted \(2, 1\)"),
        (lambda: metrics.accuracy([[0], [1]], [[0], [1]]), r"\(N,\).* got \(2, 1\)"),
        (lambda: metrics.accuracy([], []), r"N at least 1, but got \(0,\)"),
        (lambda: metrics.error_rate([0.0], [np.nan]), "predicted.*nan"),
        (lambda: confusion([0, 2], [0, 1]), r"from 0 to 1, but true\[1\] is 2"),
        (lambda: confusion([0, 1], [-1, 1]), r"predicted\[0\] is -1"),
        (lambda: confusion([0, 1], [0.5, 1]), r"predicted\[0\] is 0.5"),
        (lambda: confusion([0, 1], [0]), r"true \(2,\), predicted \(1,\)"),
        (lambda: confusion([[0]], [[0]]), r"shape \(N,\).* \(1, 1\)"),
        (lambda: confusion([0], [0], classes=0), "classes.*0"),
        (lambda: metrics.precision([[1, 2]]), r"\(K, K\), but this has \(1, 2\)"),
        (lambda: metrics.recall([1, 2]), r"\(2,\)"),
        (lambda: metrics.f1(np.zeros((0, 0))), r"\(0, 0\)"),
        (lambda: metrics.f1([[1, -2], [0, 1]]), "at least 0, but this holds -2"),
        (lambda: metrics.precision([[1.0, np.nan], [0, 1]]), "nan"),
        (lambda: metrics.precision([[1]], average="weighted"), "'weighted'"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_offending_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
