"""How far a mini-batch gradient strays from the full one, by its batch size."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(gradients, batch_size, replacement):
    """Return the mean squared distance of a batch's mean gradient from that of all examples."""
    N = len(gradients)
    deviations = gradients - gradients.mean(axis=0)
    sigma2 = np.mean(np.sum(deviations**2, axis=1))
    variance = sigma2 / batch_size
    if not replacement:
        variance = variance * (N - batch_size) / (N - 1)
    return variance


def inputs(rng):
    """More and fewer parameters than examples; batches of one, of some, of all; a mean far off."""
    for N, P, batch_size in [(5, 3, 2), (4, 7, 3), (9, 4, 6), (6, 2, 1)]:
        gradients = rng.normal(loc=2, size=(N, P)) * rng.uniform(0.5, 2, size=P)
        yield Instance((gradients, batch_size, True), "with replacement")
        yield Instance((gradients, batch_size, False), "without replacement")
    yield Instance((rng.normal(size=(4, 3)), 4, False), "without replacement")
    yield Instance((rng.normal(size=(3, 5)), 8, True), "with replacement")


MISTAKES = (
    Mistake(
        "no correction",
        "Without replacement the draws are not independent: the factor (N - B) / (N - 1) is "
        "missing. With B = N the batch is the whole set and nothing may remain.",
        (("variance * (N - batch_size) / (N - 1)", "variance"),),
    ),
    Mistake(
        "corrected always",
        "You apply (N - B) / (N - 1) with replacement as well. There the draws are independent, "
        "and the variance is sigma^2 / B.",
        (("if not replacement:", "if True:"),),
    ),
    Mistake(
        "corrected the wrong way round",
        "The factor (N - B) / (N - 1) belongs to draws without replacement; you apply it to those "
        "with replacement.",
        (("if not replacement:", "if replacement:"),),
    ),
    Mistake(
        "the share that is left",
        "Your factor is (N - B) / N. It is (N - B) / (N - 1), so that a batch of one example "
        "has the full variance.",
        (("(N - 1)", "N"),),
    ),
    Mistake(
        "divided by N - 1",
        "You divided the sum of squares by N - 1, which estimates a variance from a sample. Here "
        "the N examples are all there are: divide by N.",
        (("np.mean(np.sum(deviations**2, axis=1))", "np.sum(deviations**2) / (N - 1)"),),
    ),
    Mistake(
        "not divided by B",
        "This is the variance of one example's gradient. The mean over B independent draws has a "
        "B-th of it.",
        (("sigma2 / batch_size", "sigma2"),),
    ),
    Mistake(
        "divided by the root of B",
        "You divided by the root of B. That is how the typical error falls; its square, the "
        "variance, falls as 1/B.",
        (("sigma2 / batch_size", "sigma2 / np.sqrt(batch_size)"),),
    ),
    Mistake(
        "typical error",
        "You took the root: that is the typical error. Asked for is its square, the variance.",
        (("return variance", "return np.sqrt(variance)"),),
    ),
    Mistake(
        "averaged over the parameters",
        "You averaged over the parameters, too. The squared distance between two vectors is the "
        "sum over their entries.",
        (("np.sum(deviations**2, axis=1)", "np.mean(deviations**2, axis=1)"),),
    ),
    Mistake(
        "summed over the examples",
        "You summed over the examples. sigma^2 is the mean of their squared distances.",
        (("np.mean(np.sum(deviations**2, axis=1))", "np.sum(deviations**2)"),),
    ),
    Mistake(
        "from zero",
        "You measure the distance from zero: that is the length of the gradients. Subtract the "
        "mean gradient first.",
        (("gradients - gradients.mean(axis=0)", "gradients"),),
    ),
    Mistake(
        "one mean for all parameters",
        "You subtract one mean for everything. Each parameter has its own: average over the "
        "examples, `axis=0`.",
        (("gradients.mean(axis=0)", "gradients.mean()"),),
    ),
    Mistake(
        "mean over the wrong axis",
        "You average each example's gradient over its parameters. The full gradient is the mean "
        "over the examples, `axis=0`.",
        (("gradients.mean(axis=0)", "gradients.mean(axis=1, keepdims=True)"),),
    ),
    Mistake(
        "distance not squared",
        "You take the mean distance. In a variance it is squared, before the mean is taken.",
        (
            (
                "np.mean(np.sum(deviations**2, axis=1))",
                "np.mean(np.sqrt(np.sum(deviations**2, axis=1)))",
            ),
        ),
    ),
    Mistake(
        "each parameter for itself",
        "You return a variance for each parameter. Add them up: asked for is one number.",
        (("np.mean(np.sum(deviations**2, axis=1))", "np.mean(deviations**2, axis=0)"),),
    ),
)


def _by_variances(gradients, batch_size, replacement):
    factor = 1 if replacement else (len(gradients) - batch_size) / (len(gradients) - 1)
    return np.var(gradients, axis=0).sum() * factor / batch_size


def _by_loops(gradients, batch_size, replacement):
    N, mean = len(gradients), sum(gradients) / len(gradients)
    total = 0.0
    for g in gradients:
        total += float(np.dot(g - mean, g - mean))
    covariance = 0.0 if replacement else -total / N / (N - 1)
    return (batch_size * total / N + batch_size * (batch_size - 1) * covariance) / batch_size**2


def _in_float32(gradients, batch_size, replacement):
    return reference(gradients.astype(np.float32), batch_size, replacement)


TASK = Task(
    name="gradient_variance",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("with replacement", 2, tags=("with replacement",)),
        Property("without replacement", 2, tags=("without replacement",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_by_variances, _by_loops, _in_float32),
    hints=(
        "First sigma^2. The full gradient is the mean of the rows; the squared length of what "
        "each row has beyond it, averaged over the rows, is sigma^2.",
        "Divide by the batch size. If `replacement` is False, multiply by (N - B) / (N - 1).",
    ),
)
