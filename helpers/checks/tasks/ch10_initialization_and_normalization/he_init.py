"""He initialization. Every draw differs, so what is compared is how the numbers are spread."""

import numpy as np

from helpers.checks.judge import near
from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.initializers import he_normal

WORDS = {
    (True, True): "the generator decides",
    (False, True): "the same generator gives other weights",
    (False, False): "the same generator gives other weights",
    (True, False): "every generator gives the same weights",
}


def reference(fan_in, fan_out, rng):
    """Return weights (fan_in, fan_out) from N(0, 2/fan_in)."""
    std = np.sqrt(2 / fan_in)
    W = rng.normal(0, std, size=(fan_in, fan_out))
    return W


def inputs(rng):
    """So many weights that the moments of a draw say what it was drawn from."""
    small, large = (60, 80), (130, 160)
    for low, high, tag in [(small, large, "more outputs"), (large, small, "more inputs")]:
        sizes = (int(rng.integers(*limits)) for limits in (low, high))
        first = int(rng.integers(10**6))
        yield Instance((*sizes, [first, first + 1]), tag)


def same_spread(got, expected):
    """Like `near` for two random matrices: None if they may come from one distribution.

    With 7,800 entries each or more the bounds lie at least five deviations away from what chance
    does: deviation within 6 %, mean within 0.1 and kurtosis within 0.5 of each other, and the
    deviations of the means of rows and columns within a factor of 2.
    """
    if not _comparable(got, expected):
        return near(got, expected)
    if not np.isfinite(got).all():
        return "contains nan or infinity"
    ours, theirs = _moments(got), _moments(expected)
    for name, unit, far in _BOUNDS:
        if far(ours[name], theirs[name]):
            return f"{unit}: expected about {theirs[name]:.3g}, got {ours[name]:.3g}"
    return None


def same_use(got, expected):
    """Like `near` for what `draw_weights` returns: do the weights follow the generator alike?"""
    if not (isinstance(got, dict) and isinstance(expected, dict)):
        return near(got, expected)
    size = np.size(expected.get("W"))
    ours, theirs = _use(got, size), _use(expected, size)
    return None if ours == theirs else f"expected: {theirs}; got: {ours}"


def _comparable(got, expected):
    arrays = isinstance(got, np.ndarray) and isinstance(expected, np.ndarray)
    return arrays and got.shape == expected.shape and got.dtype.kind == "f" and got.ndim == 2


def _moments(W):
    W = W.astype(np.float64)
    unit = (std := W.std()) or 1.0
    squares = np.square((W - W.mean()) / unit)
    return {
        "std": std,
        "mean": W.mean() / unit,
        "kurtosis": np.mean(squares * squares),
        "rows": W.mean(axis=1).std() / unit,
        "columns": W.mean(axis=0).std() / unit,
    }


def _other_size(one, other):
    return abs(one - other) > 0.06 * max(one, other)


def _other_by_a_factor(one, other):
    return max(one, other) > 2 * min(one, other)


_BOUNDS = (
    ("std", "the standard deviation of all weights", _other_size),
    ("mean", "the mean of all weights, in standard deviations", lambda a, b: abs(a - b) > 0.1),
    ("kurtosis", "the mean fourth power, in standard deviations", lambda a, b: abs(a - b) > 0.5),
    ("rows", "how far the means of the rows differ, in standard deviations", _other_by_a_factor),
    ("columns", "how far the means of the columns differ", _other_by_a_factor),
)


def _use(drawn, size):
    arrays = W, again, other = [drawn.get(name) for name in ("W", "again", "other")]
    if not all(isinstance(array, np.ndarray) for array in arrays) or abs(W.size / size - 1) > 0.03:
        return "no weights"
    used = np.array_equal(W, again), not np.array_equal(W, other)
    return WORDS[used] if used != (True, True) or _unlike(W, other) else "no random weights"


def _unlike(W, other):
    """May two matrices be two draws? Constants, and what is made from one draw, are not."""
    floats = all(array.dtype.kind == "f" and np.isfinite(array).all() for array in (W, other))
    if not floats or W.shape != other.shape:
        return False
    one, two = (array.astype(np.float64).ravel() for array in (W, other))
    one, two = one - one.mean(), two - two.mean()
    return abs(one @ two) < 0.7 * np.linalg.norm(one) * np.linalg.norm(two)


MISTAKES = (
    Mistake(
        "variance for the deviation",
        "You gave `rng.normal` the variance 2/fan_in. Its second argument is the standard "
        "deviation, the root of that.",
        (("np.sqrt(2 / fan_in)", "2 / fan_in"),),
    ),
    Mistake(
        "without the factor 2",
        "Your variance is 1/fan_in. ReLU sets half of its inputs to 0, and the factor 2 makes up "
        "for it.",
        (("np.sqrt(2 / fan_in)", "np.sqrt(1 / fan_in)"),),
    ),
    Mistake(
        "2 outside the root",
        "You took the root of 1/fan_in and multiplied by 2, which makes the variance 4/fan_in. "
        "The 2 stands inside the root.",
        (("np.sqrt(2 / fan_in)", "2 * np.sqrt(1 / fan_in)"),),
    ),
    Mistake(
        "root of the 2 only",
        "You divided by fan_in outside the root. The fan_in stands inside it.",
        (("np.sqrt(2 / fan_in)", "np.sqrt(2) / fan_in"),),
    ),
    Mistake(
        "fan_out",
        "You divided by fan_out. A pre-activation sums over a unit's inputs, so fan_in decides.",
        (("np.sqrt(2 / fan_in)", "np.sqrt(2 / fan_out)"),),
    ),
    Mistake(
        "Glorot",
        "That is Glorot's variance, 2/(fan_in + fan_out). He's rule looks at fan_in alone.",
        (("np.sqrt(2 / fan_in)", "np.sqrt(2 / (fan_in + fan_out))"),),
    ),
    Mistake(
        "standard normal",
        "Your weights have the standard deviation 1. Multiply by the root of 2/fan_in, or hand it "
        "to `rng.normal`.",
        (("np.sqrt(2 / fan_in)", "1.0"),),
    ),
    Mistake(
        "a small constant size",
        "Your weights have the standard deviation 0.01 whatever the fan_in. It should be the root "
        "of 2/fan_in.",
        (("np.sqrt(2 / fan_in)", "0.01"),),
    ),
    Mistake(
        "uniform with the right variance",
        "Your weights are uniform. Their variance is right, and it would work as well, but asked "
        "for is the normal distribution.",
        (
            (
                "rng.normal(0, std, size=(fan_in, fan_out))",
                "rng.uniform(-(3**0.5) * std, 3**0.5 * std, size=(fan_in, fan_out))",
            ),
        ),
    ),
    Mistake(
        "uniform up to the deviation",
        "Your weights are uniform between plus and minus the root of 2/fan_in, so their deviation "
        "is smaller than that. Asked for is the normal distribution.",
        (
            (
                "rng.normal(0, std, size=(fan_in, fan_out))",
                "rng.uniform(-std, std, size=(fan_in, fan_out))",
            ),
        ),
    ),
    Mistake(
        "random for normal",
        "`rng.random` is uniform between 0 and 1: all your weights are positive. "
        "`rng.normal` or `rng.standard_normal` have mean 0.",
        (
            (
                "rng.normal(0, std, size=(fan_in, fan_out))",
                "rng.random(size=(fan_in, fan_out)) * std",
            ),
        ),
    ),
    Mistake(
        "the deviation as the mean",
        "You gave the standard deviation in the place of the mean. The arguments of `rng.normal` "
        "are the mean, 0, then the standard deviation.",
        (("rng.normal(0, std, size", "rng.normal(std, size"),),
    ),
    Mistake(
        "transposed",
        "Your weights are (fan_out, fan_in), as PyTorch stores them. In this book they are "
        "(fan_in, fan_out).",
        (("size=(fan_in, fan_out)", "size=(fan_out, fan_in)"),),
    ),
    Mistake(
        "one column for all units",
        "All your units have the same weights: units that start equal stay equal. Draw the whole "
        "matrix at once.",
        (
            (
                "size=(fan_in, fan_out))",
                "size=(fan_in, 1)) * np.ones((1, fan_out))",
            ),
        ),
    ),
    Mistake(
        "a generator of your own",
        "You draw from a generator with a fixed seed, so every layer gets the same weights. Draw "
        "from `rng`, which was given.",
        (("rng.normal", "np.random.default_rng(0).normal"),),
    ),
    Mistake(
        "the global generator",
        "Your weights do not come from `rng`, so nobody can repeat the draw. Call `rng.normal` in "
        "place of `np.random.normal` or `np.random.randn`.",
        (("rng.normal", "np.random.normal"),),
    ),
    Mistake(
        "zeros",
        "All weights are 0. Units that start equal stay equal, so they must be random.",
        (("    return W", "    return 0 * W"),),
    ),
)


def _scaled_afterwards(fan_in, fan_out, rng):
    return rng.standard_normal((fan_in, fan_out)) * np.sqrt(2.0 / fan_in)


def _drawn_by_units(fan_in, fan_out, rng):
    return np.stack([rng.normal(scale=(2 / fan_in) ** 0.5, size=fan_in) for _ in range(fan_out)]).T


def _in_float32(fan_in, fan_out, rng):
    return rng.standard_normal((fan_out, fan_in), dtype=np.float32).T * np.float32(
        np.sqrt(2 / fan_in)
    )


def _with_the_library(fan_in, fan_out, rng):
    return he_normal((fan_in, fan_out), rng)


TASK = Task(
    name="he_init",
    inputs=inputs,
    reference=reference,
    driver="draw_weights",
    properties=(
        Property(
            "shape and spread, with more outputs than inputs",
            1,
            part=("W",),
            tags=("more outputs",),
            judge=same_spread,
        ),
        Property(
            "shape and spread, with more inputs than outputs",
            1,
            part=("W",),
            tags=("more inputs",),
            judge=same_spread,
        ),
        Property("drawn from the generator that was given", 1, judge=same_use),
    ),
    mistakes=MISTAKES,
    equivalents=(_scaled_afterwards, _drawn_by_units, _in_float32, _with_the_library),
    simpler=None,
    hints=(
        "`rng.normal(mean, std, size=...)` draws from a normal distribution. It wants the "
        "standard deviation, and the rule gives the variance.",
        "The standard deviation is `np.sqrt(2 / fan_in)`, and the size is `(fan_in, fan_out)`.",
    ),
)
