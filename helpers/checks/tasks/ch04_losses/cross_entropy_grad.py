"""The gradient of the mean cross-entropy with respect to the logits."""

import numpy as np

from helpers.activations import softmax
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(Z, labels):
    """Return dL/dZ (N, K) for logits Z (N, K) and labels (N,) in 0..K-1."""
    N, K = Z.shape
    P = softmax(Z)
    T = np.eye(K)[labels]
    return (P - T) / N


def inputs(rng):
    """More classes than examples and fewer; logits at which exp overflows."""
    for N, K in [(2, 4), (5, 3)]:
        labels = np.concatenate([rng.permutation(K), rng.integers(0, K, N)])[:N]
        yield Instance((rng.normal(scale=2, size=(N, K)), labels), "ordinary logits")
    Z = np.array([[1000.0, 0.0, -1000.0, 3.0], [-1000.0, -1002.0, -1001.0, -1004.0]])
    yield Instance((Z, np.array([1, 2])), "logits of ±1000")
    Z = np.array([[1000.0], [-1000.0]]) + rng.uniform(-2, 2, size=(2, 3))
    yield Instance((Z, rng.integers(3, size=2)), "logits of ±1000")


MISTAKES = (
    Mistake(
        "not averaged",
        "Your gradient is N times too large: the loss is a mean, and its derivative keeps the 1/N.",
        (("(P - T) / N", "P - T"),),
    ),
    Mistake(
        "divided by the entries",
        "You divided by N times K. The mean is over the N examples.",
        (("(P - T) / N", "(P - T) / (N * K)"),),
    ),
    Mistake(
        "divided by the classes",
        "You divided by the number of classes. The mean is over the N examples.",
        (("(P - T) / N", "(P - T) / K"),),
    ),
    Mistake(
        "divided by N twice",
        "You divided by N twice. The loss is one mean, so 1/N stands in its gradient once.",
        (("(P - T) / N", "(P - T) / N**2"),),
    ),
    Mistake(
        "sign",
        "Your gradient has the opposite sign: prediction minus target.",
        (("(P - T)", "(T - P)"),),
    ),
    Mistake(
        "logits for probabilities",
        "You subtracted the one-hot rows from the logits. Softmax comes first.",
        (("P = softmax(Z)", "P = Z"),),
    ),
    Mistake(
        "softmax over the batch",
        "Your softmax runs over the examples. Probabilities sum to 1 over the classes, axis 1.",
        (("softmax(Z)", "softmax(Z.T).T"),),
    ),
    Mistake(
        "sigmoids",
        "You used a sigmoid for each class. With one right class the outputs compete: softmax.",
        (("softmax(Z)", "0.5 * (1 + np.tanh(0.5 * Z))"),),
    ),
    Mistake(
        "naive softmax",
        "exp(1000) overflows. The `softmax` given above subtracts each row's largest logit first.",
        (("softmax(Z)", "np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)"),),
    ),
    Mistake(
        "the target forgotten",
        "Those are the probabilities, divided by N. Take 1 away at the right class.",
        (("(P - T)", "P"),),
    ),
    Mistake(
        "labels for one-hot",
        "You subtracted the label's number. Subtract its one-hot row, 1 at the label and 0 "
        "elsewhere: `np.eye(K)[labels]`.",
        (("np.eye(K)[labels]", "labels[:, None]"),),
        ((("np.eye(K)[labels]", "labels"),),),
    ),
    Mistake(
        "only the right class",
        "Only the right class has a gradient in yours. The others do too: each is pushed down by "
        "its probability.",
        (("(P - T)", "(P - 1) * T"),),
    ),
    Mistake(
        "stopped at the probability",
        "That is the derivative with respect to the probabilities, -t/p. The step through softmax "
        "is left; after it only P - T remains.",
        (("(P - T)", "(-T / P)"),),
    ),
    Mistake(
        "extra derivative",
        "There is a factor p (1 - p) too many. Softmax's derivative is in P - T already.",
        (("(P - T)", "(P - T) * P * (1 - P)"),),
    ),
    Mistake(
        "whole columns",
        "You took 1 away in whole columns. `P[:, labels]` picks columns in every row; one entry a "
        "row is `P[np.arange(N), labels]`.",
        (("T = np.eye(K)[labels]", "T = np.isin(np.arange(K), labels) * np.ones((N, 1))"),),
    ),
    Mistake(
        "transposed",
        "Your gradient is (K, N). It has the shape of the logits, (N, K).",
        (("(P - T) / N", "(P - T).T / N"),),
    ),
)


def _in_place(Z, labels):
    dZ = softmax(Z)
    dZ[np.arange(len(Z)), labels] -= 1
    return dZ / len(Z)


def _with_a_loop(Z, labels):
    dZ = np.zeros(Z.shape)
    for n, label in enumerate(labels):
        e = np.exp(Z[n] - Z[n].max())
        dZ[n] = e / e.sum() / len(Z)
        dZ[n, label] -= 1 / len(Z)
    return dZ


def _in_float32(Z, labels):
    return reference(Z.astype(np.float32), labels)


TASK = Task(
    name="cross_entropy_grad",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right for ordinary logits", 2, tags=("ordinary logits",)),
        Property("right for logits of ±1000", 1, tags=("logits of ±1000",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_in_place, _with_a_loop, _in_float32),
    after=("one_hot",),
    hints=(
        "For one example the derivative is $p_k - t_k$: softmax minus one-hot.",
        "The loss is the mean over the batch, so each example's row is divided by N.",
    ),
)
