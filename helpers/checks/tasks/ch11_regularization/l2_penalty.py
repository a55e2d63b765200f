"""The warm-up: the L2 penalty of an array of weights, and its gradient."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(W, alpha):
    """Return (penalty, gradient) of alpha/2 times the sum of squares."""
    penalty = alpha / 2 * np.sum(W**2)
    return penalty, alpha * W


def inputs(rng):
    """Both signs, sizes that differ, strengths that are not 1, weights below and above 1."""
    yield Instance((np.array([[3.0, -4.0]]), 0.1), "two weights")
    for shape, scale in [((4, 3), 1.0), ((2, 5), 3.0), ((3, 2, 2), 0.4)]:
        W = scale * rng.normal(size=shape)
        yield Instance((W, float(rng.uniform(0.2, 0.8))), f"weights of shape {shape}")


_GRADIENT = "return penalty, alpha * W"

MISTAKES = (
    Mistake(
        "half forgotten",
        "Your penalty is alpha times the sum of squares. Here it has the factor 1/2, so that the "
        "gradient is alpha W.",
        (("alpha / 2 *", "alpha *"),),
    ),
    Mistake(
        "gradient with a 2",
        "Your gradient is that of alpha times the sum of squares. The 1/2 cancels the 2 of the "
        "derivative: alpha W is left.",
        ((_GRADIENT, "return penalty, 2 * alpha * W"),),
    ),
    Mistake(
        "both without the half",
        "Your penalty lacks the factor 1/2, and your gradient belongs to yours: both are twice "
        "as large. That is Keras's form.",
        (("alpha / 2 *", "alpha *"), (_GRADIENT, "return penalty, 2 * alpha * W")),
    ),
    Mistake(
        "half in the gradient",
        "The 1/2 does not stay in the gradient: the derivative of alpha/2 w^2 is alpha w.",
        ((_GRADIENT, "return penalty, alpha / 2 * W"),),
    ),
    Mistake(
        "mean for sum",
        "You took the mean of the squares. The penalty is a sum over all weights; there is no "
        "division by their number.",
        (("np.sum(W**2)", "np.mean(W**2)"),),
    ),
    Mistake(
        "divided by the rows",
        "You divided by the number of rows. The penalty belongs to the weights and not to the "
        "examples: it has no 1/N.",
        (
            ("alpha / 2 *", "alpha / 2 / len(W) *"),
            (_GRADIENT, "return penalty, alpha * W / len(W)"),
        ),
        (
            (("alpha / 2 *", "alpha / 2 / len(W) *"),),
            ((_GRADIENT, "return penalty, alpha * W / len(W)"),),
        ),
    ),
    Mistake(
        "norm not squared",
        "You took the root of the sum, the length of W. The penalty has its square.",
        (("np.sum(W**2)", "np.sqrt(np.sum(W**2))"),),
    ),
    Mistake(
        "square of the sum",
        "You added first and squared then, so that weights of opposite signs cancel. Square each "
        "weight, then add.",
        (("np.sum(W**2)", "np.sum(W) ** 2"),),
    ),
    Mistake(
        "absolute values",
        "You added absolute values: that is the L1 penalty. Asked for is L2, with squares.",
        (("np.sum(W**2)", "np.sum(np.abs(W))"),),
    ),
    Mistake(
        "L1 for L2",
        "That is the L1 penalty, with its gradient: absolute values, and signs. Asked for is L2, "
        "half the squares times alpha.",
        (
            ("alpha / 2 * np.sum(W**2)", "alpha * np.sum(np.abs(W))"),
            (_GRADIENT, "return penalty, alpha * np.sign(W)"),
        ),
        ((("alpha / 2 * np.sum(W**2)", "alpha * np.sum(np.abs(W))"),),),
    ),
    Mistake(
        "gradient of L1",
        "alpha times the sign is the gradient of the L1 penalty. That of L2 grows with the "
        "weight: alpha W.",
        ((_GRADIENT, "return penalty, alpha * np.sign(W)"),),
    ),
    Mistake(
        "one axis only",
        "Your sum runs over one axis only. The penalty is one number for the whole array: "
        "`np.sum` without an axis.",
        (("np.sum(W**2)", "np.sum(W**2, axis=0)"),),
    ),
    Mistake(
        "strength forgotten",
        "alpha is missing in your gradient.",
        ((_GRADIENT, "return penalty, W"),),
    ),
    Mistake(
        "changed places",
        "You return the gradient first. Asked for is the penalty, then the gradient.",
        ((_GRADIENT, "return alpha * W, penalty"),),
    ),
)


def _by_loops(W, alpha):
    total = 0.0
    for w in W.ravel():
        total += alpha * w * w / 2
    return total, np.array([alpha * w for w in W.ravel()]).reshape(W.shape)


def _with_a_dot_product(W, alpha):
    flat = W.reshape(-1)
    return [0.5 * alpha * flat @ flat, W * alpha]


def _in_float32(W, alpha):
    return reference(W.astype(np.float32), np.float32(alpha))


TASK = Task(
    name="l2_penalty",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the penalty", 1, part=(0,)),
        Property("its gradient", 1, part=(1,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_by_loops, _with_a_dot_product, _in_float32),
    hints=(
        "`W**2` squares each entry, and `np.sum` of an array adds all of them up.",
        "Derive the term of a single weight, alpha/2 w^2. The gradient has this in each entry, so "
        "it has the shape of W.",
    ),
)
