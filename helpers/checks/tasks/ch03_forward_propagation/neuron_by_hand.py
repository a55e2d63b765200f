"""Warm-up: one neuron, a weighted sum and a ReLU."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(x, w, b):
    """Return the activation of one ReLU neuron with inputs x (D,), weights w (D,), bias b."""
    z = b
    for i in range(len(x)):
        z = z + x[i] * w[i]
    return max(z, 0.0)


def inputs(rng):
    """The chapter's two neurons, then others; those that must give 0 stand beside those that not.

    Every other sum is positive by construction, and the products have both signs.
    """
    x = np.array([2.0, 3.0])
    yield Instance((x, np.array([-1.0, 2.0]), 0.5), "the worked example")
    yield Instance((x, np.array([2.0, -1.0]), 0.2), "the worked example")
    for D, sign in [(3, 1), (4, -1), (5, 1)]:
        x = rng.uniform(0.5, 2, D) * (-1.0) ** np.arange(D)
        w = rng.uniform(0.5, 2, D) * (-1.0) ** np.arange(D)
        w[1] = -w[1] / 4
        yield Instance((x, sign * w, sign * rng.uniform(0.3, 0.6)), "sums of both signs")
    x, w = rng.uniform(1.5, 3, 2), np.array([-1, 2]) * rng.uniform(0.8, 1.2, 2)
    yield Instance((x, w, rng.uniform(0.3, 0.6)), "two other inputs")


MISTAKES = (
    Mistake(
        "no ReLU",
        "That is the pre-activation. One step is missing: ReLU makes 0 of what is negative.",
        (("max(z, 0.0)", "z"),),
    ),
    Mistake(
        "no bias",
        "The bias is missing. The sum starts from `b`, not from 0.",
        (("z = b\n", "z = 0.0\n"),),
    ),
    Mistake(
        "no ReLU and no bias",
        "Two things are missing: the bias `b`, and ReLU, which makes 0 of what is negative.",
        (("z = b\n", "z = 0.0\n"), ("max(z, 0.0)", "z")),
    ),
    Mistake(
        "bias for every input",
        "You added the bias once for each input. A neuron has one bias: add it once.",
        (("x[i] * w[i]", "x[i] * w[i] + b"), ("z = b\n", "z = 0.0\n")),
    ),
    Mistake(
        "bias subtracted",
        "You subtracted the bias. It is added to the weighted sum.",
        (("z = b\n", "z = -b\n"),),
    ),
    Mistake(
        "bias after ReLU",
        "You added the bias after ReLU. It belongs to the sum that ReLU then bends.",
        (("z = b\n", "z = 0.0\n"), ("max(z, 0.0)", "max(z, 0.0) + b")),
    ),
    Mistake(
        "ReLU on every product",
        "You applied ReLU to each product. First the whole sum, then ReLU once.",
        (("x[i] * w[i]", "max(x[i] * w[i], 0.0)"),),
        ((("x[i] * w[i]", "max(x[i] * w[i], 0.0)"), ("max(z, 0.0)", "z")),),
    ),
    Mistake(
        "ReLU upside down",
        "Your ReLU keeps what is negative. It keeps what is positive: the larger of z and 0.",
        (("max(z, 0.0)", "min(z, 0.0)"),),
    ),
    Mistake(
        "leaky",
        "You let a little of a negative sum through. That is leaky ReLU; here ReLU makes it 0.",
        (("max(z, 0.0)", "max(z, 0.01 * z)"),),
    ),
    Mistake(
        "absolute value",
        "You took the absolute value. ReLU makes 0 of a negative sum; it does not turn its sign.",
        (("max(z, 0.0)", "abs(z)"),),
    ),
    Mistake(
        "sums multiplied",
        "You multiplied the sum of the inputs by the sum of the weights. Each input has its own "
        "weight: first multiply in pairs, then add.",
        (("    z = b\n", "    z = b + sum(x) * sum(w)\n"), ("z + x[i] * w[i]", "z")),
    ),
    Mistake(
        "added, not multiplied",
        "You added each weight to its input. A weight multiplies its input.",
        (("x[i] * w[i]", "x[i] + w[i]"),),
    ),
    Mistake(
        "last input only",
        "Only the last product is left: the loop replaces the sum instead of adding to it.",
        (("z = z + x[i] * w[i]", "z = b + x[i] * w[i]"),),
        ((("z = z + x[i] * w[i]", "z = x[i] * w[i]"),),),
    ),
    Mistake(
        "first input only",
        "Only the first product is counted: perhaps the `return` stands inside the loop.",
        (("range(len(x))", "range(1)"),),
    ),
    Mistake(
        "last input forgotten",
        "The last input is left out: `range(len(x))` already ends before `len(x)`.",
        (("range(len(x))", "range(len(x) - 1)"),),
    ),
    Mistake(
        "first input forgotten",
        "The first input is left out: Python counts from 0, and so does `range(len(x))`.",
        (("range(len(x))", "range(1, len(x))"),),
    ),
    Mistake(
        "two inputs only",
        "You count two inputs only. `x` may hold any number of them: use a loop, or `x @ w`.",
        (("range(len(x))", "range(2)"),),
    ),
    Mistake(
        "squeezed",
        "You squeezed the sum with a sigmoid or a tanh. This neuron has a ReLU: the larger of the "
        "sum and 0.",
        (("max(z, 0.0)", "1 / (1 + np.exp(-z))"),),
        ((("max(z, 0.0)", "np.tanh(z)"),),),
    ),
    Mistake(
        "ReLU in the loop",
        "You applied ReLU after every input. First the whole sum, then ReLU once.",
        (("z = z + x[i] * w[i]", "z = max(z + x[i] * w[i], 0.0)"),),
    ),
    Mistake(
        "not summed",
        "You return one number for each input. The products have to be added up.",
        (("z = z + x[i] * w[i]", "z = b + x * w"), ("max(z, 0.0)", "np.maximum(z, 0.0)")),
    ),
)


def _with_a_product(x, w, b):
    return np.maximum(np.dot(x, w) + b, 0)


def _with_zip(x, w, b):
    z = sum(xi * wi for xi, wi in zip(x, w, strict=True)) + b
    return z if z > 0 else 0


def _folded(x, w, b):
    z = np.append(x, 1) @ np.append(w, b)
    return z * (z > 0)


def _in_float32(x, w, b):
    return max(np.float32(0), (x.astype(np.float32) * w.astype(np.float32)).sum() + np.float32(b))


TASK = Task(
    name="neuron_by_hand",
    inputs=inputs,
    reference=reference,
    properties=(
        Property(
            "two inputs, such as the example's: 4.5 and 1.2",
            1,
            tags=("the worked example", "two other inputs"),
        ),
        Property("sums of both signs, and more inputs", 1, tags=("sums of both signs",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_product, _with_zip, _folded, _in_float32),
    hints=(
        "Start a sum at the bias. Go through the inputs and add each one times its own weight.",
        "ReLU is one comparison: is the sum larger than 0? If not, the answer is 0.",
    ),
)
