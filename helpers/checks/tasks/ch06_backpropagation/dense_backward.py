"""Warm-up: the three gradients of one fully connected layer."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.layers import dense_backward as reference


def inputs(rng):
    """Batch, fan_in and fan_out all differ, so no transposition goes unnoticed."""
    for N, fan_in, fan_out, tag in [(2, 3, 1, "a batch of 2"), (5, 4, 3, "a batch of 5")]:
        dZ = rng.normal(size=(N, fan_out))
        yield Instance((dZ, rng.normal(size=(N, fan_in)), rng.normal(size=(fan_in, fan_out))), tag)


MISTAKES = (
    Mistake(
        "averaged again",
        "You divided by the batch size again, but `dZ` already carries the loss's one 1/N: just "
        "sum over the batch.",
        (("X.T @ dZ", "X.T @ dZ / len(X)"), ("dZ.sum(axis=0)", "dZ.mean(axis=0)")),
    ),
    Mistake(
        "weights averaged",
        "Your `dW` is divided by the batch size. `dZ` already carries the loss's one 1/N, so the "
        "sum that `X.T @ dZ` takes over the batch is all.",
        (("X.T @ dZ", "X.T @ dZ / len(X)"),),
    ),
    Mistake(
        "everything averaged",
        "All three are N times too small: you divided by the batch size, but `dZ` already carries "
        "the loss's one 1/N.",
        (
            ("dZ @ W.T", "dZ @ W.T / len(X)"),
            ("X.T @ dZ", "X.T @ dZ / len(X)"),
            ("dZ.sum(axis=0)", "dZ.mean(axis=0)"),
        ),
    ),
    Mistake(
        "bias averaged",
        "Your `db` is the mean of `dZ` over the batch; every example adds its share, so it is "
        "the sum (the 1/N is in `dZ` already).",
        (("dZ.sum(axis=0)", "dZ.mean(axis=0)"),),
    ),
    Mistake(
        "bias not summed",
        "Your `db` still has a row for each example. One bias serves the whole batch, so its "
        "gradient is the sum of the rows of `dZ`.",
        (("dZ.sum(axis=0)", "dZ"),),
    ),
    Mistake(
        "bias summed over the units",
        "Your `db` sums over the units, so it has one entry for each example. Sum over the batch, "
        "axis 0: one entry for each unit.",
        (("dZ.sum(axis=0)", "dZ.sum(axis=1)"),),
    ),
    Mistake(
        "bias summed over everything",
        "Your `db` is a single number. Each unit has its own bias, so sum over the batch only: "
        "`axis=0`.",
        (("dZ.sum(axis=0)", "dZ.sum()"),),
    ),
    Mistake(
        "bias keeps a row axis",
        "Your `db` has a shape like (1, fan_out), but `b` is (fan_out,): leave out `keepdims`.",
        (("dZ.sum(axis=0)", "dZ.sum(axis=0, keepdims=True)"),),
    ),
    Mistake(
        "W not transposed",
        "`dZ @ W` does not fit: going back through the layer, the gradient travels from fan_out "
        "to fan_in, so it meets `W.T`.",
        (("dZ @ W.T", "dZ @ W"),),
    ),
    Mistake(
        "W and dZ swapped",
        "`W.T @ dZ` and `W @ dZ` treat examples as columns. Here each row is an example, so `dZ` "
        "stands on the left: `dZ @ W.T`.",
        (("dZ @ W.T", "W @ dZ"),),
    ),
    Mistake(
        "X not transposed",
        "`X @ dZ` does not fit: `dW` sums over the batch, and the sum over the batch is what "
        "`X.T @ ...` does.",
        (("X.T @ dZ", "X @ dZ"),),
    ),
    Mistake(
        "dW transposed",
        "Your `dW` is (fan_out, fan_in): that is how PyTorch stores weights, while here "
        "`W` is (fan_in, fan_out) and its gradient has the same shape.",
        (("X.T @ dZ", "dZ.T @ X"),),
    ),
    Mistake(
        "wrong order",
        "You returned the gradients in another order; the function promises dX, dW, db.",
        (("return dX, dW, db", "return dW, db, dX"),),
    ),
    Mistake(
        "weights first",
        "`dX` and `dW` have changed places: the function promises dX, dW, db.",
        (("return dX, dW, db", "return dW, dX, db"),),
    ),
    Mistake(
        "entry by entry",
        "`*` multiplies entry by entry, and the shapes don't match for that. The sums over units "
        "and over the batch are matrix products: `@`.",
        (("dZ @ W.T", "dZ * W.T"),),
    ),
)


def _with_loops(dZ, X, W):
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n in range(len(X)):
        for j in range(W.shape[1]):
            db[j] += dZ[n, j]
            for i in range(W.shape[0]):
                dW[i, j] += X[n, i] * dZ[n, j]
                dX[n, i] += dZ[n, j] * W[i, j]
    return dX, dW, db


def _with_einsum(dZ, X, W):
    return (
        np.einsum("nj,ij->ni", dZ, W),
        np.einsum("ni,nj->ij", X, dZ),
        np.einsum("nj->j", dZ),
    )


def _in_float32(dZ, X, W):
    dZ, X, W = (a.astype(np.float32) for a in (dZ, X, W))
    return dZ @ W.T, X.T @ dZ, dZ.sum(0)


def _with_views(dZ, X, W):
    dW = (dZ.T @ X).T
    return [(W @ dZ.T).T, dW, np.ones(len(dZ)) @ dZ]


TASK = Task(
    name="dense_backward",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("`dX` is the gradient for the layer's input", 1, part=(0,)),
        Property("`dW` is the gradient for the weights", 1, part=(1,)),
        Property("`db` is the gradient for the biases", 1, part=(2,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_loops, _with_einsum, _in_float32, _with_views),
    hints=(
        "Start with the shapes. `dW` must have the shape of `W`, (fan_in, fan_out), and may only "
        "be made of `X`, (N, fan_in), and `dZ`, (N, fan_out). Only one matrix product fits.",
        "The sum over the batch is hidden in that product: $dW_{ij} = \\sum_n X_{ni}\\, dZ_{nj}$. "
        "The bias is a weight whose input is always 1.",
        "`dW = X.T @ dZ`, and `db` is the sum of `dZ` over its rows. For `dX`, ask which product "
        "of `dZ` and `W` (or its transpose) has the shape of `X`.",
    ),
)
