"""Warm-up: the Jacobian of sin(x1) cos(x2)."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(x):
    """Return the Jacobian (1, 2) of f(x) = sin(x1) cos(x2) at x (2,)."""
    first = np.cos(x[0]) * np.cos(x[1])
    second = -np.sin(x[0]) * np.sin(x[1])
    return np.array([[first, second]])


def inputs(rng):
    """The example for paper, then points at which no sine and no cosine is near 0 or 1."""
    yield Instance((np.array([np.pi / 6, np.pi / 3]),), "the worked example")
    for signs in ([1, 1], [-1, 1], [1, -1]):
        first, second = rng.uniform(0.3, 0.6), rng.uniform(0.9, 1.2)
        yield Instance((np.array([first, second]) * signs,), "other points")
    first, second = rng.uniform(1.9, 2.2), rng.uniform(3.5, 3.8)
    yield Instance((np.array([first, second]),), "other points")
    near = np.array([np.pi / 6, np.pi / 3]) + rng.uniform(-0.1, 0.1, size=2)
    yield Instance((near,), "a point near it")


MISTAKES = (
    Mistake(
        "sign",
        "The second derivative lacks its minus: the derivative of the cosine is minus the sine.",
        (("-np.sin(x[0])", "np.sin(x[0])"),),
    ),
    Mistake(
        "minus at the wrong one",
        "The minus stands at the first derivative. The sine's derivative is the cosine, without a "
        "sign; the cosine's is minus the sine.",
        (("= np.cos(x[0])", "= -np.cos(x[0])"), ("-np.sin(x[0])", "np.sin(x[0])")),
    ),
    Mistake(
        "flat",
        "Your Jacobian is (2,). One output and two inputs make one row of two: shape (1, 2).",
        (("[[first, second]]", "[first, second]"),),
    ),
    Mistake(
        "degrees",
        "You converted x between degrees and radians. It is in radians, and so is what NumPy's "
        "sine and cosine take: nothing to convert.",
        (("    first = ", "    x = np.deg2rad(x)\n    first = "),),
        ((("    first = ", "    x = np.rad2deg(x)\n    first = "),),),
    ),
    Mistake(
        "no array",
        "You return a list or a tuple. A Jacobian is an array with a row for each output: "
        "`np.array([[first, second]])`.",
        (("np.array([[first, second]])", "[[first, second]]"),),
        ((("np.array([[first, second]])", "[first, second]"),),),
    ),
    Mistake(
        "column",
        "Your Jacobian stands upright, (2, 1). Outputs go in rows and inputs in columns: (1, 2).",
        (("[[first, second]]", "[[first], [second]]"),),
    ),
    Mistake(
        "swapped",
        "The two derivatives have changed places: that for x1 comes first.",
        (("[first, second]", "[second, first]"),),
    ),
    Mistake(
        "both factors differentiated",
        "You differentiated both factors at once. For one input the other one is held still, and "
        "its factor stays as it is.",
        (("* np.cos(x[1])", "* -np.sin(x[1])"), ("-np.sin(x[0])", "-np.cos(x[0])")),
    ),
    Mistake(
        "factor dropped",
        "You dropped the factor that is held still. It is constant, but it is a factor, and a "
        "constant factor stays.",
        ((" * np.cos(x[1])", ""), ("-np.sin(x[0]) * np.sin(x[1])", "-np.sin(x[1])")),
    ),
    Mistake(
        "the value itself",
        "That is the value of f, not its derivatives: differentiate once for each input.",
        (
            ("= np.cos(x[0])", "= np.sin(x[0])"),
            ("-np.sin(x[0]) * np.sin(x[1])", "np.sin(x[0]) * np.cos(x[1])"),
        ),
    ),
)


def _by_differences(x, h=1e-5):
    f = lambda v: np.sin(v[0]) * np.cos(v[1])  # noqa: E731
    return np.array([[(f(x + e) - f(x - e)) / (2 * h) for e in h * np.eye(2)]])


def _by_sums_of_angles(x):
    a, b = np.cos(x[0] + x[1]) / 2, np.cos(x[0] - x[1]) / 2
    return np.stack([a + b, a - b])[None]


def _in_float32(x):
    a, b = x.astype(np.float32)
    return np.array([[np.cos(a) * np.cos(b), -np.sin(a) * np.sin(b)]], dtype=np.float32)


TASK = Task(
    name="wave_jacobian",
    inputs=inputs,
    reference=reference,
    properties=(
        Property(
            "right for the worked example, and near it",
            1,
            tags=("the worked example", "a point near it"),
        ),
        Property("right elsewhere, for either sign", 1, tags=("other points",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_by_differences, _by_sums_of_angles, _in_float32),
    hints=(
        "Hold $x_2$ still. Then $\\cos x_2$ is a constant factor, and only $\\sin x_1$ is "
        "differentiated. For the second entry it is the other way round.",
        "The derivative of the sine is the cosine; that of the cosine is minus the sine.",
        "`np.array([[first, second]])`, with two pairs of brackets, has the shape (1, 2).",
    ),
)
