"""Small problems whose truth is known, so that a network can be compared with the best possible.

Each set is drawn from a stated distribution. Where labels are uncertain, ``NAME_probability``
gives the true probability of each label; naming the likelier one is the best that any
classifier can do. ``rng`` is a `numpy.random.Generator`: the same one gives the same data.
"""

import numpy as np

from helpers._shapes import require_2d

_CENTRE = np.array([0.6, 0.8])  # of label 1 in `two_gaussians`; label 0 has the opposite one
_SPIRAL_TURN = 4.0  # radians that an arm turns from the centre to its end
_SPIRAL_NOISE = 0.4  # radians


def noisy_disc(n, rng):
    """Return (X, y): n points of the course's 2-D problem, X (n, 2) and labels y (n,) in {0, 1}.

    The points are uniform on the unit square. With r the distance from its centre, a point has
    label 1 with probability sigmoid(10 (exp(-8 r^2) - 1/2)): likely inside a disc, unlikely
    outside, and uncertain on its rim. So no classifier, however clever, is always right; the
    best possible accuracy is about 0.881. rng: a `numpy.random.Generator`.
    """
    _require_count(n)
    X = rng.uniform(size=(n, 2))
    y = (rng.uniform(size=n) < noisy_disc_probability(X)).astype(np.float64)
    return X, y


def noisy_disc_probability(X):
    """Return P(label = 1) at each row of X (N, 2) in the `noisy_disc` problem, shape (N,)."""
    r_squared = np.sum((np.asarray(X) - 0.5) ** 2, axis=-1)
    return 1 / (1 + np.exp(-10 * (np.exp(-8 * r_squared) - 0.5)))


def two_gaussians(n, rng):
    """Return (X, y): two round clouds of points, X (n, 2) and labels y (n,) in {0, 1}.

    Each label is drawn with probability 1/2. Points of label 1 are normal around (0.6, 0.8),
    those of label 0 around (-0.6, -0.8), with standard deviation 1 in every direction. The
    centres are 2 apart, so the best possible accuracy is Phi(1) = 0.841, Phi the standard
    normal's cumulative distribution; the best boundary is a straight line.

    >>> X, y = two_gaussians(100, np.random.default_rng(0))
    >>> X.shape, y.shape
    ((100, 2), (100,))
    """
    _require_count(n)
    y = rng.integers(0, 2, size=n).astype(np.float64)
    X = np.outer(2 * y - 1, _CENTRE) + rng.normal(size=(n, 2))
    return X, y


def two_gaussians_probability(X):
    """Return P(label = 1) at each row of X (N, 2) in the `two_gaussians` problem, shape (N,).

    The two densities' ratio is exp(2 X @ centre), so this is exactly a logistic regression.
    """
    return 1 / (1 + np.exp(-2 * np.asarray(X) @ _CENTRE))


def spirals(n, rng, *, classes=3):
    """Return (X, y): arms of a spiral, X (n, 2) in the unit disc and labels y (n,) from 0.

    Each of the `classes` labels k is equally likely. A point of it lies at a radius r, uniform
    on [0, 1], and at the angle 2 pi k / classes + 4 r + N(0, 0.4^2), in radians. At every
    radius the arms are equally far apart, so the best possible accuracy is the probability
    that the noise stays within pi / classes of an arm: 0.991 for three classes.

    >>> X, y = spirals(6, np.random.default_rng(0))
    >>> X.shape, y.shape
    ((6, 2), (6,))
    """
    _require_count(n)
    _require_classes(classes)
    y = rng.integers(0, classes, size=n)
    r = rng.uniform(size=n)
    angle = 2 * np.pi * y / classes + _SPIRAL_TURN * r + _SPIRAL_NOISE * rng.normal(size=n)
    return np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1), y


def spirals_probability(X, *, classes=3):
    """Return P(label = k) at each row of X (N, 2) in `spirals`, shape (N, classes).

    At a given radius, label k is as likely as the noise that turns its arm to where the point
    is; the noise may have gone round more than once, which is what the sum is for.
    """
    require_2d("X", X)
    _require_classes(classes)
    X = np.asarray(X)
    angle = np.arctan2(X[:, 1], X[:, 0]) - _SPIRAL_TURN * np.hypot(X[:, 0], X[:, 1])
    away = angle[:, None] - 2 * np.pi * np.arange(classes) / classes
    rounds = 2 * np.pi * np.arange(-3, 4)
    nearest = away - 2 * np.pi * np.round(away / (2 * np.pi))
    density = np.exp(-(((nearest[..., None] + rounds) / _SPIRAL_NOISE) ** 2) / 2).sum(axis=-1)
    return density / density.sum(axis=1, keepdims=True)


def noisy_sine(n, rng, *, noise=0.1):
    """Return (X, Y): n points of y = sin(2 pi x) + N(0, noise^2), X (n, 1) and Y (n, 1).

    x is uniform on [0, 1]. No regression has a lower expected squared error than noise^2.

    >>> X, Y = noisy_sine(5, np.random.default_rng(0), noise=0)
    >>> bool(np.all(Y == np.sin(2 * np.pi * X)))
    True
    """
    _require_count(n)
    if not noise >= 0:
        raise ValueError(f"noise is a standard deviation, 0 or more, but is {noise}")
    X = rng.uniform(size=(n, 1))
    return X, np.sin(2 * np.pi * X) + noise * rng.normal(size=(n, 1))


def _require_count(n):
    if n < 0:
        raise ValueError(f"n must not be negative, but is {n}")


def _require_classes(classes):
    if classes < 2:
        raise ValueError(f"classes must be at least 2, but is {classes}")
