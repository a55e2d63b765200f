"""Dropout: in training every unit is left out with probability p (Srivastava et al., JMLR 2014).

p is the probability to *drop*, as in PyTorch; some texts give the probability to keep.
"""

import numpy as np


def dropout_forward(X, *, p, rng, training=True):
    """Return (A, mask) of inverted dropout, PyTorch's: A = X * mask, X of any shape (N, ...).

    In training an entry of the mask is 0 with probability p, else 1 / (1 - p), so that A equals
    X in expectation and inference needs no scaling: there the mask is 1 everywhere.
    0 <= p < 1; rng: a `numpy.random.Generator`, not used at inference.

    >>> dropout_forward(np.ones((1, 4)), p=0.5, rng=np.random.default_rng(0))[0]
    array([[2., 0., 0., 0.]])
    """
    _require_probability(p)
    mask = _kept(X, p, rng) / (1 - p) if training else np.ones(np.shape(X))
    return _masked(X, mask)


def classic_dropout_forward(X, *, p, rng, training=True):
    """Return (A, mask) of dropout as first published: A = X * mask, X of any shape (N, ...).

    In training an entry of the mask is 0 with probability p, else 1; at inference the mask is
    1 - p everywhere, which brings the next pre-activation to its expectation in training.
    0 <= p < 1; rng: a `numpy.random.Generator`, not used at inference.
    """
    _require_probability(p)
    mask = _kept(X, p, rng) if training else np.full(np.shape(X), 1 - p)
    return _masked(X, mask)


def dropout_backward(dA, mask):
    """Return dX = dA * mask for either form, dA and mask (N, ...) of one shape."""
    if np.shape(dA) != np.shape(mask):
        raise ValueError(f"dA has shape {np.shape(dA)}, but the mask {np.shape(mask)}")
    return np.asarray(dA) * mask


def _kept(X, p, rng):
    return rng.random(np.shape(X)) >= p


def _masked(X, mask):
    X = np.asarray(X)
    mask = mask.astype(np.result_type(X, np.float32))
    return X * mask, mask


def _require_probability(p):
    if not 0 <= p < 1:
        raise ValueError(f"p, the probability to drop, must be in [0, 1), but is {p}")
