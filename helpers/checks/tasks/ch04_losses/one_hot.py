"""Warm-up: labels as rows of zeros with a single 1."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(labels, K):
    """Return an array (N, K) with a 1 in row n at column labels[n], and zeros elsewhere."""
    rows = np.arange(len(labels))
    T = np.zeros((len(labels), K))
    T[rows, labels] = 1.0
    return T


def inputs(rng):
    """Labels that skip a class, more classes than examples, more examples than classes."""
    yield Instance((np.array([2, 0, 2]), 4), "three labels")
    labels = np.concatenate([rng.permutation(3), rng.integers(0, 3, size=4)])
    yield Instance((labels, 5), "more labels")
    yield Instance((rng.permutation(6)[:2], 7), "more labels")
    yield Instance((rng.permutation(4)[:3], 4), "three labels")


# Written anew: an answer of another form has no second mistake in it.
LISTS = "return np.eye(K)[labels].tolist()"
MISTAKES = (
    Mistake(
        "transposed",
        "Your array is (K, N): a column for each example. Each example is a row.",
        (("return T", "return T.T"),),
    ),
    Mistake(
        "classes counted from 1",
        "You counted the classes from 1, so every 1 stands a column too far left. Label 0 is "
        "column 0.",
        (("T[rows, labels]", "T[rows, labels - 1]"),),
    ),
    Mistake(
        "number of classes from the labels",
        "You took the number of classes from the largest label. A class that does not occur here "
        "still has its column: use `K`.",
        (("np.zeros((len(labels), K))", "np.zeros((len(labels), labels.max() + 1))"),),
    ),
    Mistake(
        "square",
        "Your array has a column for each example instead of one for each class.",
        (
            ("np.zeros((len(labels), K))", "np.zeros((len(labels), len(labels)))"),
            ("T[rows, labels]", "T[rows, rows]"),
        ),
    ),
    Mistake(
        "whole columns",
        "You set whole columns to 1, in every row. Give a row to each label: `T[rows, labels]`.",
        (("T[rows, labels]", "T[:, labels]"),),
    ),
    Mistake(
        "whole rows",
        "`T[labels] = 1` sets whole rows, those whose number is a label. Each row gets its 1 in "
        "one column: `T[np.arange(N), labels] = 1`.",
        (("T[rows, labels]", "T[labels]"),),
    ),
    Mistake(
        "as many columns as labels",
        "Your array has a column for each label that was handed in. It has one for each class: "
        "`K` columns, however many labels there are.",
        (("return T", "return np.eye(len(labels))[labels]"),),
    ),
    Mistake(
        "True and False",
        "Your entries are True and False. The targets of a loss are numbers: `.astype(float)` "
        "makes them 1 and 0.",
        (("return T", "return T.astype(bool)"),),
    ),
    Mistake(
        "lists",
        "The rows are right, but you return lists. Arithmetic needs an array: `np.array(...)`.",
        (("T = np.zeros((len(labels), K))\n    T[rows, labels] = 1.0\n    return T", LISTS),),
    ),
    Mistake(
        "one row for all",
        "You return one vector, in which all labels are marked together. Each label has a row of "
        "its own, so the shape is (N, K).",
        (("return T", "return T.max(axis=0)"),),
    ),
    Mistake(
        "the label itself",
        "You wrote the label's number into its place. One-hot means a 1 there.",
        (("T[rows, labels] = 1.0", "T[rows, labels] = labels"),),
    ),
    Mistake(
        "upside down",
        "You have a 0 at the label and ones elsewhere.",
        (("return T", "return 1 - T"),),
    ),
    Mistake(
        "first row only",
        "Only one row is filled: perhaps the `return` stands inside the loop.",
        (("T[rows, labels]", "T[rows[:1], labels[:1]]"),),
    ),
    Mistake(
        "thermometer",
        "You filled the row up to the label. Only the label's own column is 1.",
        (("T[rows, labels] = 1.0", "T[:] = np.arange(K) <= labels[:, None]"),),
    ),
    Mistake(
        "summed over the batch",
        "You counted how often each class occurs. One-hot keeps a row for each example.",
        (("return T", "return T.sum(axis=0)"),),
    ),
)


def _from_the_identity(labels, K):
    return np.eye(K)[labels]


def _by_comparison(labels, K):
    return (labels[:, None] == np.arange(K)).astype(np.int64)


def _with_a_loop(labels, K):
    T = np.zeros((len(labels), K), dtype=np.float32)
    for n, label in enumerate(labels):
        T[n, label] = 1
    return T


TASK = Task(
    name="one_hot",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("three labels of four classes", 1, tags=("three labels",)),
        Property("other numbers of labels and classes", 1, tags=("more labels",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_from_the_identity, _by_comparison, _with_a_loop),
    hints=(
        "Begin with zeros of shape (N, K). Then put a 1 into each row.",
        "Two lists of positions pick one entry a row: `T[np.arange(N), labels]`. Or think of the "
        "rows of the identity matrix.",
    ),
)
