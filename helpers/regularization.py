"""Penalties on weights, and their gradients.

Each pair is ``name(W, ...)``, a float to add to the loss, and ``name_grad(W, ...)``, an array of
the shape of W to add to the gradient. W may have any shape, and may as well hold activations;
biases are normally not penalised. The penalty sums over all entries and has no 1/N.

Every function raises ValueError if a strength is negative or not finite.
"""

import numpy as np

from helpers._floats import as_floats, require_at_least_0


def l2(W, *, alpha):
    """Return alpha/2 * (sum of squares of W), a float: ridge. W (fan_in, fan_out) or any shape.

    The factor 1/2 makes the gradient alpha W, so `alpha` is `weight_decay` of `torch.optim.SGD`.
    Without it, as in Keras, lambda ||W||^2 is the same penalty for lambda = alpha / 2.

    >>> l2([[3.0, -4.0]], alpha=0.1)
    1.25
    """
    return require_at_least_0("alpha", alpha) / 2 * float(np.sum(as_floats(W) ** 2))


def l2_grad(W, *, alpha):
    """Return alpha W, in the shape of W: large weights shrink fast, small ones slowly."""
    return require_at_least_0("alpha", alpha) * as_floats(W)


def l1(W, *, alpha):
    """Return alpha * (sum of absolute values of W), a float. W (fan_in, fan_out) or any shape.

    Source: Tibshirani, J. R. Statist. Soc. B 58, 1996 (the lasso).

    >>> l1([[3.0, -4.0]], alpha=0.5)
    3.5
    """
    return require_at_least_0("alpha", alpha) * float(np.sum(np.abs(as_floats(W))))


def l1_grad(W, *, alpha):
    """Return alpha sign(W), in the shape of W: small weights are pushed to 0 as hard as large ones.

    At 0 any value in [-alpha, alpha] is a subgradient; 0 is PyTorch's choice and ours.
    """
    return require_at_least_0("alpha", alpha) * np.sign(as_floats(W))


def elastic_net(W, *, alpha1, alpha2):
    """Return both penalties, alpha1 * (sum of |W|) + alpha2/2 * (sum of W^2), a float.

    W (fan_in, fan_out) or any shape. Source: Zou & Hastie, J. R. Statist. Soc. B 67, 2005.
    """
    alpha1, alpha2 = _both(alpha1, alpha2)
    return l1(W, alpha=alpha1) + l2(W, alpha=alpha2)


def elastic_net_grad(W, *, alpha1, alpha2):
    """Return alpha1 sign(W) + alpha2 W, in the shape of W."""
    alpha1, alpha2 = _both(alpha1, alpha2)
    return l1_grad(W, alpha=alpha1) + l2_grad(W, alpha=alpha2)


def _both(alpha1, alpha2):
    return require_at_least_0("alpha1", alpha1), require_at_least_0("alpha2", alpha2)
