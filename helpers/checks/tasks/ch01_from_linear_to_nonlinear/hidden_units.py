"""A layer of sigmoid units: several soft half-planes at once."""

import numpy as np

from helpers.activations import sigmoid
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(X, W, b):
    """Return the activations (N, H) of H sigmoid units for points X (N, D)."""
    Z = X @ W + b
    return sigmoid(Z)


def inputs(rng):
    """Points, inputs and units all differ in number."""
    for N, D, H, tag in [(2, 3, 4, "two points"), (5, 2, 3, "several points"), (1, 2, 4, "one")]:
        shapes = [(N, D), (D, H), H]
        yield Instance(tuple(rng.normal(size=shape) for shape in shapes), tag)


MISTAKES = (
    Mistake(
        "no sigmoid",
        "Those are the pre-activations. Each unit then squeezes its sum with the sigmoid.",
        (("sigmoid(Z)", "Z"),),
    ),
    Mistake(
        "sigmoid upside down",
        "Your units fall where they should rise: the sigmoid is 1 / (1 + exp(-z)), with a minus.",
        (("sigmoid(Z)", "sigmoid(-Z)"),),
    ),
    Mistake(
        "sigmoid twice",
        "You applied the sigmoid twice; once is enough.",
        (("sigmoid(Z)", "sigmoid(sigmoid(Z))"),),
    ),
    Mistake(
        "no bias",
        "The bias is missing. Without it every edge goes through the origin.",
        (("X @ W + b", "X @ W"),),
    ),
    Mistake(
        "bias subtracted",
        "You subtracted the bias. The formula adds it.",
        (("X @ W + b", "X @ W - b"),),
    ),
    Mistake(
        "bias after the sigmoid",
        "You added the bias after the sigmoid. It belongs into the sum: it moves the edge.",
        (("X @ W + b", "X @ W"), ("sigmoid(Z)", "sigmoid(Z) + b")),
    ),
    Mistake(
        "hard threshold",
        "You return a hard yes or no. A sigmoid unit answers softly, by a number between 0 and 1.",
        (("sigmoid(Z)", "(Z > 0).astype(float)"),),
    ),
    Mistake(
        "W transposed",
        "`X @ W.T` does not fit: `W` is (D, H), so its rows meet the columns of `X` as it is.",
        (("X @ W", "X @ W.T"),),
    ),
    Mistake(
        "W first",
        "`W @ X` treats examples as columns. Here each row of `X` is a point: `X @ W`.",
        (("X @ W", "W @ X"),),
    ),
    Mistake(
        "columns",
        "Your result is the transpose of what is asked: a row for each point, a column for each "
        "unit.",
        (("sigmoid(Z)", "sigmoid(Z).T"),),
    ),
    Mistake(
        "entry by entry",
        "`*` multiplies entry by entry. The sum over the inputs is a matrix product: `@`.",
        (("X @ W", "X * W"),),
    ),
    Mistake(
        "softmax",
        "Your units share one sum of 1, as in a softmax. Hidden units answer independently: each "
        "has its own sigmoid.",
        (("sigmoid(Z)", "np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)"),),
    ),
    Mistake(
        "summed over the units",
        "You added the units up. The hidden layer returns each unit's own answer.",
        (("sigmoid(Z)", "sigmoid(Z).sum(axis=1)"),),
    ),
)


def _with_loops(X, W, b):
    H = np.empty((len(X), len(b)))
    for n, x in enumerate(X):
        for j in range(len(b)):
            H[n, j] = 1 / (1 + np.exp(-(sum(x * W[:, j]) + b[j])))
    return H


def _unit_by_unit(X, W, b):
    return np.column_stack([sigmoid(X @ w + c) for w, c in zip(W.T, b, strict=True)])


def _with_tanh(X, W, b):
    return 0.5 + 0.5 * np.tanh((X @ W + b) / 2)


def _in_float32(X, W, b):
    return reference(*(a.astype(np.float32) for a in (X, W, b)))


TASK = Task(
    name="hidden_units",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right for several points", 2, tags=("two points", "several points")),
        Property("right for a single point", 1, tags=("one",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_loops, _unit_by_unit, _with_tanh, _in_float32),
    hints=(
        "For one unit the sum is $x_1 W_{1j} + x_2 W_{2j} + b_j$. For all points and all units it "
        "is one matrix product.",
        "`X` is (N, D) and `W` is (D, H). The product is (N, H), and NumPy adds the vector `b` to "
        "every row.",
    ),
)
