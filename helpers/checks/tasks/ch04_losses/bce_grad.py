"""The gradient of the mean binary cross-entropy, for labels that need not be certain."""

import numpy as np

from helpers.activations import sigmoid
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(z, y):
    """Return dL/dz (N, 1) for logits z and targets y between 0 and 1, both (N, 1)."""
    p = sigmoid(z)
    return (p - y) / len(z)


def inputs(rng):
    """Certain labels, uncertain ones, and logits at which exp overflows."""
    y = np.array([[0.0], [1.0], [1.0]])
    yield Instance((rng.normal(scale=2, size=(3, 1)), y), "ordinary logits")
    y = rng.uniform(0.1, 0.4, size=(5, 1))
    y[::2] += 0.5
    yield Instance((rng.normal(scale=2, size=(5, 1)), y), "ordinary logits")
    z = np.array([[1000.0], [-1000.0], [30.0], [-30.0]])
    yield Instance((z, np.array([[0.0], [1.0], [1.0], [0.0]])), "logits of ±1000")
    z = rng.choice([-1, 1], size=(5, 1)) * rng.uniform(800, 1200, size=(5, 1))
    y = rng.permutation([0.0, 0.0, 1.0, 1.0, 1.0])[:, None]
    yield Instance((z, y), "logits of ±1000")


MISTAKES = (
    Mistake(
        "not averaged",
        "Your gradient is N times too large: the loss is a mean, and its derivative keeps the 1/N.",
        (("(p - y) / len(z)", "p - y"),),
    ),
    Mistake(
        "sign",
        "Your gradient has the opposite sign: it is prediction minus target.",
        (("(p - y)", "(y - p)"),),
    ),
    Mistake(
        "naive sigmoid",
        "exp(z) / (1 + exp(z)) is inf / inf at z = 1000. The `sigmoid` given above avoids that.",
        (("p = sigmoid(z)", "p = np.exp(z) / (1 + np.exp(z))"),),
    ),
    Mistake(
        "squared error",
        "There is a factor p (1 - p) too many. That is the gradient of half the squared error; in "
        "the cross-entropy it cancels.",
        (("(p - y) / len(z)", "(p - y) * p * (1 - p) / len(z)"),),
    ),
    Mistake(
        "stopped at the probability",
        "That is the derivative with respect to p. One step is left, to the logit: times "
        "p (1 - p), and nearly everything cancels.",
        (("(p - y) / len(z)", "(-y / p + (1 - y) / (1 - p)) / len(z)"),),
    ),
    Mistake(
        "no sigmoid",
        "You subtracted the target from the logit. The logit must become a probability first.",
        (("p = sigmoid(z)", "p = z"),),
    ),
    Mistake(
        "the decision for the probability",
        "You compared the decision, 0 or 1, with the target. The gradient needs the probability.",
        (("p = sigmoid(z)", "p = (z > 0).astype(float)"),),
    ),
    Mistake(
        "certain targets only",
        "You decide between two cases, targets of 1 and all others. A target may lie between 0 "
        "and 1, and p - y holds for each of them.",
        (("(p - y)", "np.where(y == 1, p - 1, p)"),),
    ),
    Mistake(
        "a factor 2",
        "There is a factor 2 too many, as the derivative of a square has. The derivative of the "
        "cross-entropy is p - y.",
        (("(p - y)", "2 * (p - y)"),),
    ),
    Mistake(
        "divided by N twice",
        "You divided by N twice. The loss is one mean, so 1/N stands in its gradient once.",
        (("(p - y) / len(z)", "(p - y) / len(z) ** 2"),),
    ),
    Mistake(
        "target rounded",
        "You rounded the target to 0 or 1. A target may be uncertain, and the formula holds for "
        "any y between 0 and 1.",
        (("(p - y)", "(p - np.round(y))"),),
    ),
    Mistake(
        "brackets",
        "Only the target is divided by N: brackets round the difference are missing.",
        (("(p - y) / len(z)", "p - y / len(z)"),),
    ),
    Mistake(
        "summed",
        "You return one number. Every logit has its own derivative: the gradient is (N, 1).",
        (("(p - y) / len(z)", "((p - y) / len(z)).sum()"),),
    ),
    Mistake(
        "column against row",
        "An (N,) met an (N, 1), and NumPy made an (N, N) of them. Keep both as columns.",
        (("(p - y)", "(p - y.ravel())"),),
    ),
    Mistake(
        "the loss itself",
        "You returned the loss. Asked for is its derivative with respect to each logit.",
        (("(p - y) / len(z)", "np.mean(np.logaddexp(0, z) - y * z)"),),
    ),
)


def _with_tanh(z, y):
    return (0.5 + 0.5 * np.tanh(z / 2) - y) / z.size


def _with_a_loop(z, y):
    dz = np.zeros(z.shape)
    for n in range(len(z)):
        dz[n] = (sigmoid(z[n]) - y[n]) / z.shape[0]
    return dz


def _clipped(z, y):
    return np.multiply(1 / (1 + np.exp(-np.clip(z, -500, 500))) - y, 1 / len(y))


def _in_float32(z, y):
    return reference(z.astype(np.float32), y.astype(np.float32))


TASK = Task(
    name="bce_grad",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("ordinary logits, targets certain and uncertain", 2, tags=("ordinary logits",)),
        Property("logits of ±1000", 1, tags=("logits of ±1000",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_tanh, _with_a_loop, _clipped, _in_float32),
    hints=(
        "One example first: its loss is $\\log(1 + e^z) - yz$. Differentiate the two terms.",
        "The derivative of $\\log(1 + e^z)$ is $e^z/(1 + e^z) = \\sigma(z)$. And the mean over N "
        "examples gives each of them an N-th.",
    ),
)
