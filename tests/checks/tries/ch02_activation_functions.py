"""Answers to exercise 2."""

import math

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("02-activation-functions")


@wrong("relu_grad", 1, "one half")
def halfway_at_the_kink(Z):
    return (np.sign(Z) + 1) / 2


@wrong("relu_grad", 0, "That is ReLU.")
def relu_again(Z):
    return np.maximum(Z, 0)


@wrong("relu_grad", 0, "True and False")
def a_comparison(Z):
    return Z > 0


@wrong("relu_grad", 0)
def one_number_for_all(Z):
    if (Z > 0).all():
        return 1
    return 0


@wrong("relu_grad", 1, "0 / 0 at the kink")
def relu_by_its_argument(Z):
    return np.maximum(Z, 0) / Z


@wrong("relu_grad", 0, "the rows of Z are gone")
def one_by_one(Z):
    return [1.0 if z > 0 else 0.0 for z in Z.ravel()]


@wrong("relu_grad", 0, "`if` decides once")
def relu_grad_decided_once(Z):
    if Z > 0:
        return 1.0
    return 0.0


@right("relu_grad")
def as_a_quotient(Z):
    return np.maximum(Z, 0) / np.where(Z == 0, 1, np.abs(Z))


@right("relu_grad")
def by_deleting(Z):
    slope = np.ones_like(Z)
    slope[Z <= 0] = 0
    return slope


@wrong("stable_sigmoid", 2, "is rounded to 0")
def one_minus_the_other_side(Z):
    s = 1 / (1 + np.exp(-np.abs(Z)))
    return np.where(Z >= 0, s, 1 - s)


@wrong("stable_sigmoid", 2, "inf / inf")
def the_second_form(Z):
    return np.exp(Z) / (np.exp(Z) + 1)


@wrong("stable_sigmoid", 2)
def a_small_number_for_safety(Z):
    return np.maximum(1 / (1 + np.exp(-Z.astype(float))), 1e-12)


@wrong("stable_sigmoid", 0, "you return sigmoid(|z|)")
def with_an_if(Z):
    if Z.all() >= 0:
        return 1 / (1 + np.exp(-np.abs(Z)))
    return np.exp(Z) / (1 + np.exp(Z))


@wrong("stable_sigmoid", 2, "cut down to whole numbers")
def filled_in_like_z(Z):
    out = np.zeros_like(Z)
    out[Z >= 0] = 1 / (1 + np.exp(-Z[Z >= 0]))
    out[Z < 0] = np.exp(Z[Z < 0]) / (1 + np.exp(Z[Z < 0]))
    return out


@wrong("stable_sigmoid", 0, "`if` decides once")
def stable_sigmoid_decided_once(Z):
    if Z >= 0:
        return 1 / (1 + np.exp(-Z))
    return np.exp(Z) / (1 + np.exp(Z))


@right("stable_sigmoid")
def clipped_far_out(Z):
    return 1 / (1 + np.exp(-np.clip(Z, -700, 700)))


@right("stable_sigmoid")
def with_the_math_module(Z):
    def one(z):
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))

    return np.vectorize(one, otypes=[float])(Z)


@wrong("softmax", 2, "inf / inf")
def straight_from_the_formula(Z):
    return np.exp(Z) / np.exp(Z).sum(1)[:, None]


@wrong("softmax", 0, "columns sum to 1")
def over_the_batch(Z):
    E = np.exp(Z - np.max(Z, 0))
    return E / np.sum(E, 0)


@wrong("softmax", 0)
def the_wrong_axis_kept(Z):
    E = np.exp(Z - Z.max(axis=1)[:, None])
    return E / E.sum(axis=1)[None]


@wrong("softmax", 2, "hides a 0 / 0")
def a_small_number_below(Z):
    E = np.exp(Z - Z.max())
    return E / (E.sum(axis=1, keepdims=True) + 1e-12)


@wrong("softmax", 0, "the same fixed number")
def shifted_by_a_constant(Z):
    E = np.exp(Z - 900)
    return E / E.sum(axis=1, keepdims=True)


@wrong("softmax", 0, "divide by the row's maximum")
def scaled_to_one(Z):
    E = np.exp(Z / Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


@wrong("softmax", 0, "below the fraction bar only")
def shifted_below(Z):
    return np.exp(Z) / np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)


@wrong("softmax", 0, "divided sigmoids")
def sigmoids_shared_out(Z):
    S = 1 / (1 + np.exp(-Z))
    return S / S.sum(axis=1, keepdims=True)


@right("softmax")
def through_sigmoids_of_differences(Z):
    rest = np.array([np.logaddexp.reduce(np.delete(Z, k, 1), axis=1) for k in range(Z.shape[1])]).T
    return 0.5 * (1 + np.tanh(0.5 * (Z - rest)))


@right("softmax")
def row_by_row(Z):
    return np.array([np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in Z])


@wrong("elu", 1, "The factor alpha is missing")
def with_the_usual_alpha(Z, alpha):
    return np.where(Z > 0, Z, np.exp(np.minimum(Z, 0)) - 1)


@wrong("elu", 2, "0 times inf")
def chosen_by_multiplying(Z, alpha):
    return Z * (Z > 0) + alpha * (np.exp(Z) - 1) * (Z <= 0)


@wrong("elu", 0)
def the_larger_of_both(Z, alpha):
    return np.maximum(Z, alpha * np.expm1(Z))


@wrong("elu", 0, "is missing, so your function jumps")
def jumping(Z, alpha):
    out = Z.astype(float)
    out[Z <= 0] = alpha * np.exp(out[Z <= 0])
    return out


@wrong("elu", 2, "larger of the two")
def the_larger_piece(Z, alpha):
    return np.maximum(Z, alpha * np.expm1(np.minimum(Z, 0)))


@wrong("elu", 0, "`if` decides once")
def elu_decided_once(Z, alpha):
    return Z if Z > 0 else alpha * (np.exp(Z) - 1)


@right("elu")
def from_relus(Z, alpha):
    return np.maximum(Z, 0) - alpha * (1 - np.exp(-np.maximum(-Z, 0)))


@right("elu")
def chosen_by_select(Z, alpha):
    return np.select([Z > 0, Z <= 0], [Z, alpha * np.expm1(np.clip(Z, None, 0))])


@wrong("chain_gradients", 0, "begin at the input")
def accumulated_on_the_way(x, weights, g, g_grad):
    derivatives, a = [1.0], x
    for w in weights:
        derivatives.append(derivatives[-1] * g_grad(w * a) * w)
        a = g(w * a)
    return np.array(derivatives)


@wrong("chain_gradients", 0, "one number")
def with_respect_to_x(x, weights, g, g_grad):
    derivative, a = 1.0, x
    for w in weights:
        derivative *= g_grad(w * a) * w
        a = g(w * a)
    return derivative


@wrong("chain_gradients", 0)
def slope_of_the_weights(x, weights, g, g_grad):
    return np.cumprod(np.append(1, (g_grad(weights * x) * weights)[::-1]))[::-1] * x


@wrong("chain_gradients", 1, "every z from x")
def all_units_like_the_first(x, weights, g, g_grad):
    steps = [w * g_grad(w * x) for w in weights]
    return np.cumprod([1.0, *steps[::-1]])[::-1]


@wrong("chain_gradients", 1, "the unit before")
def weight_off_by_one(x, weights, g, g_grad):
    return backwards(x, weights, g, g_grad, lambda layer, a: weights[layer - 1])


@wrong("chain_gradients", 0, "how z_l changes with w_l")
def for_the_weights(x, weights, g, g_grad):
    return backwards(x, weights, g, g_grad, lambda layer, a: a[layer])


def backwards(x, weights, g, g_grad, local):
    a, z = [x], []
    for w in weights:
        z.append(w * a[-1])
        a.append(g(z[-1]))
    found = [1.0]
    for layer in reversed(range(len(weights))):
        found.append(found[-1] * g_grad(z[layer]) * local(layer, a))
    return np.array(found[::-1])


@right("chain_gradients")
def as_a_matrix_of_products(x, weights, g, g_grad):
    steps = np.ones(len(weights))
    for k, w in enumerate(weights):
        steps[k], x = w * g_grad(w * x), g(w * x)
    return np.array([np.prod(steps[k:]) for k in range(len(weights) + 1)])


@right("chain_gradients")
def with_an_insert(x, weights, g, g_grad):
    zs = []
    for w in weights.tolist():
        zs.append(w * x)
        x = g(zs[-1])
    grads = [1]
    for w, z in zip(reversed(weights.tolist()), reversed(zs), strict=True):
        grads.insert(0, w * g_grad(z) * grads[0])
    return np.array(grads)
