"""The output layer by least squares, on hidden units that stay as they are."""

import numpy as np

from helpers.activations import sigmoid
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(H, y):
    """Return (w, b): the weights (units,) and the bias that fit y best, given the features H."""
    A = np.column_stack([H, np.ones(len(H))])
    weights = np.linalg.lstsq(A, y, rcond=None)[0]
    return weights[:-1], weights[-1]


def inputs(rng):
    """More examples than units, targets far from mean 0, features that are not alike."""
    for N, units, tag in [(6, 2, "two units"), (9, 3, "three units"), (12, 4, "four units")]:
        H = sigmoid(rng.normal(scale=3, size=(N, units)))
        w = rng.uniform(1, 3, units) * rng.choice([-1, 1], units)
        y = H @ w + rng.uniform(2, 4) + 0.3 * rng.normal(size=N)
        yield Instance((H, y), tag)


MISTAKES = (
    Mistake(
        "no bias",
        "You fitted without the constant: append a column of ones to `H`; its weight is the bias.",
        (
            ("A = np.column_stack([H, np.ones(len(H))])", "A = H"),
            ("weights[:-1], weights[-1]", "weights, 0.0"),
        ),
    ),
    Mistake(
        "bias first",
        "The weight of the column of ones is the last one, and you took the first for the bias.",
        (("weights[:-1], weights[-1]", "weights[1:], weights[0]"),),
    ),
    Mistake(
        "ones first",
        "Your column of ones stands before the features, so the first weight is the bias; you took "
        "the last.",
        (("[H, np.ones(len(H))]", "[np.ones(len(H)), H]"),),
    ),
    Mistake(
        "the tuple of lstsq",
        "`np.linalg.lstsq` returns a tuple of four. The solution is its first entry: "
        "`np.linalg.lstsq(A, y, rcond=None)[0]`.",
        (("rcond=None)[0]", "rcond=None)"),),
        (
            (("rcond=None)[0]", "rcond=None)"), ("weights[:-1], weights[-1]", "weights")),
            (("rcond=None)[0]", "rcond=None)"), ("weights[:-1], weights[-1]", "weights[:2]")),
        ),
    ),
    Mistake(
        "one vector",
        "You returned the whole solution. The function promises two things: all weights but the "
        "last, `weights[:-1]`, and the last one, which is the bias.",
        (("weights[:-1], weights[-1]", "weights"),),
    ),
    Mistake(
        "bias among the weights",
        "`w` has one entry too many: the last weight belongs to the column of ones and is `b`.",
        (("weights[:-1], weights[-1]", "weights, weights[-1]"),),
    ),
    Mistake(
        "order",
        "`w` and `b` have changed places: the function promises (w, b).",
        (("weights[:-1], weights[-1]", "weights[-1], weights[:-1]"),),
    ),
    Mistake(
        "without the inverse",
        "You computed A'y. The normal equations are (A'A) w = A'y, so a linear system is left to "
        "solve.",
        (("np.linalg.lstsq(A, y, rcond=None)[0]", "A.T @ y"),),
    ),
    Mistake(
        "slopes one at a time",
        "You fitted each feature alone. They overlap, so the best weights come from fitting them "
        "together.",
        (
            (
                "weights = np.linalg.lstsq(A, y, rcond=None)[0]",
                "weights = np.append(np.array([np.polyfit(h, y, 1)[0] for h in H.T]), 0.0)\n"
                "    weights[-1] = np.mean(y - H @ weights[:-1])",
            ),
        ),
    ),
    Mistake(
        "mean for the bias",
        "Your bias is the mean of the targets. With features whose mean is not 0 the best bias is "
        "another: fit it with the weights.",
        (
            (
                "np.linalg.lstsq(A, y, rcond=None)[0]",
                "np.linalg.lstsq(H, y - y.mean(), rcond=None)[0]",
            ),
            ("weights[:-1], weights[-1]", "weights, y.mean()"),
        ),
    ),
    Mistake(
        "bias afterwards",
        "You fitted the weights without a constant and the bias from what was left. The best of "
        "both are found together: append a column of ones to `H`.",
        (
            ("A = np.column_stack([H, np.ones(len(H))])", "A = H"),
            ("weights[:-1], weights[-1]", "weights, np.mean(y - H @ weights)"),
        ),
    ),
    Mistake(
        "no transpose on the right",
        "In the normal equations both sides are multiplied by A': (A'A) w = A'y. Your right side "
        "is `y` itself, one entry for each example.",
        (("np.linalg.lstsq(A, y, rcond=None)[0]", "np.linalg.solve(A.T @ A, y)"),),
    ),
    Mistake(
        "some ridge",
        "Your weights are a little too small: a penalty is mixed into the equations. Asked for is "
        "the plain least-squares fit.",
        (
            (
                "np.linalg.lstsq(A, y, rcond=None)[0]",
                "np.linalg.solve(A.T @ A + 0.1 * np.eye(A.shape[1]), A.T @ y)",
            ),
        ),
    ),
    Mistake(
        "predictions",
        "You returned predictions. Asked for are the weights and the bias that make them.",
        (("weights[:-1], weights[-1]", "A @ weights, weights[-1]"),),
    ),
    Mistake(
        "averaged",
        "Your weights and bias are divided by the number of examples. Least squares needs no 1/N: "
        "it would stand on both sides.",
        (("rcond=None)[0]", "rcond=None)[0] / len(H)"),),
    ),
    Mistake(
        "features squeezed again",
        "You put `H` through the sigmoid again. It holds activations already.",
        (("np.column_stack([H, np", "np.column_stack([sigmoid(H), np"),),
    ),
    Mistake(
        "signs",
        "All signs are turned: your weights fit -y.",
        (("lstsq(A, y,", "lstsq(A, -y,"),),
    ),
)


def _normal_equations(H, y):
    A = np.hstack([H, np.ones((H.shape[0], 1))])
    weights = np.linalg.solve(A.T @ A, A.T @ y)
    return weights[:-1], weights[-1]


def _centred(H, y):
    w = np.linalg.lstsq(H - H.mean(axis=0), y - y.mean(), rcond=None)[0]
    return w, y.mean() - H.mean(axis=0) @ w


def _ones_first(H, y):
    weights = np.linalg.pinv(np.column_stack([np.ones(len(H)), H])) @ y
    return [weights[1:], float(weights[0])]


def _by_qr(H, y):
    Q, R = np.linalg.qr(np.column_stack([H, np.ones(len(H))]))
    weights = np.linalg.solve(R, Q.T @ y)
    return weights[:-1], weights[-1:][0]


TASK = Task(
    name="fit_output_layer",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the weights", 2, part=(0,)),
        Property("the bias", 2, part=(1,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_normal_equations, _centred, _ones_first, _by_qr),
    hints=(
        "The bias is a weight whose feature is always 1. So append a column of ones to `H`: "
        "`np.column_stack([H, np.ones(len(H))])`.",
        "`np.linalg.lstsq(A, y, rcond=None)` returns a tuple. Its first entry is the solution.",
        "Of the solution, all but the last entry are `w`, and the last one is `b`.",
    ),
)
