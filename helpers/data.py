"""Data sets of the course. This file imports no algorithm: exercises may see all of it."""

import numpy as np


def noisy_disc(n, rng):
    """Return (X, y): n points of the course's 2-D problem, X (n, 2) and labels y (n,) in {0, 1}.

    The points are uniform on the unit square. With r the distance from its centre, a point has
    label 1 with probability sigmoid(10 (exp(-8 r^2) - 1/2)): likely inside a disc, unlikely
    outside, and uncertain on its rim. So no classifier, however clever, is always right; the
    best possible accuracy is about 0.881. rng: a `numpy.random.Generator`.
    """
    if n < 0:
        raise ValueError(f"n must not be negative, but is {n}")
    X = rng.uniform(size=(n, 2))
    y = (rng.uniform(size=n) < noisy_disc_probability(X)).astype(np.float64)
    return X, y


def noisy_disc_probability(X):
    """Return P(label = 1) at each row of X (N, 2) in the `noisy_disc` problem, shape (N,)."""
    r_squared = np.sum((np.asarray(X) - 0.5) ** 2, axis=-1)
    return 1 / (1 + np.exp(-10 * (np.exp(-8 * r_squared) - 0.5)))
