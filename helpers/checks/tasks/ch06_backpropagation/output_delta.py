"""The gradient of the mean binary cross-entropy with respect to the logits."""

import numpy as np

from helpers.activations import sigmoid
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(z, y):
    """Return (sigmoid(z) - y) / N for logits z and labels y, both (N, 1)."""
    p = sigmoid(z)
    return (p - y) / len(z)


def inputs(rng):
    """Ordinary logits, and logits at which exp overflows and log meets 0."""
    for N in (3, 7):
        y = (np.arange(N) % 2.0).reshape(N, 1)
        yield Instance((rng.normal(scale=2, size=(N, 1)), y), f"a batch of {N}")
    z = np.array([[1000.0], [-1000.0], [1000.0], [-1000.0], [40.0], [-40.0]])
    y = np.array([[1.0], [0.0], [0.0], [1.0], [0.0], [1.0]])
    yield Instance((z, y), "logits of ±1000")
    z = np.array([[1.0], [-1.0], [-1.0], [1.0]]) * rng.uniform(800, 1200, size=(4, 1))
    z[rng.integers(4)] = rng.normal()
    yield Instance((z, np.array([[1.0], [0.0], [1.0], [0.0]])), "logits of ±1000")


MISTAKES = (
    Mistake(
        "not averaged",
        "Your gradient is N times too large: the loss is the mean over the batch, so its "
        "derivative keeps the 1/N.",
        (("(p - y) / len(z)", "p - y"),),
    ),
    Mistake(
        "sign",
        "Your gradient has the opposite sign. It is prediction minus label: where the prediction "
        "is too high, raising the logit raises the loss.",
        (("(p - y)", "(y - p)"),),
    ),
    Mistake(
        "sign, and not averaged",
        "Two things: it is prediction minus label, not label minus prediction, and the mean over "
        "the batch leaves a 1/N.",
        (("(p - y) / len(z)", "y - p"),),
    ),
    Mistake(
        "stopped at the probability",
        "This is the gradient for the probability p, and it divides by 0 once p rounds to 0 or 1. "
        "One step is left, from p to the logit: times p (1 - p). Then nearly everything cancels.",
        (("(p - y) / len(z)", "(-y / p + (1 - y) / (1 - p)) / len(z)"),),
    ),
    Mistake(
        "guarded division",
        "The small number that keeps log or the division alive also wipes out the gradient of a "
        "confident mistake. Simplify on paper first: then nothing needs a guard.",
        (
            ("p = sigmoid(z)", "p = 0.5 * (1 + np.tanh(0.5 * z))"),
            (
                "(p - y) / len(z)",
                "(-y / (p + 1e-12) + (1 - y) / (1 - p + 1e-12)) * p * (1 - p) / len(z)",
            ),
        ),
    ),
    Mistake(
        "through the probability",
        "You took the derivative through log(p) and log(1 - p), which divides by 0 once p rounds "
        "to 0 or 1. Simplify on paper first: nearly everything cancels.",
        (("(p - y) / len(z)", "(-y / p + (1 - y) / (1 - p)) * p * (1 - p) / len(z)"),),
    ),
    Mistake(
        "naive sigmoid",
        "exp(z) / (1 + exp(z)) is inf / inf at z = 1000. The `sigmoid` given above avoids that.",
        (("p = sigmoid(z)", "p = np.exp(z) / (1 + np.exp(z))"),),
    ),
    Mistake(
        "extra sigmoid derivative",
        "There is a factor p (1 - p) too many. That is the gradient for the squared error; in the "
        "cross-entropy this factor cancels, which is why it learns from confident mistakes.",
        (("(p - y) / len(z)", "(p - y) * p * (1 - p) / len(z)"),),
    ),
    Mistake(
        "sigmoid upside down",
        "Your sigmoid falls where it should rise: it is 1 / (1 + exp(-z)), with a minus.",
        (("p = sigmoid(z)", "p = sigmoid(-z)"),),
    ),
    Mistake(
        "sigmoid twice",
        "You applied the sigmoid twice. `z` is the logit: one sigmoid makes the probability.",
        (("p = sigmoid(z)", "p = sigmoid(sigmoid(z))"),),
    ),
    Mistake(
        "no sigmoid",
        "You subtracted the label from the logit. The logit must become a probability first.",
        (("p = sigmoid(z)", "p = z"),),
    ),
    Mistake(
        "brackets",
        "Only the label is divided by N. The difference as a whole is averaged: brackets round it.",
        (("(p - y) / len(z)", "p - y / len(z)"),),
    ),
    Mistake(
        "the loss itself",
        "You returned the loss. Asked for is its derivative with respect to each logit, an array "
        "of the shape of `z`.",
        (("(p - y) / len(z)", "np.mean(np.logaddexp(0, z) - y * z)"),),
    ),
    Mistake(
        "thresholded",
        "You compared the predicted class (0 or 1) with the label. The gradient needs the "
        "probability itself, or it is 0 for every example on the right side.",
        (("p = sigmoid(z)", "p = (z > 0).astype(float)"),),
    ),
    Mistake(
        "summed over the batch",
        "You returned one number. Every example has its own logit, so the gradient has the shape "
        "of `z`.",
        (("(p - y) / len(z)", "((p - y) / len(z)).sum()"),),
    ),
    Mistake(
        "column against row",
        "Your gradient is (N, N): somewhere an (N,) met an (N, 1), and NumPy broadcast them "
        "without a word. Keep both as columns.",
        (("(p - y)", "(p - y.ravel())"),),
    ),
    Mistake(
        "flattened",
        "Your gradient is (N,), but the logits are (N, 1). Keep the column: (N,) against (N, 1) "
        "silently broadcasts to (N, N) later.",
        (("(p - y) / len(z)", "((p - y) / len(z)).ravel()"),),
    ),
)


def _with_a_loop(z, y):
    dz = np.empty_like(z)
    for n in range(len(z)):
        dz[n, 0] = ((1 + np.tanh(z[n, 0] / 2)) / 2 - y[n, 0]) / len(z)
    return dz


def _clipped(z, y):
    return (1 / (1 + np.exp(-np.clip(z, -500, 500))) - y) / z.shape[0]


def _with_a_warning(z, y):
    return (1 / (1 + np.exp(-z)) - y) / z.size


def _in_float32(z, y):
    z = z.astype(np.float32)
    return np.multiply(0.5 * (1 + np.tanh(0.5 * z)) - y.astype(np.float32), 1 / len(z))


TASK = Task(
    name="output_delta",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right on ordinary logits", 2, tags=("a batch of 3", "a batch of 7")),
        Property("right where exp overflows and log meets 0", 1, tags=("logits of ±1000",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_loop, _clipped, _with_a_warning, _in_float32),
    hints=(
        "Take one example first. Its loss is $\\log(1 + e^z) - y z$. Differentiate the two terms "
        "separately.",
        "The derivative of $\\log(1 + e^z)$ is $e^z / (1 + e^z)$, which has a name.",
        "For one example it is $\\sigma(z) - y$. The loss is the mean over N examples, so each of "
        "them contributes an N-th of that.",
    ),
)
