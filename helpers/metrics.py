"""How good are predicted classes? Counts and ratios of labels, true ones first as in scikit-learn.

Labels are whole numbers from 0 to K - 1, one an example; K = classes. In a confusion matrix
rows are the true classes and columns the predicted ones (some texts turn it round). Precision,
recall and F1 are read off that matrix. Where their denominator is 0 (a class that nobody
predicted, or that never occurs) the ratio is 0, as in scikit-learn.
"""

import numpy as np

from helpers._labels import as_labels, require_classes
from helpers._shapes import require_same_shape


def accuracy(true, predicted):
    """Return the share of examples whose predicted label is the true one, from 0 to 1, a float.

    true, predicted (N,), N at least 1.

    >>> accuracy([0, 1, 1, 2], [0, 1, 2, 2])
    0.75

    Raises:
        ValueError: if the shapes are not (N,) both, nothing is given, or a label is NaN.
    """
    true, predicted = np.asarray(true), np.asarray(predicted)
    require_same_shape(true=true, predicted=predicted)
    if true.ndim != 1 or true.size == 0:
        raise ValueError(f"expected labels of shape (N,), N at least 1, but got {true.shape}")
    for name, labels in {"true": true, "predicted": predicted}.items():
        if np.any(labels != labels):  # only NaN differs from itself
            raise ValueError(f"{name} labels must be numbers, but one is nan")
    return float(np.mean(true == predicted))


def error_rate(true, predicted):
    """Return 1 - accuracy, a float: the share that is wrong. true, predicted (N,)."""
    return 1 - accuracy(true, predicted)


def confusion_matrix(true, predicted, *, classes):
    """Return counts (K, K): entry [i, j] is how often class i was predicted as class j.

    true, predicted (N,). For two classes it reads [[TN, FP], [FN, TP]].

    >>> confusion_matrix([0, 0, 1, 1, 1], [0, 1, 1, 1, 0], classes=2).tolist()
    [[1, 1], [1, 2]]

    Raises:
        ValueError: if the shapes are not (N,) both, or a label is not in 0..K-1.
    """
    require_classes(classes)
    require_same_shape(true=true, predicted=predicted)
    true, predicted = as_labels("true", true, classes), as_labels("predicted", predicted, classes)
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (true, predicted), 1)
    return counts


def precision(confusion, *, average=None):
    """Return TP / (TP + FP) of each class: of what was called class k, how much is class k?

    confusion (K, K) as from `confusion_matrix`; returns (K,), or a float if `average` is
    "macro" (the mean over the K classes, each counting the same) or "micro" (TP and FP summed
    over the classes first, each example counting the same; here equal to the accuracy).

    >>> precision([[1, 1], [1, 2]]).round(4).tolist()
    [0.5, 0.6667]

    Raises:
        ValueError: if confusion is not square or holds a negative count, or for another average.
    """
    right, _, called = _counts(confusion)
    return _averaged(right, called, average)


def recall(confusion, *, average=None):
    """Return TP / (TP + FN) of each class: of what is class k, how much was called class k?

    Arguments, result and errors as for `precision`: (K, K) to (K,) or a float.
    """
    right, true, _ = _counts(confusion)
    return _averaged(right, true, average)


def f1(confusion, *, average=None):
    """Return F1 = 2PR / (P + R) = 2TP / (2TP + FP + FN) of each class, P and R in harmony.

    Arguments, result and errors as for `precision`: (K, K) to (K,) or a float. The macro average
    is the mean of the classes' F1, not F1 of the mean P and R.
    Source: van Rijsbergen, Information Retrieval, 1979.
    """
    right, true, called = _counts(confusion)
    return _averaged(2 * right, true + called, average)


def _counts(confusion):
    """Return for each class how many were right, how many are it, and how many were called it."""
    confusion = np.asarray(confusion)
    if confusion.ndim != 2 or len(set(confusion.shape)) != 1 or confusion.size == 0:
        raise ValueError(f"a confusion matrix has shape (K, K), but this has {confusion.shape}")
    if not np.all(confusion >= 0):
        wrong = confusion[~(confusion >= 0)][0]
        raise ValueError(f"a confusion matrix holds counts, at least 0, but this holds {wrong}")
    return np.diag(confusion), confusion.sum(axis=1), confusion.sum(axis=0)


def _averaged(part, whole, average):
    if average not in (None, "macro", "micro"):
        raise ValueError(f"average must be None, 'macro' or 'micro', but is {average!r}")
    if average == "micro":
        part, whole = part.sum(), whole.sum()
    ratio = np.divide(part, whole, out=np.zeros(np.shape(part)), where=whole > 0)
    return ratio if average is None else float(np.mean(ratio))
