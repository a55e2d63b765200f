"""What the tasks share: layers with random weights, and the judge of what was only seen."""

from helpers.checks.judge import describe, near


def linear(rng, fan_in, fan_out):
    """Return a linear layer with weights (fan_out, fan_in), as torch keeps them."""
    return ("linear", rng.normal(size=(fan_out, fan_in)), rng.normal(size=fan_out))


def batch_norm(rng, units):
    """Return batch norm whose running statistics are far from those of any batch."""
    gamma, beta = rng.uniform(0.5, 2, size=units), rng.normal(size=units)
    return ("batch norm", gamma, beta, rng.uniform(2, 3, size=units), rng.uniform(3, 5, size=units))


def as_seen(got, expected):
    """Like `near`, in words for what a driver saw: {what: how often, or in which order}."""
    difference = near(got, expected)
    if difference and isinstance(got, dict) and isinstance(expected, dict):
        for what, wanted in expected.items():
            if what in got and near(got[what], wanted):
                return f"{what}: {describe(got[what])}, expected {describe(wanted)}"
    return difference
