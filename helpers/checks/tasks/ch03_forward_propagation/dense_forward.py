"""A layer of neurons, for a whole batch."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(X, W, b):
    """Return the pre-activation Z (N, fan_out) of X (N, fan_in), W (fan_in, fan_out), b."""
    return X @ W + b


def inputs(rng):
    """Batch, fan_in and fan_out all differ, so that no transposition fits."""
    for N, fan_in, fan_out, tag in [
        (2, 3, 4, "a batch of 2"),
        (5, 4, 3, "a batch of 5"),
        (1, 3, 2, "one example"),
    ]:
        shapes = [(N, fan_in), (fan_in, fan_out), fan_out]
        yield Instance(tuple(rng.normal(size=shape) for shape in shapes), tag)


MISTAKES = (
    Mistake(
        "bias left out",
        "The bias is missing: add `b`, and NumPy adds it to every row.",
        (("X @ W + b", "X @ W"),),
    ),
    Mistake(
        "bias subtracted",
        "You subtracted the bias. The formula adds it.",
        (("+ b", "- b"),),
    ),
    Mistake(
        "bias before the product",
        "You add `b` to the inputs. It has an entry for each unit, so it belongs to what comes out "
        "of the product: `X @ W + b`.",
        (("X @ W + b", "(X + b) @ W"),),
    ),
    Mistake(
        "one bias for all",
        "Every unit got the same bias, the sum of all. `b` has one entry a unit: just add it.",
        (("+ b", "+ b.sum()"),),
    ),
    Mistake(
        "W transposed",
        "`X @ W.T` does not fit: `W` is (fan_in, fan_out) already, so its rows meet the columns "
        "of `X`. PyTorch stores it the other way round.",
        (("X @ W", "X @ W.T"),),
    ),
    Mistake(
        "W first",
        "`W @ X` treats examples as columns. Here each row of `X` is an example, so `X` stands "
        "on the left.",
        (("X @ W", "W @ X"),),
    ),
    Mistake(
        "columns",
        "Your result is the transpose of what is asked: units in rows, examples in columns. With "
        "examples in rows it is `X @ W`.",
        (("X @ W + b", "W.T @ X.T + b[:, None]"),),
    ),
    Mistake(
        "entry by entry",
        "`*` multiplies entry by entry, and the shapes do not match for that. The sum over the "
        "inputs is a matrix product: `@`.",
        (("X @ W", "X * W"),),
    ),
    Mistake(
        "with an activation",
        "You applied ReLU as well. Asked for is the pre-activation `Z`: the activation comes "
        "after it, and differs from layer to layer.",
        (("X @ W + b", "np.maximum(X @ W + b, 0)"),),
    ),
    Mistake(
        "bias multiplied",
        "You added the bias to the inputs' weights. It belongs to the result, once a unit.",
        (("X @ W + b", "X @ (W + b)"),),
    ),
    Mistake(
        "bias for every input",
        "You added the bias once for each input: `b` ends up multiplied by fan_in. Add it once.",
        (("+ b", "+ b * len(W)"),),
    ),
    Mistake(
        "averaged over the inputs",
        "Your sum over the inputs is divided by fan_in. A neuron adds its weighted inputs up; it "
        "does not average them.",
        (("X @ W", "X @ W / len(W)"),),
    ),
    Mistake(
        "first example only",
        "You return one row. Every example of the batch has its own row of `Z`.",
        (("X @ W + b", "X[0] @ W + b"),),
    ),
    Mistake(
        "summed over the batch",
        "You added the examples up. They do not mix: row n of `Z` belongs to row n of `X`.",
        (("X @ W + b", "(X @ W + b).sum(axis=0)"),),
    ),
)


def _with_loops(X, W, b):
    Z = np.zeros((X.shape[0], W.shape[1]))
    for n in range(X.shape[0]):
        for j in range(W.shape[1]):
            for i in range(W.shape[0]):
                Z[n, j] += X[n, i] * W[i, j]
            Z[n, j] += b[j]
    return Z


def _folded(X, W, b):
    return np.column_stack([X, np.ones(len(X))]) @ np.vstack([W, b])


def _with_einsum(X, W, b):
    return np.einsum("ni,ij->nj", X, W) + b[None, :]


def _in_float32(X, W, b):
    return (X.astype("f4") @ W.astype("f4")) + b.astype("f4")


def _row_by_row(X, W, b):
    return np.array([x @ W + b for x in X])


TASK = Task(
    name="dense_forward",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right for batches", 2, tags=("a batch of 2", "a batch of 5")),
        Property("right for a batch of one", 1, tags=("one example",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_loops, _folded, _with_einsum, _in_float32, _row_by_row),
    hints=(
        "Write the shapes side by side: `X` is (N, fan_in), `W` is (fan_in, fan_out). Which "
        "product has the inner sizes meet?",
        "The bias is (fan_out,), and the product is (N, fan_out). NumPy adds a vector to every "
        "row of a matrix by itself.",
    ),
)
