"""Batch and layer normalization: Z = gamma Xhat + beta, Xhat = (X - mean) / sqrt(var + eps).

They differ in what a mean is taken over: batch normalization takes a channel over all examples
(and pixels), layer normalization an example over all its features. The variance inside is the
biased one (divided by the count), and eps stands inside the root.
"""

from typing import NamedTuple

import numpy as np


class Running(NamedTuple):
    """Running averages for inference, `mean` and `var`, one entry a channel, (C,)."""

    mean: np.ndarray
    var: np.ndarray


class Normalized(NamedTuple):
    """What a backward pass needs: Xhat in the shape of X, scale = 1 / sqrt(var + eps), gamma.

    constant: the statistics did not come from X (batch normalization at inference).
    """

    Xhat: np.ndarray
    scale: np.ndarray
    gamma: np.ndarray
    constant: bool


def running_statistics(channels):
    """Return the `Running` averages before the first batch: mean 0 and variance 1, (channels,)."""
    if channels < 1:
        raise ValueError(f"channels must be at least 1, but is {channels}")
    return Running(np.zeros(channels), np.ones(channels))


def batch_norm_forward(X, gamma, beta, running, *, training, momentum=0.1, eps=1e-5):
    """Return (Z, cache, running): X normalized per channel, and the running averages after it.

    X (N, C) or (N, C, H, W), Z of its shape; gamma, beta (C,). In training the statistics are
    the batch's and `running` moves to (1 - momentum) old + momentum new, with the *unbiased*
    variance, as in PyTorch; otherwise they are those of `running`, which stays.
    Source: Ioffe & Szegedy, arXiv:1502.03167.

    Raises:
        ValueError: if shapes do not fit, or a channel has a single value in training.
    """
    _require_channels(X, gamma, beta, running)
    if not 0 <= momentum <= 1:
        raise ValueError(f"momentum must be in [0, 1], but is {momentum}")
    X = np.asarray(X)
    if training:
        axes = (0, *range(2, X.ndim))
        _require_several(X)
        mean, centred, var = _moments(X, axes)
        running = _moved(running, mean, var, X.size // X.shape[1], momentum)
    else:
        mean, var = (_channels(each, X).astype(X.dtype) for each in running)
        centred = X - mean
    gamma, beta = _channels(gamma, X), _channels(beta, X)
    Z, cache = _normalize(centred, var, gamma, beta, eps, constant=not training)
    return Z, cache, running


def batch_norm_backward(dZ, cache):
    """Return (dX, dgamma, dbeta), given dZ in the shape of Z and the cache of the forward pass.

    In training a value moves its channel's mean and variance too, which takes from dZ its mean
    and its part along Xhat: dX = gamma / std (dZ - mean(dZ) - Xhat mean(dZ Xhat)).
    At inference the statistics are constants: dX = gamma / std dZ.
    """
    _require_like(dZ, cache)
    dZ, axes = np.asarray(dZ), (0, *range(2, np.ndim(dZ)))
    dgamma = np.sum(dZ * cache.Xhat, axis=axes, keepdims=True)
    dbeta = np.sum(dZ, axis=axes, keepdims=True)
    if not cache.constant:
        count = dZ.size // dbeta.size
        dZ = dZ - dbeta / count - cache.Xhat * (dgamma / count)
    return cache.gamma * cache.scale * dZ, dgamma.ravel(), dbeta.ravel()


def layer_norm_forward(X, gamma, beta, *, eps=1e-5):
    """Return (Z, cache): every example of X normalized over its own features.

    X (N, D), gamma and beta (D,), or X (N, ...) with gamma and beta of the shape of the
    last axes, over which the mean is taken, as `torch.nn.LayerNorm`. The same in training and
    at inference, whatever the batch. Source: Ba, Kiros & Hinton, arXiv:1607.06450.
    """
    X, features = np.asarray(X), np.shape(gamma)
    if not features or np.shape(beta) != features or X.shape[1:][-len(features) :] != features:
        raise ValueError(
            "gamma and beta must have the shape of the last axes of X (N, ...), but X has shape "
            f"{X.shape}, gamma {features}, beta {np.shape(beta)}"
        )
    _, centred, var = _moments(X, tuple(range(-len(features), 0)))
    return _normalize(centred, var, np.asarray(gamma), np.asarray(beta), eps)


def layer_norm_backward(dZ, cache):
    """Return (dX, dgamma, dbeta), given dZ in the shape of Z (N, ...) and the forward's cache.

    With dXhat = gamma dZ and means over an example's features,
    dX = (dXhat - mean(dXhat) - Xhat mean(dXhat Xhat)) / std.
    """
    _require_like(dZ, cache)
    Xhat, features = cache.Xhat, np.ndim(cache.gamma)
    own, others = tuple(range(-features, 0)), tuple(range(np.ndim(dZ) - features))
    dgamma, dbeta = np.sum(dZ * Xhat, axis=others), np.sum(dZ, axis=others)
    dXhat = cache.gamma * dZ
    along = np.mean(dXhat * Xhat, axis=own, keepdims=True)
    dX = cache.scale * (dXhat - np.mean(dXhat, axis=own, keepdims=True) - Xhat * along)
    return dX, dgamma, dbeta


def _moments(X, axes):
    """Return mean, X - mean and the biased variance, over `axes`, which stay with length 1."""
    mean = X.mean(axis=axes, keepdims=True)
    centred = X - mean
    return mean, centred, np.square(centred).mean(axis=axes, keepdims=True)


def _normalize(centred, var, gamma, beta, eps, constant=False):
    scale = 1 / np.sqrt(var + eps)
    Xhat = centred * scale
    return gamma * Xhat + beta, Normalized(Xhat, scale, gamma, constant)


def _moved(running, mean, var, count, momentum):
    new = Running(mean.ravel(), var.ravel() * count / (count - 1))
    return Running(*((1 - momentum) * a + momentum * b for a, b in zip(running, new, strict=True)))


def _channels(vector, X):
    """Return (C,) as (1, C) or (1, C, 1, 1), to go with X."""
    return np.reshape(vector, (1, -1, *[1] * (X.ndim - 2)))


def _require_channels(X, gamma, beta, running):
    if np.ndim(X) not in (2, 4):
        raise ValueError(f"X must be (N, C) or (N, C, H, W), but has shape {np.shape(X)}")
    vectors = {"gamma": gamma, "beta": beta, "running.mean": running[0], "running.var": running[1]}
    for name, vector in vectors.items():
        if np.shape(vector) != np.shape(X)[1:2]:
            raise ValueError(
                f"{name} must have shape {np.shape(X)[1:2]}, the channels of X, "
                f"but has {np.shape(vector)}"
            )


def _require_several(X):
    count = len(X) * np.prod(X.shape[2:], dtype=int)
    if count < 2:
        raise ValueError(
            f"training needs more than one value per channel, for a variance, but X of shape "
            f"{X.shape} has {count}"
        )


def _require_like(dZ, cache):
    if np.shape(dZ) != cache.Xhat.shape:
        raise ValueError(
            f"dZ must have shape {cache.Xhat.shape}, that of Z, but has {np.shape(dZ)}"
        )
