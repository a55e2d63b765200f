"""The mean binary cross-entropy, from logits of any size."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(z, y):
    """Return the mean loss of logits z and labels y, both (N, 1)."""
    losses = np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))
    return losses.mean()


def inputs(rng):
    """Ordinary logits, and logits at which exp overflows and a sigmoid rounds to 0 or 1."""
    for N in (3, 5):
        y = (np.arange(N) % 2.0).reshape(N, 1)
        yield Instance((rng.normal(scale=2, size=(N, 1)), y), "ordinary logits")
    y = np.array([[0.0], [1.0], [1.0]])
    yield Instance((np.array([[40.0], [-40.0], [-3.0]]), y), "logits of ±40")
    yield Instance((np.array([[1000.0], [-1000.0], [1000.0]]), y), "logits of ±1000")
    z = rng.choice([-1, 1], size=(3, 1)) * rng.uniform(800, 1200, size=(3, 1))
    z[0] = abs(z[0])
    yield Instance((z, y), "logits of ±1000")


NAIVE = "losses = np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))"
SMALL = (6, 7, 8, 9, 10, 12, 15, 16)


def _from_probability(p, q, clip=None):
    """Return the edit that takes logarithms of something made of the probability and its rest."""
    P = "1 / (1 + np.exp(-z))"
    if clip:
        P = f"np.clip({P}, {clip}, 1 - {clip})"
    logs = f"y * np.log({p.format(p='P')}) + (1 - y) * np.log({q.format(q='1 - P')})"
    return ((NAIVE, f"P = {P}\n    losses = -({logs})"),)


def _clipped_logit(limit):
    return ((NAIVE, f"z = np.clip(z, -{limit}, {limit})\n    {NAIVE}"),)


MISTAKES = (
    Mistake(
        "through the probability",
        "You computed the probability first and its logarithm after. Once the sigmoid rounds to 0 "
        "or 1, the logarithm is infinite. Stay with the logit.",
        _from_probability("{p}", "{q}"),
    ),
    Mistake(
        "clipped probability",
        "Clipping the probability, or adding a small number inside the logarithm, caps the loss: a "
        "confident mistake then costs 40 at most, however wrong it is.",
        _from_probability("{p}", "{q}", clip="1e-12"),
        (
            *(_from_probability("{p}", "{q}", clip=f"1e-{k}") for k in (6, 7, 8, 9, 10, 15)),
            *(_from_probability(f"{{p}} + 1e-{k}", f"{{q}} + 1e-{k}") for k in SMALL),
        ),
    ),
    Mistake(
        "sigmoid first",
        "You put a sigmoid before a formula that has it inside. `z` in it is the logit itself.",
        ((NAIVE, f"z = 0.5 * (1 + np.tanh(0.5 * z))\n    {NAIVE}"),),
    ),
    Mistake(
        "clipped logit",
        "Clipping the logit avoids the overflow and caps the loss: a mistake at z = 1000 should "
        "cost 1000. Let exp see only -|z|; then nothing has to be clipped.",
        _clipped_logit(50),
        tuple(map(_clipped_logit, (20, 30, 100, 500, 700))),
    ),
    Mistake(
        "the smaller logits",
        "You have max(-z, 0) where max(z, 0) belongs: log(1 + e^z) is about z for large z, and "
        "about 0 for very negative ones.",
        (("np.maximum(z, 0)", "np.maximum(-z, 0)"),),
    ),
    Mistake(
        "one term only",
        "Half of the formula is missing: y log p charges the examples of class 1 and "
        "(1 - y) log(1 - p) those of class 0. The loss is minus the sum of both.",
        ((NAIVE, "losses = y * np.logaddexp(0, -z)"),),
        (
            ((NAIVE, "losses = (1 - y) * np.logaddexp(0, z)"),),
            ((NAIVE, "losses = -y * np.log(1 / (1 + np.exp(-z)))"),),
            ((NAIVE, "losses = -(1 - y) * np.log(1 - 1 / (1 + np.exp(-z)))"),),
        ),
    ),
    Mistake(
        "logit for the probability",
        "You took the logarithm of the logit, as if it were a probability: it may be negative or "
        "above 1. Only its sigmoid is a probability.",
        ((NAIVE, "losses = -(y * np.log(z) + (1 - y) * np.log(1 - z))"),),
    ),
    Mistake(
        "exp of the logit",
        "exp(1000) overflows. Take the larger of z and 0 out of the logarithm: what is left inside "
        "is exp(-|z|), which is at most 1.",
        ((NAIVE, "losses = np.log(1 + np.exp(z)) - y * z"),),
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
        "label in the exponent",
        "The label does not belong in the exponent: that is the formula for labels -1 and +1. With "
        "0 and 1 every example of class 0 then costs log 2. It is log(1 + e^z) - yz.",
        (
            (
                "np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))",
                "np.maximum(-y * z, 0) + np.log1p(np.exp(-np.abs(y * z)))",
            ),
        ),
    ),
    Mistake(
        "sign of the absolute value",
        "The exponent must be -|z|. With +|z| it overflows, and for small logits the loss is too "
        "large by |z|.",
        (("np.exp(-np.abs(z))", "np.exp(np.abs(z))"),),
    ),
    Mistake(
        "no absolute value",
        "You have exp(-z) where exp(-|z|) belongs: that is right for positive logits only.",
        (("np.exp(-np.abs(z))", "np.exp(-z)"),),
    ),
    Mistake(
        "logarithm without the 1",
        "The logarithm is that of 1 + exp(-|z|). Without the 1 it is just -|z|.",
        (("np.log1p(np.exp(-np.abs(z)))", "np.log(np.exp(-np.abs(z)))"),),
    ),
    Mistake(
        "label term forgotten",
        "The term -yz is missing, so every example is treated as one of class 0.",
        ((" - y * z", ""),),
    ),
    Mistake(
        "label term added",
        "The label's term has the wrong sign: it is -yz. Being right must make the loss smaller.",
        ((" - y * z", " + y * z"),),
    ),
    Mistake(
        "minus the loss",
        "Your loss has the opposite sign: it is the log-likelihood. A loss is never negative.",
        (("losses.mean()", "-losses.mean()"),),
    ),
    Mistake(
        "base 2",
        "You took the logarithm to the base 2. The cross-entropy here uses the natural one.",
        (("np.log1p(np.exp(-np.abs(z)))", "np.log2(1 + np.exp(-np.abs(z)))"),),
    ),
    Mistake(
        "row against column",
        "An (N,) met an (N, 1), and NumPy made an (N, N) of them. Keep both as columns.",
        ((" - y * z", " - y.ravel() * z"),),
    ),
    Mistake(
        "squared error",
        "That is the squared error of the probability. The cross-entropy charges the logarithm.",
        ((NAIVE, "losses = (0.5 * (1 + np.tanh(0.5 * z)) - y) ** 2"),),
    ),
)


def _with_logaddexp(z, y):
    return np.mean(np.logaddexp(0, z) - y * z)


def _by_cases(z, y):
    total = 0.0
    for logit, label in zip(z[:, 0], y[:, 0], strict=True):
        sign = -1 if label == 1 else 1
        total += max(sign * logit, 0) + np.log(1 + np.exp(-abs(logit)))
    return total / len(z)


def _in_float32(z, y):
    return reference(z.astype(np.float32), y.astype(np.float32))


def _as_an_array(z, y):
    return np.array(np.sum(np.logaddexp(0, np.where(y == 1, -z, z))) / z.size)


TASK = Task(
    name="bce_with_logits",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right for ordinary logits", 2, tags=("ordinary logits",)),
        Property(
            "right where exp overflows and a sigmoid rounds",
            2,
            tags=("logits of ±40", "logits of ±1000"),
        ),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_logaddexp, _by_cases, _in_float32, _as_an_array),
    hints=(
        "For one example it is $\\log(1 + e^z) - yz$. Which part of that overflows?",
        "$\\log(1 + e^z)$ is $z$ plus something small when $z$ is large: take $\\max(z, 0)$ out.",
        "`np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))`, and then the mean.",
    ),
)
