"""Layers with random weights, in the form in which the torch drivers take them."""


def linear(rng, fan_in, fan_out):
    """Return a linear layer with weights (fan_out, fan_in), as torch keeps them."""
    return ("linear", rng.normal(size=(fan_out, fan_in)), rng.normal(size=fan_out))


def batch_norm(rng, units):
    """Return batch norm whose running statistics are far from those of any batch."""
    gamma, beta = rng.uniform(0.5, 2, size=units), rng.normal(size=units)
    return ("batch norm", gamma, beta, rng.uniform(2, 3, size=units), rng.uniform(3, 5, size=units))
