"""Inputs with mean 0 and variance 1, by the training set's statistics and no other's."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.data import standardization


def reference(X_train, X_new):
    """Return both, scaled by mean and deviation of X_train (N, D); X_new (M, D)."""
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    std = np.where(std > 0, std, 1.0)
    return (X_train - mean) / std, (X_new - mean) / std


def inputs(rng):
    """Features of different sizes; new data from elsewhere; one feature that never varies."""
    for N, M, D, tag in [(4, 3, 2, "two features"), (9, 5, 4, "four features")]:
        size, middle = 10.0 ** rng.uniform(0, 2, size=D), rng.uniform(2, 5, size=D)
        size[0] = rng.uniform(0.1, 0.4)
        X_train = size * (middle + rng.normal(size=(N, D)))
        yield Instance((X_train, size * (middle + 1 + 2 * rng.normal(size=(M, D)))), tag)
    X_train, X_new = rng.normal(4, 2, size=(6, 3)), rng.normal(4, 2, size=(4, 3))
    X_train[:, 1], X_new[:, 1] = 5.0, [5.0, 8.0, 5.0, 3.0]
    yield Instance((X_train, X_new), "a feature that never varies")


MISTAKES = (
    Mistake(
        "new data by their own statistics",
        "You scaled the new data by their own mean and deviation. Then the same house gets other "
        "numbers in other company: use those of `X_train` for both.",
        (("(X_new - mean) / std", "(X_new - X_new.mean(axis=0)) / X_new.std(axis=0)"),),
    ),
    Mistake(
        "new data by their own deviation",
        "You subtracted the training mean from the new data, but divided by their own deviation. "
        "Both numbers come from `X_train`.",
        (("(X_new - mean) / std", "(X_new - mean) / X_new.std(axis=0)"),),
    ),
    Mistake(
        "new data by their own mean",
        "You subtracted the new data's own mean. Mean and deviation both come from `X_train`.",
        (("(X_new - mean) / std", "(X_new - X_new.mean(axis=0)) / std"),),
    ),
    Mistake(
        "statistics of all data",
        "Your statistics come from both sets together, so the new data have had a say in them. "
        "Compute them from `X_train` alone.",
        (
            ("X_train.mean(axis=0)", "np.concatenate([X_train, X_new]).mean(axis=0)"),
            ("X_train.std(axis=0)", "np.concatenate([X_train, X_new]).std(axis=0)"),
        ),
    ),
    Mistake(
        "statistics of the new data",
        "You computed the statistics from `X_new`. They belong to the model, and that was trained "
        "on `X_train`.",
        (
            ("X_train.mean(axis=0)", "X_new.mean(axis=0)"),
            ("X_train.std(axis=0)", "X_new.std(axis=0)"),
        ),
    ),
    Mistake(
        "new data as they were",
        "Your new data come back as they were, and a model that was trained on scaled inputs needs "
        "scaled inputs ever after. If you wrote the scaled data over `X_train`, its mean is 0 and "
        "its deviation 1 by then: take both before.",
        (("(X_new - mean) / std", "X_new"),),
    ),
    Mistake(
        "each example by itself",
        "You scaled each example by its own mean and deviation, as one does with images. Here each "
        "*feature* has its own, over the training examples: `axis=0`.",
        (
            (
                "(X_train - mean) / std, (X_new - mean) / std",
                "tuple((X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)"
                " for X in (X_train, X_new))",
            ),
        ),
    ),
    Mistake(
        "wrong axis",
        "`axis=1` averages over the features and gives one number for each example. Average over "
        "the examples: `axis=0`.",
        (
            ("X_train.mean(axis=0)", "X_train.mean(axis=1)"),
            ("X_train.std(axis=0)", "X_train.std(axis=1)"),
        ),
        (
            (
                ("X_train.mean(axis=0)", "X_train.mean(axis=1, keepdims=True)"),
                ("X_train.std(axis=0)", "X_train.std(axis=1, keepdims=True)"),
            ),
        ),
    ),
    Mistake(
        "one mean for everything",
        "You took one mean and one deviation over all features together. The large features then "
        "stay large: `axis=0` gives each feature its own.",
        (("X_train.mean(axis=0)", "X_train.mean()"), ("X_train.std(axis=0)", "X_train.std()")),
    ),
    Mistake(
        "variance for deviation",
        "You divided by the variance. Divide by its root, the standard deviation.",
        (("X_train.std(axis=0)", "X_train.var(axis=0)"),),
    ),
    Mistake(
        "unbiased deviation",
        "You divided by N - 1 in the variance (`ddof=1`). Asked for is the deviation with N, "
        "which is what `std` takes by itself.",
        (("X_train.std(axis=0)", "X_train.std(axis=0, ddof=1)"),),
    ),
    Mistake(
        "not centred",
        "You divided, but did not subtract the mean: then the features still do not have mean 0.",
        (("(X_train - mean) / std, (X_new - mean) / std", "X_train / std, X_new / std"),),
    ),
    Mistake(
        "new data not centred",
        "You divided the new data, but did not subtract the training mean from them. Both steps "
        "are the same for both sets.",
        (("(X_new - mean) / std", "X_new / std"),),
    ),
    Mistake(
        "brackets missing",
        "Brackets are missing: `X - mean / std` divides the mean alone. First subtract, then "
        "divide: `(X - mean) / std`.",
        (
            (
                "(X_train - mean) / std, (X_new - mean) / std",
                "X_train - mean / std, X_new - mean / std",
            ),
        ),
    ),
    Mistake(
        "left alone",
        "A feature that never varies is not divided, but it is shifted: subtract its mean, like "
        "any other's.",
        (
            (
                "    std = np.where(std > 0, std, 1.0)\n",
                "    mean = np.where(std > 0, mean, 0.0)\n    std = np.where(std > 0, std, 1.0)\n",
            ),
        ),
    ),
    Mistake(
        "only centred",
        "You subtracted the mean, but did not divide by the deviation: then the features still "
        "have different ranges.",
        (("(X_train - mean) / std, (X_new - mean) / std", "X_train - mean, X_new - mean"),),
    ),
    Mistake(
        "scaled to [0, 1]",
        "You mapped the smallest value to 0 and the largest to 1. Asked for are mean 0 and "
        "variance 1.",
        (
            ("X_train.mean(axis=0)", "X_train.min(axis=0)"),
            ("X_train.std(axis=0)", "X_train.max(axis=0) - mean"),
        ),
    ),
    Mistake(
        "division by 0",
        "A feature that never varies in the training set has the deviation 0, and you divide by "
        "it. Divide by 1 there.",
        (("np.where(std > 0, std, 1.0)", "std"),),
    ),
    Mistake(
        "a small number added",
        "You added a small number to each deviation. Where the deviation is 0, new values are then "
        "blown up: a feature that never varied is only shifted, so divide by 1 there.",
        (("np.where(std > 0, std, 1.0)", "std + 1e-8"),),
    ),
    Mistake(
        "set to 0",
        "You set a feature to 0 where it never varied in the training set. A new value may differ "
        "from that: it is only shifted by the mean.",
        (("np.where(std > 0, std, 1.0)", "np.where(std > 0, std, np.inf)"),),
    ),
    Mistake(
        "order",
        "You returned the new data first. The training data come first.",
        (
            (
                "(X_train - mean) / std, (X_new - mean) / std",
                "(X_new - mean) / std, (X_train - mean) / std",
            ),
        ),
    ),
)


def _with_loops(X_train, X_new):
    one, other = np.zeros(X_train.shape), np.zeros(X_new.shape)
    for d in range(X_train.shape[1]):
        column = X_train[:, d]
        mean = sum(column) / len(column)
        std = (sum((x - mean) ** 2 for x in column) / len(column)) ** 0.5
        if std == 0:
            std = 1
        one[:, d], other[:, d] = (column - mean) / std, (X_new[:, d] - mean) / std
    return one, other


def _with_the_library(X_train, X_new):
    fitted = standardization(X_train)
    return [fitted.apply(X_train), fitted.apply(X_new)]


def _with_a_mask(X_train, X_new):
    std = np.sqrt(np.mean(X_train**2, axis=0) - np.mean(X_train, axis=0) ** 2)
    std[np.ptp(X_train, axis=0) == 0] = 1
    return tuple((X - np.average(X_train, axis=0)) / std for X in (X_train, X_new))


def _in_float32(X_train, X_new):
    return reference(X_train.astype(np.float32), X_new.astype(np.float32))


TASK = Task(
    name="standardize",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the training set", 1, part=(0,), tags=("two features", "four features")),
        Property(
            "new data, by the training set's statistics",
            2,
            part=(1,),
            tags=("two features", "four features"),
        ),
        Property("a feature that never varies", 1, tags=("a feature that never varies",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_loops, _with_the_library, _with_a_mask, _in_float32),
    hints=(
        "`X_train.mean(axis=0)` is a vector with one entry a feature, and so is "
        "`X_train.std(axis=0)`. Both are computed once, from `X_train`.",
        "Subtract and divide by these two in both sets: `(X_new - mean) / std` with the same "
        "`mean` and `std`.",
        "Before you divide: `std = np.where(std > 0, std, 1.0)`.",
    ),
)
