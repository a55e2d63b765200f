"""Layer normalization: each example over its own features."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.layers import layer_norm_forward


def reference(X, gamma, beta, eps=1e-5):
    """Return Z (N, D): each row of X (N, D) normalized, then gamma (D,) times it plus beta (D,)."""
    mean = X.mean(axis=1, keepdims=True)
    var = X.var(axis=1, keepdims=True)
    Xhat = (X - mean) / np.sqrt(var + eps)
    return gamma * Xhat + beta


def inputs(rng):
    """Rows of different size and mean, few features, an epsilon that shows; one example alone."""
    for N, D, tag in [(2, 3, "a batch"), (5, 4, "a batch"), (1, 6, "one example")]:
        size, eps = rng.uniform(0.2, 2, size=(N, 1)), float(rng.uniform(0.03, 0.1))
        yield _instance(rng, D, size, tag, eps)
    # So little variance that the epsilon shows which a call without it has.
    yield _instance(rng, 5, rng.uniform(0.002, 0.004, size=(3, 1)), "a batch")


def _instance(rng, D, size, tag, *eps):
    X = rng.uniform(1, 3, size=size.shape) + size * rng.normal(size=(len(size), D))
    return Instance((X, rng.uniform(0.5, 2, size=D), rng.normal(size=D), *eps), tag)


MISTAKES = (
    Mistake(
        "over the batch",
        "You normalized each feature over the examples: that is batch normalization. Here each "
        "example is normalized over its own features, `axis=1`.",
        (
            ("X.mean(axis=1, keepdims=True)", "X.mean(axis=0)"),
            ("X.var(axis=1, keepdims=True)", "X.var(axis=0)"),
        ),
    ),
    Mistake(
        "over everything",
        "You took one mean and one variance for all examples together. Each row has its own: "
        "`axis=1, keepdims=True`.",
        (
            ("X.mean(axis=1, keepdims=True)", "X.mean()"),
            ("X.var(axis=1, keepdims=True)", "X.var()"),
        ),
    ),
    Mistake(
        "axis not kept",
        "The means over axis 1 have the shape (N,), which does not go with (N, D). Keep the axis: "
        "`keepdims=True`.",
        (
            ("X.mean(axis=1, keepdims=True)", "X.mean(axis=1)"),
            ("X.var(axis=1, keepdims=True)", "X.var(axis=1)"),
        ),
    ),
    Mistake(
        "first example only",
        "Only the first example comes back: the `return` stands inside the loop.",
        (("return gamma * Xhat + beta", "return (gamma * Xhat + beta)[0]"),),
        ((("return gamma * Xhat + beta", "return (gamma * Xhat + beta)[:1]"),),),
    ),
    Mistake(
        "unbiased variance",
        "You divided by D - 1 in the variance (`ddof=1`). Layer normalization takes the biased "
        "one, divided by D.",
        (("X.var(axis=1, keepdims=True)", "X.var(axis=1, keepdims=True, ddof=1)"),),
    ),
    Mistake(
        "epsilon outside the root",
        "You added epsilon to the standard deviation. It stands inside the root: "
        "`np.sqrt(var + eps)`.",
        (("np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),),
    ),
    Mistake(
        "no epsilon",
        "Epsilon is missing: divide by `np.sqrt(var + eps)`.",
        (("np.sqrt(var + eps)", "np.sqrt(var)"),),
    ),
    Mistake(
        "divided by the variance",
        "You divided by the variance. Divide by its root, `np.sqrt(var + eps)`.",
        (("np.sqrt(var + eps)", "(var + eps)"),),
    ),
    Mistake(
        "divided by the length",
        "You divided by the length of the row, the root of a *sum* of squares. The variance is "
        "their mean: divided by D, before the root.",
        (("X.var(axis=1, keepdims=True)", "np.sum((X - mean) ** 2, axis=1, keepdims=True)"),),
    ),
    Mistake(
        "not centred",
        "You did not subtract the mean of the row.",
        (("(X - mean) / np.sqrt", "X / np.sqrt"),),
    ),
    Mistake(
        "without gamma and beta",
        "Your output is Xhat. Layer normalization has parameters: gamma times Xhat, plus beta.",
        (("gamma * Xhat + beta", "Xhat"),),
    ),
    Mistake(
        "without beta",
        "The shift is missing: add beta.",
        (("gamma * Xhat + beta", "gamma * Xhat"),),
    ),
    Mistake(
        "without gamma",
        "The scale is missing: multiply Xhat by gamma.",
        (("gamma * Xhat + beta", "Xhat + beta"),),
    ),
    Mistake(
        "shifted before scaling",
        "You scaled after shifting. It is gamma times Xhat, plus beta.",
        (("gamma * Xhat + beta", "gamma * (Xhat + beta)"),),
    ),
    Mistake(
        "gamma and beta swapped",
        "You multiplied by beta and added gamma. The scale is gamma, the shift is beta.",
        (("gamma * Xhat + beta", "beta * Xhat + gamma"),),
    ),
)


def _with_the_library(X, gamma, beta, eps=1e-5):
    return layer_norm_forward(X, gamma, beta, eps=eps)[0]


def _row_by_row(X, gamma, beta, eps=1e-5):
    rows = []
    for x in X:
        mean = sum(x) / len(x)
        var = sum((x - mean) ** 2) / len(x)
        rows.append(gamma * (x - mean) * (var + eps) ** -0.5 + beta)
    return np.array(rows)


def _transposed(X, gamma, beta, eps=1e-5):
    centred = X.T - X.T.mean(axis=0)
    return (centred / np.sqrt(np.einsum("dn,dn->n", centred, centred) / len(centred) + eps)).T * (
        gamma
    ) + beta


def _in_float32(X, gamma, beta, eps=1e-5):
    return reference(*(a.astype(np.float32) for a in (X, gamma, beta)), np.float32(eps))


TASK = Task(
    name="layernorm_forward",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("one example alone", 1, tags=("one example",)),
        Property("every example of a batch by itself", 1, tags=("a batch",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_the_library, _row_by_row, _transposed, _in_float32),
    hints=(
        "It is the line of batch normalization with mean and variance over another axis: the "
        "features of each row.",
        "`X.mean(axis=1, keepdims=True)` has the shape (N, 1) and broadcasts against X; without "
        "`keepdims` it is (N,), and does not.",
    ),
)
