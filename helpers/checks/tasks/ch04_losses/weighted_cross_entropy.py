"""Challenge: cross-entropy in which rare classes count more."""

import numpy as np

from helpers.activations import softmax
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(Z, labels, class_weights):
    """Return (L, dL/dZ): the weighted mean loss, and its gradient (N, K)."""
    N, K = Z.shape
    w = class_weights[labels]
    P = softmax(Z)
    losses = -np.log(P[np.arange(N), labels])
    loss = (w * losses).sum() / w.sum()
    dZ = (w / w.sum())[:, None] * (P - np.eye(K)[labels])
    return loss, dZ


def inputs(rng):
    """Weights that differ by class, some class absent; the plain loss as a special case."""
    for N, K, tag in [(3, 4, "weights that differ"), (6, 3, "weights that differ")]:
        labels = np.concatenate([rng.permutation(K - 1), rng.integers(0, K - 1, N)])[:N]
        weights = rng.uniform(0.5, 1, K) * 3.0 ** np.arange(K)
        yield Instance((rng.normal(scale=2, size=(N, K)), labels, weights), tag)
    Z, labels = rng.normal(size=(4, 3)), np.array([0, 2, 1, 2])
    yield Instance((Z, labels, np.full(3, 1.7)), "equal weights")


MISTAKES = (
    Mistake(
        "divided by N",
        "You divided by N. Divide by the sum of the weights, or the loss changes its scale with "
        "them.",
        (
            ("(w * losses).sum() / w.sum()", "(w * losses).sum() / N"),
            ("(w / w.sum())[:, None]", "(w / N)[:, None]"),
        ),
    ),
    Mistake(
        "loss divided by N",
        "Your loss is divided by N: divide by the sum of the weights, as in the gradient.",
        (("(w * losses).sum() / w.sum()", "(w * losses).sum() / N"),),
    ),
    Mistake(
        "gradient divided by N",
        "Your gradient is divided by N: divide by the sum of the weights, as in the loss.",
        (("(w / w.sum())[:, None]", "(w / N)[:, None]"),),
    ),
    Mistake(
        "divided by the weights of all classes",
        "You divided by the sum over the classes. The sum runs over the examples: each counts with "
        "its own class's weight.",
        (
            ("(w * losses).sum() / w.sum()", "(w * losses).sum() / class_weights.sum()"),
            ("(w / w.sum())[:, None]", "(w / class_weights.sum())[:, None]"),
        ),
    ),
    Mistake(
        "no weights",
        "The weights have no effect in yours. Each example's loss and gradient counts w times.",
        (("w = class_weights[labels]", "w = np.ones(N)"),),
    ),
    Mistake(
        "gradient without weights",
        "The weights are in your loss, but not in the gradient.",
        (("(w / w.sum())[:, None] * (P - np.eye(K)[labels])", "(P - np.eye(K)[labels]) / N"),),
    ),
    Mistake(
        "gradient weighted by the columns",
        "You multiplied the gradient's columns by the class weights. A weight belongs to an "
        "example, by its label: it multiplies the whole row.",
        (("(w / w.sum())[:, None] *", "class_weights / w.sum() *"),),
    ),
    Mistake(
        "weights in no column",
        "One weight for each example is (N,), and does not fit beside (N, K). `w[:, None]` makes a "
        "column of it, which multiplies the rows.",
        (("(w / w.sum())[:, None] *", "(w / w.sum()) *"),),
    ),
    Mistake(
        "weights on the logits",
        "You multiplied the logits by the weights, which changes the probabilities. A weight "
        "multiplies an example's loss, and its row of the gradient.",
        (
            ("P = softmax(Z)", "P = softmax(Z * class_weights)"),
            ("w = class_weights[labels]", "w = np.ones(N)"),
        ),
    ),
    Mistake(
        "weights of the predicted classes",
        "You took the weight of the class with the largest logit. Each example counts with the "
        "weight of its own label's class: `class_weights[labels]`.",
        (("class_weights[labels]", "class_weights[Z.argmax(axis=1)]"),),
    ),
    Mistake(
        "inverse weights",
        "You divided by the weights. A larger weight makes an example count more.",
        (("w = class_weights[labels]", "w = 1 / class_weights[labels]"),),
    ),
    Mistake(
        "weights by position",
        "You took the weights in the order of the examples. Look each one up by its label: "
        "`class_weights[labels]`.",
        (("w = class_weights[labels]", "w = np.resize(class_weights, N)"),),
    ),
    Mistake(
        "weights squared",
        "Every weight acts twice in yours.",
        (("w = class_weights[labels]", "w = class_weights[labels] ** 2"),),
    ),
    Mistake(
        "labels for one-hot",
        "You subtracted the label's number. Subtract its one-hot row, 1 at the label and 0 "
        "elsewhere: `np.eye(K)[labels]`.",
        (("np.eye(K)[labels]", "labels[:, None]"),),
        ((("np.eye(K)[labels]", "labels"),),),
    ),
    Mistake(
        "not divided",
        "You added up w times the losses and did not divide: by the sum of the weights, here and "
        "in the gradient.",
        (
            ("(w * losses).sum() / w.sum()", "(w * losses).sum()"),
            ("(w / w.sum())[:, None]", "w[:, None]"),
        ),
    ),
    Mistake(
        "loss not divided",
        "Your loss is a sum. Divide it by the sum of the weights, as the gradient is.",
        (("(w * losses).sum() / w.sum()", "(w * losses).sum()"),),
    ),
    Mistake(
        "gradient not divided",
        "Your gradient is that of a sum. Divide it by the sum of the weights, as the loss is.",
        (("(w / w.sum())[:, None]", "w[:, None]"),),
    ),
    Mistake(
        "sign of the gradient",
        "Your gradient has the opposite sign: prediction minus target.",
        (("(P - np.eye(K)[labels])", "(np.eye(K)[labels] - P)"),),
    ),
    Mistake(
        "sign of the loss",
        "Your loss is negative: minus the logarithm of the right class's probability.",
        (("-np.log(P", "np.log(P"),),
    ),
    Mistake(
        "loss only",
        "You return the loss alone. The gradient is asked for too: (loss, dZ).",
        (("return loss, dZ", "return loss"),),
    ),
    Mistake(
        "order",
        "The function promises (loss, dZ), in this order.",
        (("return loss, dZ", "return dZ, loss"),),
    ),
)


def _with_a_loop(Z, labels, class_weights):
    loss, dZ, total = 0.0, np.zeros(Z.shape), sum(class_weights[k] for k in labels)
    for n, label in enumerate(labels):
        z = Z[n] - Z[n].max()
        p = np.exp(z) / np.exp(z).sum()
        share = class_weights[label] / total
        loss -= share * np.log(p[label])
        dZ[n] = share * p
        dZ[n, label] -= share
    return loss, dZ


def _by_repetition_of_shares(Z, labels, class_weights):
    T = np.eye(Z.shape[1])[labels]
    shares = T @ class_weights / (T @ class_weights).sum()
    log_p = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
    return [float(-(shares[:, None] * T * log_p).sum()), shares[:, None] * (np.exp(log_p) - T)]


def _in_float32(Z, labels, class_weights):
    return reference(Z.astype(np.float32), labels, class_weights.astype(np.float32))


TASK = Task(
    name="weighted_cross_entropy",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the loss, with weights that differ", 2, (0,), ("weights that differ",)),
        Property("its gradient, with weights that differ", 2, (1,), ("weights that differ",)),
        Property("equal weights change nothing", 1, tags=("equal weights",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_loop, _by_repetition_of_shares, _in_float32),
    after=("cross_entropy", "cross_entropy_grad"),
    hints=(
        "First make one weight for each example: `w = class_weights[labels]`, of shape (N,).",
        "The loss is the sum of w times the losses, divided by the sum of w. What was 1/N in the "
        "gradient is now w / sum of w, a number for each row.",
        "A vector (N,) multiplies the rows of an (N, K) after `[:, None]`.",
    ),
)
