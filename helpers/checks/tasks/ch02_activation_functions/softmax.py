"""Softmax of each row, for logits of any size."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(Z):
    """Return exp(Z) / (sum of exp(Z) over the row) for logits Z (N, K)."""
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def inputs(rng):
    """N and K differ; no column sums to 1. Then rows far from 0 and far from each other."""
    yield Instance((np.array([[0.0, np.log(3.0)], [1.0, 1.0], [2.0, -1.0]]),), "ordinary logits")
    for shape in [(2, 4), (5, 3)]:
        yield Instance((rng.normal(scale=1.5, size=shape),), "ordinary logits")
    Z = rng.normal(size=(3, 4)) + np.array([[1000.0], [-1000.0], [1000.0]])
    yield Instance((Z,), "rows near 1000 and near -1000")
    Z = rng.normal(size=(2, 3))
    Z[:, 1] += 1000
    Z[1, 0] += 1000
    yield Instance((Z,), "±1000 in one row")
    Z[:, 1] -= 2000
    yield Instance((Z,), "±1000 in one row")


MISTAKES = (
    Mistake(
        "columns",
        "Your columns sum to 1. Each row is an example and has to sum to 1 by itself: `axis=1`.",
        (("Z.max(axis=1", "Z.max(axis=0"), ("E.sum(axis=1", "E.sum(axis=0")),
    ),
    Mistake(
        "the sum over columns",
        "The maximum is taken of each row, but the sum of each column. Both belong to the row: "
        "`axis=1`.",
        (("E.sum(axis=1", "E.sum(axis=0"),),
    ),
    Mistake(
        "everything at once",
        "All your numbers together sum to 1. Each row has to sum to 1 by itself: `axis=1`.",
        (
            ("E / E.sum(axis=1, keepdims=True)", "E / E.sum()"),
            ("Z.max(axis=1, keepdims=True)", "Z.max()"),
        ),
    ),
    Mistake(
        "no shift",
        "exp overflows above 709, and inf / inf is nan. Only differences within a row count: "
        "subtract the row's maximum first.",
        (("Z - Z.max(axis=1, keepdims=True)", "Z"),),
    ),
    Mistake(
        "one maximum for all rows",
        "You subtract the largest logit of the whole batch. A row far below it becomes 0 / 0: "
        "each row needs its own maximum.",
        (("Z.max(axis=1, keepdims=True)", "Z.max()"),),
    ),
    Mistake(
        "one maximum, and a small number",
        "The small number in the denominator hides a 0 / 0: rows far below the largest logit of "
        "the batch come out as zeros. Subtract each row's own maximum; then no guard is needed.",
        (
            ("Z.max(axis=1, keepdims=True)", "Z.max()"),
            ("E.sum(axis=1, keepdims=True)", "(E.sum(axis=1, keepdims=True) + 1e-12)"),
        ),
    ),
    Mistake(
        "a fixed shift",
        "You subtract the same fixed number everywhere. What is right for logits near it leaves "
        "0 / 0 for the others: subtract each row's own maximum.",
        (("Z - Z.max(axis=1, keepdims=True)", "Z - 1000.0"),),
    ),
    Mistake(
        "maximum of each column",
        "You subtract the maximum of each column. That changes the differences within a row, "
        "which are all that counts: `axis=1`.",
        (("Z.max(axis=1", "Z.max(axis=0"),),
    ),
    Mistake(
        "minimum",
        "You subtract the smallest logit of the row, so the largest still overflows. Subtract the "
        "largest: then every exponent is at most 0.",
        (("Z.max(", "Z.min("),),
    ),
    Mistake(
        "mean",
        "You subtract the mean of the row. A logit far above the mean still overflows: subtract "
        "the largest.",
        (("Z.max(", "Z.mean("),),
    ),
    Mistake(
        "shift added",
        "You add the maximum, which makes large logits larger still. Subtract it.",
        (("Z - Z.max", "Z + Z.max"),),
    ),
    Mistake(
        "divided by the maximum",
        "You divide by the row's maximum. That changes the differences within the row, which are "
        "all that counts. Subtract it.",
        (("Z - Z.max(", "Z / Z.max("),),
    ),
    Mistake(
        "shift in the denominator only",
        "You subtract the maximum below the fraction bar only. The factor cancels if it stands "
        "above as well: shift first, and use the same exponentials in both places.",
        (("E / E.sum", "np.exp(Z) / E.sum"),),
    ),
    Mistake(
        "sigmoids, made to sum to 1",
        "You divided sigmoids by their sum. Softmax divides exponentials: exp(z), not "
        "1 / (1 + exp(-z)).",
        (
            (
                "E = np.exp(Z - Z.max(axis=1, keepdims=True))",
                "E = 0.5 * (1 + np.tanh(0.5 * Z))",
            ),
        ),
        (
            (
                (
                    "E = np.exp(Z - Z.max(axis=1, keepdims=True))",
                    "E = 1 / (1 + np.exp(-(Z - Z.max(axis=1, keepdims=True))))",
                ),
            ),
        ),
    ),
    Mistake(
        "clipped",
        "Clipping the logits avoids the overflow but changes the answer, where two logits lie "
        "beyond the limit. Subtracting the row's maximum changes nothing.",
        (("Z - Z.max(axis=1, keepdims=True)", "np.clip(Z, -500, 500)"),),
    ),
    Mistake(
        "not normalised",
        "Your rows do not sum to 1: the division by the row's sum of exponentials is missing.",
        (("E / E.sum(axis=1, keepdims=True)", "E"),),
    ),
    Mistake(
        "no exponential",
        "You divided the logits by their sum. Take the exponential first: it makes them positive.",
        (("E = np.exp(Z - Z.max(axis=1, keepdims=True))", "E = Z"),),
    ),
    Mistake(
        "the logarithm",
        "That is the logarithm of the softmax. Asked for are the probabilities themselves.",
        (
            (
                "E = np.exp(Z - Z.max(axis=1, keepdims=True))",
                "S = Z - Z.max(axis=1, keepdims=True)",
            ),
            (
                "E / E.sum(axis=1, keepdims=True)",
                "S - np.log(np.exp(S).sum(axis=1, keepdims=True))",
            ),
        ),
    ),
    Mistake(
        "sigmoids",
        "You applied a sigmoid to each logit. Softmax lets the classes of a row share the "
        "probability: divide by the sum over the row.",
        (("E / E.sum(axis=1, keepdims=True)", "0.5 * (1 + np.tanh(0.5 * Z))"),),
    ),
    Mistake(
        "the class only",
        "You return the one-hot argmax: 1 for the largest logit. Softmax gives every class a "
        "probability.",
        (("E / E.sum(axis=1, keepdims=True)", "(E == 1).astype(float)"),),
    ),
    Mistake(
        "minus in the exponent",
        "You took exp(-z), so the largest logit gets the smallest probability.",
        (("np.exp(Z - Z.max(axis=1, keepdims=True))", "np.exp(Z.min(axis=1, keepdims=True) - Z)"),),
    ),
    Mistake(
        "axis lost",
        "An (N, K) array and an (N,) array do not fit: the maximum and the sum over a row lose "
        "their axis. `keepdims=True` keeps it.",
        (
            ("Z.max(axis=1, keepdims=True)", "Z.max(axis=1)"),
            ("E.sum(axis=1, keepdims=True)", "E.sum(axis=1)"),
        ),
    ),
)


def _with_loops(Z):
    P = np.zeros(Z.shape)
    for n, row in enumerate(Z):
        e = [np.exp(z - max(row)) for z in row]
        for k in range(len(row)):
            P[n, k] = e[k] / sum(e)
    return P


def _by_differences(Z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)


def _through_the_logarithm(Z):
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1)[:, None])


def _transposed(Z):
    E = np.exp(Z.T - Z.max(axis=1))
    return (E / E.sum(axis=0)).T


def _in_float32(Z):
    shifted = (Z - Z.max(axis=-1)[:, np.newaxis]).astype(np.float32)
    return np.exp(shifted) / np.exp(shifted).sum(-1)[:, np.newaxis]


TASK = Task(
    name="softmax",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("right for ordinary logits", 2, tags=("ordinary logits",)),
        Property(
            "right where all logits of a row are huge", 1, tags=("rows near 1000 and near -1000",)
        ),
        Property("right where one logit of a row is huge", 1, tags=("±1000 in one row",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_loops, _by_differences, _through_the_logarithm, _transposed, _in_float32),
    hints=(
        "Three steps: the exponential of every entry, the sum over each row, a division. `axis=1` "
        "runs along a row.",
        "`E.sum(axis=1)` has the shape (N,), which does not fit beside (N, K). With "
        "`keepdims=True` it is (N, 1).",
        "Before the exponential subtract from each row its own largest entry, "
        "`Z.max(axis=1, keepdims=True)`. The same factor cancels above and below.",
    ),
)
