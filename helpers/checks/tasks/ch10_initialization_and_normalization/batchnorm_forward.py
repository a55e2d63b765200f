"""Batch normalization, forward: training with running averages, and inference."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.layers import batch_norm_forward
from helpers.layers.normalization import Running


def reference(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    """Return (Z, running_mean, running_var): Z (N, C) of X (N, C), all others (C,)."""
    mean, var = running_mean, running_var
    if training:
        N = len(X)
        mean = X.mean(axis=0)
        var = X.var(axis=0)
        unbiased = var * N / (N - 1)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * unbiased
    Xhat = (X - mean) / np.sqrt(var + eps)
    return gamma * Xhat + beta, running_mean, running_var


def inputs(rng):
    """Few examples, so that N and N - 1 differ; an epsilon that shows; averages off 0 and 1."""
    for batches, N, C, tag in [
        (1, 4, 2, "one batch"),
        (1, 5, 3, "one batch"),
        (4, 6, 3, "several batches"),
        (3, 3, 5, "several batches"),
    ]:
        size, options = rng.uniform(0.2, 2, size=C), rng.uniform([0.15, 0.03], [0.3, 0.1])
        yield _instance(rng, batches, N, size, tag, *options.tolist())
    # So little variance that the epsilon shows which a call without options has.
    yield _instance(rng, 2, 5, rng.uniform(0.002, 0.004, size=3), "without options")


def _instance(rng, batches, N, size, tag, *options):
    C, middle = len(size), rng.uniform(1, 3, size=len(size))
    drawn = [middle + size * rng.normal(size=(N, C)) for _ in range(batches)]
    X_new = middle + size * rng.normal(size=(N + 1, C))
    running = rng.normal(size=C), rng.uniform(0.3, 2.5, size=C) * size**2
    learned = rng.uniform(0.5, 2, size=C), rng.normal(size=C)
    return Instance((drawn, X_new, *learned, *running, *options), tag)


MISTAKES = (
    Mistake(
        "deviation stored as the variance",
        "Your running variance collects standard deviations. Store the variance: inference takes "
        "the root itself.",
        (("momentum * unbiased", "momentum * np.sqrt(unbiased)"),),
    ),
    Mistake(
        "deviation of numpy stored",
        "Your running variance collects `X.std(axis=0)`. Store the unbiased variance: inference "
        "takes the root itself.",
        (("momentum * unbiased", "momentum * X.std(axis=0)"),),
    ),
    Mistake(
        "biased running variance",
        "Your running variance takes the biased variance of the batch. It is to stand for data "
        "outside the batch: multiply by N / (N - 1), as PyTorch does.",
        (("var * N / (N - 1)", "var"),),
    ),
    Mistake(
        "factor upside down",
        "Your factor is upside down. The biased variance is too small, and N / (N - 1) makes it "
        "larger.",
        (("var * N / (N - 1)", "var * (N - 1) / N"),),
    ),
    Mistake(
        "number of channels",
        "Your N is the number of channels. Mean and variance run over the examples: `len(X)`.",
        (("N = len(X)", "N = X.shape[1]"),),
    ),
    Mistake(
        "factor on the old one, too",
        "The factor N / (N - 1) covers the whole sum. It belongs to the new variance alone; the "
        "running one is unbiased already.",
        (
            ("var * N / (N - 1)", "var"),
            (
                "(1 - momentum) * running_var + momentum * unbiased",
                "((1 - momentum) * running_var + momentum * unbiased) * N / (N - 1)",
            ),
        ),
    ),
    Mistake(
        "unbiased everywhere",
        "You normalize the batch by the unbiased variance. That one goes into the running average "
        "only; the batch itself is divided by the root of the biased one.",
        (
            (
                "(X - mean) / np.sqrt(var + eps)",
                "(X - mean) / np.sqrt((unbiased if training else var) + eps)",
            ),
        ),
    ),
    Mistake(
        "the two variances swapped",
        "You have the two variances the wrong way round: the biased one normalizes the batch, the "
        "unbiased one goes into the running average.",
        (
            ("momentum * unbiased", "momentum * var"),
            (
                "(X - mean) / np.sqrt(var + eps)",
                "(X - mean) / np.sqrt((unbiased if training else var) + eps)",
            ),
        ),
    ),
    Mistake(
        "epsilon outside the root",
        "You added epsilon to the standard deviation. It stands inside the root: "
        "`np.sqrt(var + eps)`.",
        (("np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),),
    ),
    Mistake(
        "epsilon missing at inference",
        "At inference epsilon is missing. The same `np.sqrt(var + eps)` serves both modes.",
        (("np.sqrt(var + eps)", "np.sqrt(var + eps * training)"),),
    ),
    Mistake(
        "no epsilon",
        "Epsilon is missing: divide by `np.sqrt(var + eps)`, in both modes.",
        (("np.sqrt(var + eps)", "np.sqrt(var)"),),
    ),
    Mistake(
        "epsilon squared away",
        "You divided by the variance. Divide by its root, `np.sqrt(var + eps)`.",
        (("np.sqrt(var + eps)", "(var + eps)"),),
    ),
    Mistake(
        "batch statistics at inference",
        "At inference you used mean and variance of the batch at hand. There the running averages "
        "take their place, so that one example gets the same answer in any company.",
        (
            (
                "    Xhat = (X",
                "    if not training:\n"
                "        mean, var = X.mean(axis=0), X.var(axis=0)\n"
                "    Xhat = (X",
            ),
        ),
    ),
    Mistake(
        "running averages in training",
        "In training you normalized by the running averages. They are only collected there; the "
        "batch is normalized by its own mean and variance.",
        (
            (
                "    Xhat = (X",
                "    if training:\n        mean, var = running_mean, running_var\n    Xhat = (X",
            ),
        ),
    ),
    Mistake(
        "momentum the wrong way round",
        "You gave the new value the weight 1 - momentum. Here, as in PyTorch, `momentum` is the "
        "weight of the *new* value.",
        (
            (
                "(1 - momentum) * running_mean + momentum * mean",
                "momentum * running_mean + (1 - momentum) * mean",
            ),
            (
                "(1 - momentum) * running_var + momentum * unbiased",
                "momentum * running_var + (1 - momentum) * unbiased",
            ),
        ),
    ),
    Mistake(
        "the last batch only",
        "Your running averages are those of the last batch. Mix: (1 - momentum) of the old and "
        "momentum of the new.",
        (
            ("(1 - momentum) * running_mean + momentum * mean", "mean"),
            ("(1 - momentum) * running_var + momentum * unbiased", "unbiased"),
        ),
    ),
    Mistake(
        "averages never updated",
        "Your running averages come back as they were. In training they move towards the batch's "
        "mean and variance.",
        (
            ("(1 - momentum) * running_mean + momentum * mean", "running_mean"),
            ("(1 - momentum) * running_var + momentum * unbiased", "running_var"),
        ),
    ),
    Mistake(
        "the old not faded",
        "You added momentum times the new value to all of the old one. The old one keeps the "
        "weight 1 - momentum.",
        (
            ("(1 - momentum) * running_mean", "running_mean"),
            ("(1 - momentum) * running_var", "running_var"),
        ),
    ),
    Mistake(
        "updated at inference",
        "Your running averages also move at inference. Then every answer changes the model: update "
        "them in training only.",
        (
            (
                "    Xhat = (X",
                "    if not training:\n"
                "        running_mean = (1 - momentum) * mean + momentum * X.mean(axis=0)\n"
                "        running_var = (1 - momentum) * var + momentum * X.var(axis=0, ddof=1)\n"
                "    Xhat = (X",
            ),
        ),
        (
            (
                (
                    "    Xhat = (X",
                    "    if not training:\n"
                    "        N = len(X)\n"
                    "        running_mean = (1 - momentum) * mean + momentum * mean\n"
                    "        running_var = (1 - momentum) * var + momentum * var * N / (N - 1)\n"
                    "    Xhat = (X",
                ),
            ),
        ),
    ),
    Mistake(
        "shifted before scaling",
        "You scaled after shifting. It is gamma times Xhat, plus beta.",
        (("gamma * Xhat + beta", "gamma * (Xhat + beta)"),),
    ),
    Mistake(
        "without gamma and beta",
        "Your output is Xhat. The learned scale and shift are missing: gamma times Xhat, plus "
        "beta.",
        (("gamma * Xhat + beta", "Xhat"),),
    ),
    Mistake(
        "gamma and beta swapped",
        "You multiplied by beta and added gamma. The scale is gamma, the shift is beta.",
        (("gamma * Xhat + beta", "beta * Xhat + gamma"),),
    ),
    Mistake(
        "not centred",
        "You did not subtract the mean. Both modes do: in training the batch's, at inference the "
        "running one.",
        (("(X - mean) / np.sqrt", "X / np.sqrt"),),
    ),
    Mistake(
        "over the features",
        "You took mean and variance over the features of each example. That is layer "
        "normalization; here it is over the examples of each channel, `axis=0`.",
        (
            ("X.mean(axis=0)", "X.mean(axis=1, keepdims=True)"),
            ("X.var(axis=0)", "X.var(axis=1, keepdims=True)"),
        ),
        ((("X.mean(axis=0)", "X.mean(axis=1)"), ("X.var(axis=0)", "X.var(axis=1)")),),
    ),
    Mistake(
        "over everything",
        "You took one mean and one variance over the whole batch. Each channel has its own: "
        "`axis=0`.",
        (("X.mean(axis=0)", "X.mean()"), ("X.var(axis=0)", "X.var()")),
    ),
    Mistake(
        "averages in the other order",
        "You return the running variance before the mean. The order is Z, then the mean, then the "
        "variance.",
        (("+ beta, running_mean, running_var", "+ beta, running_var, running_mean"),),
    ),
    Mistake(
        "only Z at inference",
        "At inference you return Z alone. The averages go back in both modes, there unchanged.",
        (
            (
                "    return gamma",
                "    if not training:\n        return gamma * Xhat + beta + 0\n    return gamma",
            ),
        ),
    ),
    Mistake(
        "only Z",
        "You returned Z alone. The updated running averages must come back too: "
        "`return Z, running_mean, running_var`.",
        (("gamma * Xhat + beta, running_mean, running_var", "gamma * Xhat + beta"),),
    ),
)


def _with_the_library(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    running, options = Running(running_mean, running_var), {"momentum": momentum, "eps": eps}
    Z, _, after = batch_norm_forward(X, gamma, beta, running, training=training, **options)
    return Z, after.mean, after.var


def _channel_by_channel(
    X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5
):
    Z, running_mean, running_var = np.zeros_like(X), list(running_mean), list(running_var)
    for c in range(X.shape[1]):
        mean, var = running_mean[c], running_var[c]
        if training:
            mean, var = np.mean(X[:, c]), np.mean((X[:, c] - np.mean(X[:, c])) ** 2)
            running_mean[c] += momentum * (mean - running_mean[c])
            running_var[c] += momentum * (np.var(X[:, c], ddof=1) - running_var[c])
        Z[:, c] = gamma[c] * (X[:, c] - mean) / (var + eps) ** 0.5 + beta[c]
    return [Z, np.array(running_mean), np.array(running_var)]


def _averages_changed_in_place(
    X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5
):
    if not training:
        scale = gamma / np.sqrt(running_var + eps)
        return X * scale + (beta - running_mean * scale), running_mean, running_var
    centred = X - X.mean(0)
    running_mean *= 1 - momentum
    running_mean += momentum * X.mean(0)
    running_var *= 1 - momentum
    running_var += momentum * (centred**2).sum(0) / (len(X) - 1)
    Z = gamma * centred / np.sqrt((centred**2).mean(0) + eps) + beta
    return Z, running_mean, running_var


def _in_float32(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    arrays = (a.astype(np.float32) for a in (X, gamma, beta, running_mean, running_var))
    return reference(*arrays, training, momentum=np.float32(momentum), eps=np.float32(eps))


TASK = Task(
    name="batchnorm_forward",
    inputs=inputs,
    reference=reference,
    driver="normalize_batches",
    properties=(
        Property("a batch in training is normalized by its own statistics", 2, part=("Z",)),
        Property("the running averages after one batch", 1, part=("running",), tags=("one batch",)),
        Property(
            "the running averages after several batches",
            1,
            part=("running",),
            tags=("several batches", "without options"),
        ),
        Property("at inference the running averages take over", 1, part=("Z_new",)),
        Property("and stay as they are", 1, part=("after",)),
    ),
    mistakes=MISTAKES,
    equivalents=(
        _with_the_library,
        _channel_by_channel,
        _averages_changed_in_place,
        _in_float32,
    ),
    simpler=None,
    hints=(
        "Begin with two cases: in training `mean` and `var` are those of `X`, over axis 0; at "
        "inference they are `running_mean` and `running_var`. After that one line normalizes "
        "with whatever `mean` and `var` are.",
        "In training also move the averages, each to (1 - momentum) times the old plus momentum "
        "times the new. For the variance the new one is `var * N / (N - 1)` (or "
        "`X.var(axis=0, ddof=1)`), while the batch is normalized by `X.var(axis=0)`.",
        "`Xhat = (X - mean) / np.sqrt(var + eps)`, and return `gamma * Xhat + beta` with the two "
        "averages. At inference they go back unchanged.",
    ),
)
