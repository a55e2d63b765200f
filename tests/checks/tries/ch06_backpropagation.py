"""Answers to exercise 6."""

import functools
from typing import NamedTuple

import numpy as np

import helpers.checks
from tests.checks.tries.registry import tries

REFERENCE = {n: t.reference for n, t in helpers.checks.load("06-backpropagation").tasks.items()}
wrong, right = tries("06-backpropagation")


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


class Grads(NamedTuple):
    dX: np.ndarray
    dW: np.ndarray
    db: np.ndarray


@wrong("dense_backward", 2, "sum over axis 0 is missing")
def weights_kept_apart_by_example(dZ, X, W):
    return dZ @ W.T, X[:, :, None] * dZ[:, None, :], dZ.sum(0)


@wrong("dense_backward", 2)
def reshaped_for_transposed(dZ, X, W):
    return dZ @ W.reshape(W.shape[::-1]), X.T @ dZ, dZ.sum(0)


@wrong("dense_backward", 0, "but in a dict")
def returned_as_a_dict(dZ, X, W):
    return {"dX": dZ @ W.T, "dW": X.T @ dZ, "db": dZ.sum(0)}


@wrong("dense_backward", 0, "N times too small")
def divided_in_place(dZ, X, W):
    dZ /= len(dZ)
    return REFERENCE["dense_backward"](dZ, X, W)


@wrong("dense_backward", 0)
def return_forgotten(dZ, X, W):
    REFERENCE["dense_backward"](dZ, X, W)


@right("dense_backward")
def in_a_named_tuple(dZ, X, W):
    return Grads(*REFERENCE["dense_backward"](dZ, X, W))


@right("dense_backward")
def with_a_column_of_ones(dZ, X, W):
    grads = np.c_[X, np.ones(len(X))].T @ dZ
    return np.asfortranarray(dZ @ W.T), grads[:-1], grads[-1]


@right("dense_backward")
def by_outer_products(dZ, X, W):
    dW = sum(np.outer(x, d) for x, d in zip(X, dZ, strict=True))
    return np.stack([W @ d for d in dZ]), dW, sum(dZ)


@wrong("output_delta", 2, "wipes out the gradient of a confident mistake")
def guarded_in_another_place(z, y):
    p = sigmoid(z)
    return (-(y / (p + 1e-9)) + (1 - y) / (1 - p + 1e-9)) * p * (1 - p) / len(z)


@wrong("output_delta", 0, "N times too large")
def averaged_over_the_wrong_axis(z, y):
    return (sigmoid(z) - y) / z.shape[1]


@wrong("output_delta", 0, "rounded to 3 decimal places")
def rounded(z, y):
    return REFERENCE["output_delta"](z, y).round(3)


@wrong("output_delta", 0, "(N, N)")
def compared_with_a_row(z, y):
    return (sigmoid(z) - y[:, 0]) / len(z)


@right("output_delta")
def by_cases(z, y):
    return np.where(y == 1, -sigmoid(-z), sigmoid(z)) / len(z)


@right("output_delta")
def through_logaddexp(z, y):
    return np.asfortranarray(np.exp(-np.logaddexp(0, -z)) - y) / y.size


def every_error(f, x, grad, h):
    steps = [h * e.reshape(x.shape) for e in np.eye(x.size)]
    n = np.array([(f(x + s) - f(x - s)) / (2 * h) for s in steps]).reshape(x.shape)
    return np.abs(grad - n) / np.maximum(np.abs(grad) + np.abs(n), 1e-8)


@wrong("gradient_check", 0)
def a_verdict(f, x, grad, h=1e-5):
    return every_error(f, x, grad, h).max() < 1e-6


@wrong("gradient_check", 0, "maximum over everything is missing")
def all_the_errors(f, x, grad, h=1e-5):
    return every_error(f, x, grad, h)


@wrong("gradient_check", 0, "two names for one array")
def one_array_with_two_names(f, x, grad, h=1e-5):
    worst = 0.0
    for i in np.ndindex(x.shape):
        plus = minus = x
        plus[i] += h
        minus[i] -= h
        n = (f(plus) - f(minus)) / (2 * h)
        worst = max(worst, abs(grad[i] - n) / max(abs(grad[i]) + abs(n), 1e-8))
    return worst


@wrong("gradient_check", 0, "not f(x - h)")
def back_to_the_start(f, x, grad, h=1e-5):
    worst = 0.0
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= h
        n = (above - f(x)) / (2 * h)
        worst = max(worst, abs(grad[i] - n) / max(abs(grad[i]) + abs(n), 1e-8))
    return worst


@right("gradient_check")
def in_place_and_put_back(f, x, grad, h=1e-5):
    worst = 0.0
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        n = (above - f(x)) / (2 * h)
        x[i] += h
        worst = max(worst, abs(grad[i] - n) / max(abs(grad[i]) + abs(n), 1e-8))
    return worst


@right("gradient_check")
def sorted_errors(f, x, grad, h=1e-4):
    return sorted(every_error(f, x, grad, h).ravel().tolist())[-1]


def hidden(function):
    """Complete the lines that the exercise gives by a function that returns dW1 and db1."""

    @functools.wraps(function)
    def loss_and_gradients(X, y, W1, b1, W2, b2):
        loss, grads = REFERENCE["loss_and_gradients"](X, y, W1, b1, W2, b2)
        A1 = sigmoid(X @ W1 + b1)
        dz2 = (sigmoid(A1 @ W2 + b2) - y) / len(X)
        dW1, db1 = function(X, A1, dz2, W1, W2)
        return loss, {**grads, "W1": dW1, "b1": db1}

    return loss_and_gradients


@wrong("loss_and_gradients", 3)
@hidden
def only_the_weights(X, A1, dz2, W1, W2):
    return X.T @ (dz2 @ W2.T * A1 * (1 - A1)), None


@wrong("loss_and_gradients", 0, "must have one row")
@hidden
def first_weights_for_the_second(X, A1, dz2, W1, W2):
    dZ1 = dz2 @ W1.T * A1 * (1 - A1)
    return X.T @ dZ1, dZ1.sum(0)


@wrong("loss_and_gradients", 0, "right for the key `W1`", "right for the key `b1`")
@hidden
def weights_and_biases_swapped(X, A1, dz2, W1, W2):
    dZ1 = dz2 @ W2.T * A1 * (1 - A1)
    return dZ1.sum(0), X.T @ dZ1


@wrong("loss_and_gradients", 0)
def only_the_gradients(*args):
    return REFERENCE["loss_and_gradients"](*args)[1]


@right("loss_and_gradients")
@hidden
def through_cosh(X, A1, dz2, W1, W2):
    Z1 = np.log(A1 / (1 - A1))
    dZ1 = np.outer(dz2, W2) / (4 * np.cosh(Z1 / 2) ** 2)
    return (dZ1.T @ X).T, np.ones(len(X)) @ dZ1


@right("loss_and_gradients")
@hidden
def in_float32_from_here(X, A1, dz2, W1, W2):
    dZ1 = (dz2 @ W2.T * A1 * (1 - A1)).astype(np.float32)
    return np.asfortranarray(X.T @ dZ1), dZ1.sum(0)


def layer_by_layer(dZ, weights, inputs, pre_activations, activation_grad):
    grads = []
    while weights:
        W, A = weights.pop(), inputs.pop()
        grads.append((A.T @ dZ, dZ.sum(0)))
        if pre_activations:
            dZ = dZ @ W.T * activation_grad(pre_activations.pop())
    return grads[::-1]


wrong("mlp_backward", 4)(layer_by_layer)  # it empties the caller's lists


@wrong("mlp_backward", 0, "stops too early")
def never_the_first(dZ, weights, inputs, pre_activations, activation_grad):
    grads = []
    for layer in range(len(weights) - 1, 0, -1):
        grads.append((inputs[layer].T @ dZ, dZ.sum(0)))
        dZ = dZ @ weights[layer].T * activation_grad(pre_activations[layer - 1])
    return grads[::-1]


@wrong("mlp_backward", 1, "the layer below's already")
def biases_at_the_end_of_each_turn(dZ, weights, inputs, pre_activations, activation_grad):
    grads = []
    for layer in reversed(range(len(weights))):
        dW = inputs[layer].T @ dZ
        if layer > 0:
            dZ = dZ @ weights[layer].T * activation_grad(pre_activations[layer - 1])
        grads.insert(0, (dW, np.sum(dZ, axis=0)))
    return grads


@wrong("mlp_backward", 0)
def an_iterator(*args):
    return reversed(REFERENCE["mlp_backward"](*args)[::-1])


@wrong("mlp_backward", 4)
def derivative_written_over_the_pre_activation(dZ, weights, inputs, Zs, activation_grad):
    grads = []
    for layer in reversed(range(len(weights))):
        grads.append((inputs[layer].T @ dZ, dZ.sum(0)))
        if layer:
            Zs[layer - 1][:] = activation_grad(Zs[layer - 1])
            dZ = dZ @ weights[layer].T * Zs[layer - 1]
    return grads[::-1]


@right("mlp_backward")
def on_copies_of_the_lists(dZ, weights, inputs, pre_activations, activation_grad):
    return layer_by_layer(dZ, weights[:], inputs[:], pre_activations[:], activation_grad)


@right("mlp_backward")
def all_deltas_first(dZ, weights, inputs, pre_activations, activation_grad):
    deltas = [dZ]
    for W, Z in zip(weights[:0:-1], pre_activations[::-1], strict=True):
        deltas.append(np.dot(W, deltas[-1].T).T * activation_grad(Z))
    return tuple([(d.T @ A).T, d.sum(0)] for A, d in zip(inputs, deltas[::-1], strict=True))
