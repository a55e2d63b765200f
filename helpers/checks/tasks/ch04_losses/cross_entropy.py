"""The mean cross-entropy of K classes, from logits of any size."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(Z, labels):
    """Return the mean loss of logits Z (N, K) and labels (N,) in 0..K-1."""
    rows = np.arange(len(Z))
    shifted = Z - Z.max(axis=1, keepdims=True)
    logsumexp = np.log(np.exp(shifted).sum(axis=1))
    losses = logsumexp - shifted[rows, labels]
    return losses.mean()


def inputs(rng):
    """More classes than examples and fewer; logits at which exp overflows or is 0.

    Those near ±1000 lie close together, so that softmax gives probabilities that are not 0; those
    far apart make it round to 0 at the label.
    """
    for N, K in [(2, 4), (5, 3)]:
        labels = np.concatenate([rng.permutation(K), rng.integers(0, K, N)])[:N]
        yield Instance((rng.normal(scale=2, size=(N, K)), labels), "ordinary logits")
    Z = np.array([[1000.0, 1001.0, 998.0], [-1000.0, -1002.0, -1001.0]])
    yield Instance((Z, np.array([2, 1])), "logits near ±1000")
    Z = np.array([[1000.0, 0.0, -1000.0, 3.0], [-3.0, -2.0, -5.0, -4.0]])
    yield Instance((Z, np.array([1, 2])), "logits far apart")
    Z = np.array([[1000.0], [-1000.0]]) + rng.uniform(-2, 2, size=(2, 3))
    yield Instance((Z, rng.integers(3, size=2)), "logits near ±1000")
    Z = np.array([[1.0, 0.0, -1.0, 0.5]]) * rng.uniform(800, 1200, size=(2, 1))
    yield Instance((Z, rng.permutation([1, 2])), "logits far apart")


LOSSES = "losses = logsumexp - shifted[rows, labels]"
SHIFT = "shifted = Z - Z.max(axis=1, keepdims=True)"


def _capped(inside):
    """Return the edit that takes the logarithm of something made of the probability {p}."""
    p = inside.format(p="np.exp(shifted[rows, labels] - logsumexp)")
    return ((LOSSES, f"losses = -np.log({p})"),)


MISTAKES = (
    Mistake(
        "no shift",
        "exp(1000) overflows, and exp(-1000) is 0. Subtract each row's largest logit first: that "
        "changes no probability.",
        ((SHIFT, "shifted = Z"),),
    ),
    Mistake(
        "one shift for all",
        "You subtracted the largest logit of the whole batch. A row far below it then rounds to 0: "
        "take each row's own maximum.",
        ((SHIFT, "shifted = Z - Z.max()"),),
    ),
    Mistake(
        "wrong axis",
        "You summed over the examples. Probabilities sum to 1 over the classes: axis 1.",
        (("np.exp(shifted).sum(axis=1)", "np.exp(shifted).sum(axis=0)[labels]"),),
        (
            (("np.exp(shifted).sum(axis=1)", "np.exp(shifted).sum(axis=0)"),),
            (
                (
                    "np.log(np.exp(shifted).sum(axis=1))",
                    "np.log(np.exp(shifted).sum(axis=0)).mean()",
                ),
            ),
        ),
    ),
    Mistake(
        "summed",
        "You added the losses up. The loss is the mean over the batch.",
        (("losses.mean()", "losses.sum()"),),
    ),
    Mistake(
        "not averaged",
        "You return a loss for each example. Asked for is one number, their mean.",
        (("losses.mean()", "losses"),),
    ),
    Mistake(
        "averaged over the entries",
        "You divided by N times K. The mean is over the N examples.",
        (("losses.mean()", "losses.sum() / Z.size"),),
    ),
    Mistake(
        "softmax twice",
        "You applied softmax to the logits and then the loss that applies it again.",
        (
            (
                SHIFT,
                "e = np.exp(Z - Z.max(axis=1, keepdims=True))\n    shifted = e / e.sum(axis=1, "
                "keepdims=True)",
            ),
        ),
    ),
    Mistake(
        "probability for its logarithm",
        "You took minus the probability of the right class. The loss is minus its logarithm.",
        (
            (
                "losses = logsumexp - shifted[rows, labels]",
                "losses = -np.exp(shifted[rows, labels] - logsumexp)",
            ),
        ),
    ),
    Mistake(
        "logit of the right class forgotten",
        "You return logsumexp alone. The right class's logit is subtracted from it.",
        (("logsumexp - shifted[rows, labels]", "logsumexp + Z.max(axis=1)"),),
    ),
    Mistake(
        "shift counted once",
        "You shifted inside logsumexp but not for the right class's logit, so the row's maximum is "
        "left over.",
        (("- shifted[rows, labels]", "- Z[rows, labels]"),),
    ),
    Mistake(
        "sign",
        "Your loss has the opposite sign: it is the log-likelihood. A loss is never negative.",
        (("losses.mean()", "-losses.mean()"),),
    ),
    Mistake(
        "all pairs",
        "`Z[:, labels]` picks all labels' columns in every row. One entry a row is "
        "`Z[np.arange(N), labels]`.",
        (("shifted[rows, labels]", "shifted[:, labels].mean(axis=1)"),),
    ),
    Mistake(
        "binary cross-entropy",
        "You treated every class as a yes-or-no question with its own sigmoid. Here the classes "
        "compete: softmax.",
        (
            (
                "logsumexp = np.log(np.exp(shifted).sum(axis=1))",
                "logsumexp = np.logaddexp(0, Z).sum(axis=1) - Z.max(axis=1)",
            ),
        ),
    ),
    Mistake(
        "logarithm of the softmax",
        "You computed the probability first and its logarithm after. One that rounds to 0 has the "
        "logarithm -inf. Stay with the logits: log p = z_y - log(sum of exp).",
        ((LOSSES, "losses = -np.log(np.exp(shifted[rows, labels] - logsumexp))"),),
        (
            (
                (
                    LOSSES,
                    "p = np.exp(shifted - logsumexp[:, None])\n"
                    "    losses = -(np.eye(Z.shape[1])[labels] * np.log(p)).sum(axis=1)",
                ),
            ),
        ),
    ),
    Mistake(
        "small number in the logarithm",
        "Clipping the probability, or adding a small number inside the logarithm, caps the loss: a "
        "mistake that should cost 1000 here costs 40 at most.",
        _capped("{p} + 1e-12"),
        (
            *(_capped(f"{{p}} + 1e-{k}") for k in (6, 7, 8, 9, 10, 15, 16)),
            *(_capped(f"np.clip({{p}}, 1e-{k}, 1)") for k in (6, 7, 8, 9, 10, 12, 15)),
        ),
    ),
    Mistake(
        "logit for the probability",
        "You took the logarithm of the logit. A logit is no probability: softmax makes one of it, "
        "and its logarithm is what counts.",
        ((LOSSES, "losses = -np.log(Z[rows, labels])"),),
    ),
    Mistake(
        "logarithm forgotten",
        "The logarithm is missing: it is the log of the sum of exponentials, minus the right "
        "class's logit.",
        (("np.log(np.exp(shifted).sum(axis=1))", "np.exp(shifted).sum(axis=1)"),),
    ),
    Mistake(
        "base 2",
        "You took the logarithm to the base 2. The cross-entropy here uses the natural one, "
        "`np.log`.",
        (("losses.mean()", "losses.mean() / np.log(2)"),),
        ((("np.log(np.exp(shifted)", "np.log2(np.exp(shifted)"),),),
    ),
    Mistake(
        "the largest class",
        "You charged the class with the largest logit. Charge the one that the label names.",
        (("shifted[rows, labels]", "shifted.max(axis=1)"),),
    ),
)


def _with_one_hot(Z, labels):
    log_p = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
    return -(np.eye(Z.shape[1])[labels] * log_p).sum() / len(Z)


def _with_a_loop(Z, labels):
    total = 0.0
    for z, label in zip(Z, labels, strict=True):
        z = z - max(z)
        total += np.log(sum(np.exp(z))) - z[label]
    return total / len(Z)


def _in_float32(Z, labels):
    return reference(Z.astype(np.float32), labels)


def _as_differences(Z, labels):
    D = Z - np.take_along_axis(Z, labels[:, None], axis=1)
    top = D.max(axis=1)
    return float(np.mean(top + np.log(np.exp(D - top[:, None]).sum(axis=1))))


TASK = Task(
    name="cross_entropy",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right for ordinary logits", 2, tags=("ordinary logits",)),
        Property("right where exp overflows or rounds to 0", 1, tags=("logits near ±1000",)),
        Property("right where a probability rounds to 0", 1, tags=("logits far apart",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_one_hot, _with_a_loop, _in_float32, _as_differences),
    hints=(
        "For one example it is $\\log \\sum_j e^{z_j} - z_y$. First subtract the row's largest "
        "logit from all its logits.",
        "The right class's logits, one a row, are `Z[np.arange(len(Z)), labels]`.",
        "Shift the rows, take `np.log(np.exp(shifted).sum(axis=1))`, subtract the right class's "
        "shifted logit, and average.",
    ),
)
