"""Warm-up: the size of a signal after each layer of a linear stack."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(weight_std, fan_in, depth):
    """Return the typical sizes (depth,) after layers 1 to depth, from inputs of size 1."""
    gain = weight_std * np.sqrt(fan_in)
    return gain ** np.arange(1, depth + 1)


def inputs(rng):
    """Gains below 1, above 1 and far above, never near 1; fan_in is no square."""
    for low, high, depth, tag in [
        (0.4, 0.8, 1, "one layer"),
        (0.4, 0.8, 3, "several layers"),
        (1.3, 1.8, 5, "several layers"),
        (2.2, 2.8, 4, "several layers"),
    ]:
        fan_in = int(rng.choice([15, 20, 30, 40, 60, 90, 120]))
        gain = rng.uniform(low, high)
        yield Instance((round(float(gain / fan_in**0.5), 3), fan_in, depth), tag)


MISTAKES = (
    Mistake(
        "variance for the size",
        "You followed the variance. The typical size is its root, so each layer multiplies it by "
        "`weight_std` times the root of `fan_in`.",
        (("weight_std * np.sqrt(fan_in)", "weight_std**2 * fan_in"),),
    ),
    Mistake(
        "root forgotten",
        "You multiplied by `fan_in` itself. Variances add up over the inputs, sizes do not: the "
        "size grows with the root of `fan_in`.",
        (("np.sqrt(fan_in)", "fan_in"),),
    ),
    Mistake(
        "root of both",
        "The root covers the `fan_in` only; `weight_std` is a size already, the root of a "
        "variance.",
        (("weight_std * np.sqrt(fan_in)", "np.sqrt(weight_std * fan_in)"),),
    ),
    Mistake(
        "fan_in forgotten",
        "Your layers have the gain `weight_std`, as if each unit had one input. It sums over "
        "`fan_in` of them.",
        (("weight_std * np.sqrt(fan_in)", "weight_std"),),
    ),
    Mistake(
        "divided",
        "You divided by the root of `fan_in`, as an initialization does to make up for it. More "
        "inputs make a larger sum: multiply.",
        (("weight_std * np.sqrt(fan_in)", "weight_std / np.sqrt(fan_in)"),),
    ),
    Mistake(
        "from the input on",
        "Your first entry is the size of the input, 1. The first entry asked for is that after "
        "layer 1.",
        (("np.arange(1, depth + 1)", "np.arange(depth)"),),
    ),
    Mistake(
        "the input too",
        "You have one entry too many, for the input. There is one for each layer: `depth`.",
        (("np.arange(1, depth + 1)", "np.arange(depth + 1)"),),
    ),
    Mistake(
        "one layer short",
        "The last layer is missing: `np.arange(1, depth)` stops before `depth`.",
        (("np.arange(1, depth + 1)", "np.arange(1, depth)"),),
    ),
    Mistake(
        "times the number of layers",
        "You multiplied the gain by the number of the layer. Gains in a row multiply each other: "
        "after l layers it is the gain to the power l.",
        (("gain ** np.arange", "gain * np.arange"),),
    ),
    Mistake(
        "each layer alone",
        "You returned the same gain for each layer. Each layer multiplies what the one before it "
        "handed on.",
        (("gain ** np.arange(1, depth + 1)", "gain * np.ones(depth)"),),
    ),
    Mistake(
        "only the last",
        "You returned one number, the size at the end. Asked for is one for each layer.",
        (("gain ** np.arange(1, depth + 1)", "gain**depth"),),
    ),
    Mistake(
        "from the end",
        "Your sizes run from the last layer to the first.",
        (("np.arange(1, depth + 1)", "np.arange(depth, 0, -1)"),),
    ),
)


def _with_a_loop(weight_std, fan_in, depth):
    sizes, size = [], 1.0
    for _ in range(depth):
        size = size * weight_std * fan_in**0.5
        sizes.append(size)
    return np.array(sizes)


def _by_variances(weight_std, fan_in, depth):
    return np.sqrt(np.cumprod(np.full(depth, weight_std**2 * fan_in)))


def _in_float32(weight_std, fan_in, depth):
    return np.cumprod(np.ones(depth, np.float32) * np.float32(weight_std * np.sqrt(fan_in)))


TASK = Task(
    name="typical_sizes",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("after one layer", 1, tags=("one layer",)),
        Property("after each of several layers", 1, tags=("several layers",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_loop, _by_variances, _in_float32),
    hints=(
        "One layer first. A sum of `fan_in` independent terms, each a weight of variance "
        "`weight_std**2` times an input of mean square 1: what is its variance? The typical size "
        "is the root of that.",
        "One layer multiplies the typical size by `weight_std * np.sqrt(fan_in)`. The second "
        "multiplies what the first has made by the same number, and so on.",
        "After layer $l$ it is the gain to the power $l$. NumPy takes an array as an exponent: "
        "`gain ** np.arange(1, depth + 1)`.",
    ),
)
