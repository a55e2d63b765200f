"""Answers to exercise 10."""

import math
from typing import NamedTuple

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("10-initialization-and-normalization")


class Normalized(NamedTuple):
    Z: np.ndarray
    mean: np.ndarray
    var: np.ndarray


@wrong("typical_sizes", 1, "to the power l")
def loop_that_forgets_to_carry_on(weight_std, fan_in, depth):
    size, sizes = 1.0, []
    for layer in range(depth):
        size = weight_std * np.sqrt(fan_in) * (layer + 1)
        sizes.append(size)
    return np.array(sizes)


@wrong("typical_sizes", 0, "but in a list")
def as_a_list(weight_std, fan_in, depth):
    return [(weight_std * math.sqrt(fan_in)) ** l for l in range(1, depth + 1)]  # noqa: E741


@wrong("typical_sizes", 0)
def drawn_and_measured(weight_std, fan_in, depth):
    rng, Z, sizes = np.random.default_rng(0), np.ones((1, fan_in)), []
    for _ in range(depth):
        Z = Z @ rng.normal(0, weight_std, (fan_in, fan_in))
        sizes.append(np.sqrt(np.mean(Z**2)))
    return np.array(sizes)


@right("typical_sizes")
def with_logarithms(weight_std, fan_in, depth):
    return np.exp(np.cumsum(np.full(depth, np.log(weight_std) + 0.5 * np.log(fan_in))))


@right("typical_sizes")
def geometric(weight_std, fan_in, depth):
    return np.geomspace(gain := weight_std * fan_in**0.5, gain**depth, depth)


@wrong("standardize", 1, "by their own mean and deviation")
def each_set_with_the_same_function(X_train, X_new):
    def scale(X):
        return (X - np.mean(X, 0)) / np.maximum(np.std(X, 0), 1e-12)

    return scale(X_train), scale(X_new)


@wrong("standardize", 0, "as one does with images")
def rows_normalized(X_train, X_new):
    return tuple(
        (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True) for X in (X_train, X_new)
    )


@wrong("standardize", 0)
def only_the_new_data(X_train, X_new):
    return (X_new - X_train.mean(axis=0)) / X_train.std(axis=0)


@wrong("standardize", 3)
def epsilon_in_the_root(X_train, X_new):
    mean, var = X_train.mean(axis=0), X_train.var(axis=0)
    return tuple((X - mean) / np.sqrt(var + 1e-12) for X in (X_train, X_new))


@wrong("standardize", 1, "take both before")
def already_scaled_statistics_for_new_data(X_train, X_new):
    X_train = (X_train - X_train.mean(axis=0)) / (X_train.std(axis=0) + (X_train.std(axis=0) == 0))
    return X_train, (X_new - X_train.mean(axis=0)) / X_train.std(axis=0)


@wrong("standardize", 0, "Brackets are missing")
def precedence(X_train, X_new):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std[std == 0] = 1
    return X_train - mean / std, X_new - mean / std


@wrong("standardize", 3, "but it is shifted")
def constant_features_skipped(X_train, X_new):
    varies = X_train.std(axis=0) > 0
    mean, std = X_train.mean(axis=0)[varies], X_train.std(axis=0)[varies]
    both = X_train.copy(), X_new.copy()
    for X in both:
        X[:, varies] = (X[:, varies] - mean) / std
    return both


@right("standardize")
def by_numpy_divide(X_train, X_new):
    mean, std = np.mean(X_train, 0, keepdims=True), np.std(X_train, 0, keepdims=True)
    return [(X - mean) / (std + np.equal(std, 0)) for X in (X_train, X_new)]


@right("standardize")
def both_at_once_and_split(X_train, X_new):
    std = X_train.std(axis=0)
    std[std == 0] = 1
    both = (np.concatenate([X_train, X_new]) - X_train.mean(axis=0)) / std
    return np.split(both, [len(X_train)])


@wrong("he_init", 1, "uniform between plus and minus")
def uniform_between_plus_and_minus_one(fan_in, fan_out, rng):
    return rng.uniform(-1, 1, size=(fan_in, fan_out)) * np.sqrt(2 / fan_in)


@wrong("he_init", 1, "one entry too many")
def with_a_bias_row(fan_in, fan_out, rng):
    return np.vstack([rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)), np.zeros(fan_out)])


@wrong("he_init", 2, "with a fixed seed")
def seeded_numpy(fan_in, fan_out, rng):
    np.random.seed(1)  # noqa: NPY002
    return np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)  # noqa: NPY002


@wrong("he_init", 1, "only the shape is not", "only the shape is not")
def flat(fan_in, fan_out, rng):
    return rng.normal(0, np.sqrt(2 / fan_in), size=fan_in * fan_out)


@wrong("he_init", 1, "a constant factor is missing")
def leaky_gain(fan_in, fan_out, rng):
    return rng.normal(0, np.sqrt(2 / (1 + 0.5**2) / fan_in), size=(fan_in, fan_out))


@right("he_init")
def one_number_at_a_time(fan_in, fan_out, rng):
    std = math.sqrt(2 / fan_in)
    return np.array([[rng.normal(0, std) for _ in range(fan_out)] for _ in range(fan_in)])


@right("he_init")
def from_a_normal_vector(fan_in, fan_out, rng):
    numbers = rng.normal(loc=0, scale=1, size=fan_in * fan_out)
    return numbers.reshape(fan_in, fan_out, order="F") / np.sqrt(fan_in / 2)


@wrong("batchnorm_forward", 5, "take their place")
def inference_with_the_batch(
    X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5
):
    mean, var = X.mean(0), X.var(0)
    if training:
        running_mean = running_mean * (1 - momentum) + momentum * mean
        running_var = running_var * (1 - momentum) + momentum * X.var(0, ddof=1)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


@wrong("batchnorm_forward", 2, "Two mistakes at once")
def training_only(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        Xhat = (X - X.mean(0)) / np.sqrt(X.var(0) + eps)
        return gamma * Xhat + beta, X.mean(0), X.var(0)
    return None


@wrong("batchnorm_forward", 2, "Two mistakes at once")
def keras_momentum(X, gamma, beta, running_mean, running_var, training, momentum=0.9, eps=1e-5):
    if not training:
        scale = gamma / np.sqrt(running_var + eps)
        return (X - running_mean) * scale + beta, running_mean, running_var
    new_mean = momentum * running_mean + (1 - momentum) * X.mean(0)
    new_var = momentum * running_var + (1 - momentum) * X.var(0)
    return (X - X.mean(0)) / np.sqrt(X.var(0) + eps) * gamma + beta, new_mean, new_var


@wrong("batchnorm_forward", 0)
def forgot_to_return(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    Z = gamma * (X - X.mean(0)) / np.sqrt(X.var(0) + eps) + beta  # noqa: F841


@wrong("batchnorm_forward", 5, "move at inference")
def averages_mixed_in_both_modes(
    X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5
):
    mean, var = (X.mean(0), X.var(0)) if training else (running_mean, running_var)
    unbiased = var * len(X) / (len(X) - 1)
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * unbiased
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, new_mean, new_var


@wrong("batchnorm_forward", 5, "go back in both modes")
def alone_at_inference(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        return gamma * (X - running_mean) / np.sqrt(running_var + eps) + beta
    running = [(1 - momentum) * old for old in (running_mean, running_var)]
    Z = gamma * (X - X.mean(0)) / np.sqrt(X.var(0) + eps) + beta
    return Z, running[0] + momentum * X.mean(0), running[1] + momentum * X.var(0, ddof=1)


@right("batchnorm_forward")
def with_a_named_tuple(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        mean, var, n = np.average(X, axis=0), np.var(X, axis=0), X.shape[0]
        after = (
            running_mean + momentum * (mean - running_mean),
            running_var + momentum * (var * n / (n - 1) - running_var),
        )
    else:
        mean, var, after = running_mean, running_var, (running_mean, running_var)
    return Normalized(np.multiply(gamma, X - mean) / (var + eps) ** 0.5 + beta, *after)


@right("batchnorm_forward")
def by_the_covariance(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        unbiased = np.diag(np.cov(X.T))
        mean, var = X.mean(0), unbiased * (len(X) - 1) / len(X)
        running_mean = np.stack([running_mean, mean], 1) @ [1 - momentum, momentum]
        running_var = np.stack([running_var, unbiased], 1) @ [1 - momentum, momentum]
        return (X - mean) * (gamma / np.sqrt(var + eps)) + beta, running_mean, running_var
    return (
        (X - running_mean) * (gamma / np.sqrt(running_var + eps)) + beta,
        running_mean,
        running_var,
    )


@wrong("layernorm_forward", 1)
def batchnorm_copied(X, gamma, beta, eps=1e-5):
    if len(X) == 1:
        X = X.T
        return ((X - X.mean(0)) / np.sqrt(X.var(0) + eps)).T * gamma + beta
    return gamma * (X - X.mean(0)) / np.sqrt(X.var(0) + eps) + beta


@wrong("layernorm_forward", 0, "on its diagonal")
def transposed_back_too_late(X, gamma, beta, eps=1e-5):
    T = X.T
    return (gamma * (T - T.mean(0)) / np.sqrt(T.var(0) + eps) + beta).T


@wrong("layernorm_forward", 0, "Two mistakes at once")
def divided_by_the_norm(X, gamma, beta, eps=1e-5):
    centred = X - X.mean(axis=1, keepdims=True)
    return gamma * centred / (np.linalg.norm(centred, axis=1, keepdims=True) + eps) + beta


@wrong("layernorm_forward", 0, "stands inside the loop")
def returns_the_first_row(X, gamma, beta, eps=1e-5):
    for x in X:
        return gamma * (x - x.mean()) / np.sqrt(x.var() + eps) + beta


@right("layernorm_forward")
def in_place_on_a_copy(X, gamma, beta, eps=1e-5):
    Z = X - X.mean(-1)[:, None]
    Z /= np.sqrt((Z * Z).mean(-1) + eps)[:, None]
    Z *= gamma
    Z += beta
    return Z


@right("layernorm_forward")
def with_apply_along_axis(X, gamma, beta, eps=1e-5):
    def one(x):
        return (x - x.mean()) / math.sqrt(x.var() + eps)

    return np.apply_along_axis(one, 1, X) * gamma + beta


@wrong("batchnorm_backward", 2, "as constants")
def as_at_inference(dZ, Xhat, s, gamma):
    return dZ * (gamma / s), np.sum(dZ * Xhat, 0), np.sum(dZ, 0)


@wrong("batchnorm_backward", 2)
def gamma_for_the_last_term_only(dZ, Xhat, s, gamma):
    dgamma, dbeta = (dZ * Xhat).sum(0), dZ.sum(0)
    dX = (dZ - dbeta / len(dZ) - gamma * Xhat * dgamma / len(dZ)) / s
    return dX, dgamma, dbeta


@wrong("batchnorm_backward", 0, "over the features")
def sums_over_the_channels(dZ, Xhat, s, gamma):
    dgamma, dbeta = (dZ * Xhat).sum(1), dZ.sum(1)
    N = len(dZ)
    dX = gamma / s * (dZ - dbeta[:, None] / N - Xhat * dgamma[:, None] / N)
    return dX, dgamma, dbeta


@wrong("batchnorm_backward", 2, "over the whole array")
def mean_over_everything(dZ, Xhat, s, gamma):
    along = (dZ * Xhat).mean()
    return gamma / s * (dZ - dZ.mean() - Xhat * along), (dZ * Xhat).sum(0), dZ.sum(0)


@wrong("batchnorm_backward", 2, "the centred numbers")
def centred_instead_of_normalized(dZ, Xhat, s, gamma):
    N, dgamma, dbeta = len(dZ), (dZ * Xhat).sum(0), dZ.sum(0)
    return gamma / s * (dZ - dbeta / N - Xhat * s * dgamma / N), dgamma, dbeta


@wrong("batchnorm_backward", 2, "Your N is the number of channels")
def n_from_the_wrong_end(dZ, Xhat, s, gamma):
    N = dZ.shape[-1]
    dgamma, dbeta = np.sum(dZ * Xhat, 0), np.sum(dZ, 0)
    return gamma / s * (dZ - (dbeta + Xhat * dgamma) / N), dgamma, dbeta


@wrong("batchnorm_backward", 2, "last term has the wrong sign")
def one_minus_lost(dZ, Xhat, s, gamma):
    dgamma, dbeta = np.sum(dZ * Xhat, 0), np.sum(dZ, 0)
    return gamma / s * (dZ - (dbeta - Xhat * dgamma) / len(dZ)), dgamma, dbeta


@right("batchnorm_backward")
def by_projection(dZ, Xhat, s, gamma):
    rest = dZ - dZ.mean(axis=0)
    rest = rest - Xhat * np.mean(dZ * Xhat, axis=0)
    return rest * gamma / s, np.diag(Xhat.T @ dZ), np.ones(len(dZ)) @ dZ


@right("batchnorm_backward")
def with_one_factor(dZ, Xhat, s, gamma):
    N = dZ.shape[0]
    db, dg = dZ.sum(0, keepdims=True), np.einsum("ij,ij->j", dZ, Xhat)
    return (N * dZ - db - Xhat * dg) * gamma / (N * s), dg, db.ravel()
