"""Challenge: batch normalization, backward, in training."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.layers import batch_norm_backward
from helpers.layers.normalization import Normalized


def reference(dZ, Xhat, s, gamma):
    """Return (dX, dgamma, dbeta): dX (N, C) like dZ and Xhat, all others (C,)."""
    N = len(dZ)
    dgamma = (dZ * Xhat).sum(axis=0)
    dbeta = dZ.sum(axis=0)
    dX = gamma / s * (dZ - dbeta / N - Xhat * dgamma / N)
    return dX, dgamma, dbeta


def inputs(rng):
    """What a forward pass leaves, with an epsilon that shows; two examples, then more."""
    for N, C, tag in [(3, 4, "a batch of 3"), (6, 4, "a larger batch"), (4, 7, "a larger batch")]:
        X = rng.normal(size=(N, C)) * rng.uniform(0.3, 2, size=C)
        s = np.sqrt(X.var(axis=0) + rng.uniform(0.01, 0.05))
        Xhat = (X - X.mean(axis=0)) / s
        yield Instance((rng.normal(size=(N, C)), Xhat, s, rng.uniform(0.5, 2, size=C)), tag)


def simpler(instance):
    """Yield batches of three that one can follow on paper; each column of Xhat has the mean 0."""
    dZ = np.array([[1.0, 2.0], [2.0, 0.0], [6.0, -1.0]])
    Xhat = np.array([[-1.0, 1.0], [0.0, -1.0], [1.0, 0.0]])
    for C in (1, 2):
        yield Instance((dZ[:, :C], Xhat[:, :C], np.array([2.0, 0.5])[:C], np.array([3.0, 1.0])[:C]))


MISTAKES = (
    Mistake(
        "statistics as constants",
        "Your `dX` treats mean and variance as constants, which they are at inference only. In "
        "training every example moves them, and that takes two more terms.",
        (("(dZ - dbeta / N - Xhat * dgamma / N)", "dZ"),),
    ),
    Mistake(
        "the mean as a constant",
        "The term of the mean is missing: each example moves the mean of its channel, which takes "
        "`dbeta / N` from every `dZ`.",
        (("dZ - dbeta / N - Xhat", "dZ - Xhat"),),
    ),
    Mistake(
        "the variance as a constant",
        "The term of the variance is missing: each example moves the variance of its channel, "
        "which takes `Xhat * dgamma / N` from `dZ`.",
        (("(dZ - dbeta / N - Xhat * dgamma / N)", "(dZ - dbeta / N)"),),
    ),
    Mistake(
        "not divided by N",
        "Your two extra terms are N times too large: they are means over the batch, so divide "
        "`dbeta` and `dgamma` by N there.",
        (("dZ - dbeta / N - Xhat * dgamma / N", "dZ - dbeta - Xhat * dgamma"),),
    ),
    Mistake(
        "Xhat missing in the last term",
        "The last term lacks `Xhat`: an example moves the variance the more, the further it lies "
        "from the mean.",
        (("Xhat * dgamma / N", "dgamma / N"),),
    ),
    Mistake(
        "not normalized in the last term",
        "In the last term you took the centred numbers, `Xhat * s`. What stands there is `Xhat`.",
        (("Xhat * dgamma / N", "Xhat * s * dgamma / N"),),
    ),
    Mistake(
        "means over all channels",
        "You took the two means over the whole array. They run over the batch only: each channel "
        "has a mean of its own, `axis=0`.",
        (("dZ - dbeta / N - Xhat * dgamma / N", "dZ - dZ.mean() - Xhat * (dZ * Xhat).mean()"),),
    ),
    Mistake(
        "signs",
        "Your two extra terms have the wrong sign: they are taken away from `dZ`.",
        (("dZ - dbeta / N - Xhat * dgamma / N", "dZ + dbeta / N + Xhat * dgamma / N"),),
    ),
    Mistake(
        "sign of the last term",
        "Your last term has the wrong sign: both terms are taken away from `dZ`.",
        (("- Xhat * dgamma / N", "+ Xhat * dgamma / N"),),
    ),
    Mistake(
        "gamma missing in dX",
        "Your `dX` lacks gamma. On its way back `dZ` passes the scale first: gamma times.",
        (("gamma / s * (dZ", "1 / s * (dZ"),),
    ),
    Mistake(
        "multiplied by s",
        "You multiplied by `s`. Forward divides by it, so backward does too.",
        (("gamma / s * (dZ", "gamma * s * (dZ"),),
    ),
    Mistake(
        "divided by the variance",
        "You divided by `s` twice. `s` is the root already, and one division is left.",
        (("gamma / s * (dZ", "gamma / s**2 * (dZ"),),
    ),
    Mistake(
        "not divided by s",
        "Your `dX` lacks the division by `s`: forward divides by it, so backward does too.",
        (("gamma / s * (dZ", "gamma * (dZ"),),
    ),
    Mistake(
        "gamma in dgamma",
        "There is a gamma too many in your `dgamma`. It is what gamma multiplies, `Xhat`, times "
        "`dZ`, summed over the batch.",
        (("return dX, dgamma, dbeta", "return dX, dgamma * gamma, dbeta"),),
    ),
    Mistake(
        "sums over the features",
        "You summed over the features: `axis=1`. gamma and beta have one entry a channel and "
        "serve all examples: sum over the batch, `axis=0`.",
        (
            ("(dZ * Xhat).sum(axis=0)", "(dZ * Xhat).sum(axis=1, keepdims=True)"),
            ("dZ.sum(axis=0)", "dZ.sum(axis=1, keepdims=True)"),
            ("return dX, dgamma, dbeta", "return dX, dgamma.ravel(), dbeta.ravel()"),
        ),
        (
            (
                ("(dZ * Xhat).sum(axis=0)", "(dZ * Xhat).sum(axis=1, keepdims=True)"),
                ("dZ.sum(axis=0)", "dZ.sum(axis=1, keepdims=True)"),
            ),
            (
                ("(dZ * Xhat).sum(axis=0)", "(dZ * Xhat).sum(axis=1)"),
                ("dZ.sum(axis=0)", "dZ.sum(axis=1)"),
            ),
        ),
    ),
    Mistake(
        "over everything",
        "You summed over all entries. Each channel has its own gamma and beta: `axis=0`.",
        (("(dZ * Xhat).sum(axis=0)", "(dZ * Xhat).sum()"), ("dZ.sum(axis=0)", "dZ.sum()")),
    ),
    Mistake(
        "averaged",
        "Your `dgamma` and `dbeta` are means over the batch. The loss's 1/N is in `dZ` already, so "
        "they are sums.",
        (("return dX, dgamma, dbeta", "return dX, dgamma / N, dbeta / N"),),
    ),
    Mistake(
        "not summed",
        "Your `dgamma` and `dbeta` still have a row for each example. Every example adds its "
        "share: sum over the batch.",
        (("return dX, dgamma, dbeta", "return dX, dZ * Xhat, dZ"),),
    ),
    Mistake(
        "axis kept",
        "Your `dgamma` and `dbeta` are (1, C), but gamma and beta are (C,): leave out `keepdims`.",
        (("return dX, dgamma, dbeta", "return dX, dgamma[None], dbeta[None]"),),
    ),
    Mistake(
        "dgamma and dbeta swapped",
        "`dgamma` and `dbeta` have changed places. The order is `dX, dgamma, dbeta`.",
        (("return dX, dgamma, dbeta", "return dX, dbeta, dgamma"),),
    ),
    Mistake(
        "number of channels",
        "Your N is the number of channels. The two terms are means over the batch: `len(dZ)`.",
        (("N = len(dZ)", "N = dZ.shape[1]"),),
    ),
    Mistake(
        "means over the features",
        "In `dX` you took the two means over the features of each example, as layer normalization "
        "does. Here they run over the batch: `dbeta / N` and `dgamma / N`.",
        (
            (
                "dZ - dbeta / N - Xhat * dgamma / N",
                "dZ - dZ.mean(axis=1, keepdims=True)"
                " - Xhat * (dZ * Xhat).mean(axis=1, keepdims=True)",
            ),
        ),
    ),
    Mistake(
        "with N - 1",
        "You divided by N - 1. The variance that normalized the batch is the biased one, so the "
        "terms are means with N.",
        (("N = len(dZ)", "N = len(dZ) - 1"),),
    ),
)


def _in_three_steps(dZ, Xhat, s, gamma):
    """Through the variance and the mean one after the other, as the first paper writes it."""
    N, centred = len(dZ), Xhat * s
    dXhat = dZ * gamma
    dvar = np.sum(dXhat * centred, axis=0) * -0.5 / s**3
    dmean = -np.sum(dXhat, axis=0) / s - dvar * 2 * centred.mean(axis=0)
    dX = dXhat / s + dvar * 2 * centred / N + dmean / N
    return [dX, np.einsum("nc,nc->c", dZ, Xhat), np.ones(N) @ dZ]


def _with_jacobians(dZ, Xhat, s, gamma):
    N, C = dZ.shape
    dX = np.empty((N, C))
    for c in range(C):
        jacobian = (np.eye(N) - 1 / N - np.outer(Xhat[:, c], Xhat[:, c]) / N) / s[c]
        dX[:, c] = gamma[c] * jacobian @ dZ[:, c]
    return dX, (dZ * Xhat).sum(0), dZ.sum(0)


def _with_the_library(dZ, Xhat, s, gamma):
    return batch_norm_backward(dZ, Normalized(Xhat, 1 / s[None], gamma[None], constant=False))


def _in_float32(dZ, Xhat, s, gamma):
    return reference(*(a.astype(np.float32) for a in (dZ, Xhat, s, gamma)))


TASK = Task(
    name="batchnorm_backward",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the gradient for gamma", 1, part=(1,)),
        Property("the gradient for beta", 1, part=(2,)),
        Property("the gradient for X, on a batch of 3", 1, part=(0,), tags=("a batch of 3",)),
        Property("the gradient for X, on larger batches", 2, part=(0,), tags=("a larger batch",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_in_three_steps, _with_jacobians, _with_the_library, _in_float32),
    simpler=simpler,
    hints=(
        "gamma and beta first. Z = gamma Xhat + beta, and each of the two serves all examples of "
        "its channel: what is beside it, times `dZ`, summed over the batch.",
        "For X there are three ways from $x_n$ to the loss: directly, over the mean and over the "
        "variance. Together they make $dz_n$ minus its mean over the batch minus $\\hat x_n$ "
        "times the mean of $dz_k\\, \\hat x_k$; then times gamma, divided by $s$.",
        "The two means are `dbeta / N` and `dgamma / N`: "
        "`dX = gamma / s * (dZ - dbeta / N - Xhat * dgamma / N)`.",
    ),
)
