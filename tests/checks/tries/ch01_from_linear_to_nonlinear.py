"""Answers to exercise 1."""

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("01-from-linear-to-nonlinear")


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


@wrong("bump", 1, "take the given")
def boxed(x, left, right, sharpness):
    return np.where((x > left) & (x < right), 1.0, 0.0)


@wrong("bump", 0, "added")
def both_rise(x, left, right, sharpness):
    return sigmoid(sharpness * (x - left)) + sigmoid(sharpness * (x - right))


@wrong("bump", 0, "stands outside the sigmoid")
def higher_instead_of_steeper(x, left, right, sharpness):
    return sharpness * (sigmoid(x - left) - sigmoid(x - right))


@wrong("bump", 1, "1 minus the other")
def a_product(x, left, right, sharpness):
    return sigmoid(sharpness * (x - left)) * sigmoid(sharpness * (right - x))


@wrong("bump", 0)
def half_as_sharp(x, left, right, sharpness):
    return sigmoid(0.5 * sharpness * (x - left)) - sigmoid(0.5 * sharpness * (x - right))


@wrong("bump", 0)
def of_one_point(x, left, right, sharpness):
    return float(sigmoid(sharpness * (x[0] - left)) - sigmoid(sharpness * (x[0] - right)))


@right("bump")
def falling_and_falling(x, left, right, sharpness):
    return sigmoid(-sharpness * (x - right)) - sigmoid(-sharpness * (x - left))


@wrong("hidden_units", 0, "pre-activations")
def the_sums(X, W, b):
    return np.einsum("nd,dh->nh", X, W) + b


@wrong("hidden_units", 0)
def relu_for_sigmoid(X, W, b):
    return np.maximum(X @ W + b, 0)


@wrong("hidden_units", 2, "An axis of length 1 got lost")
def one_point_flattened(X, W, b):
    return np.squeeze(sigmoid(X @ W + b))


@right("hidden_units")
def by_exponentials(X, W, b):
    e = np.exp(X @ W + b)
    return e / (1 + e)


@wrong("fit_output_layer", 0)
def one_step_of_descent(H, y):
    w, b = np.zeros(H.shape[1]), 0.0
    error = H @ w + b - y
    return w - 0.1 * H.T @ error / len(y), b - 0.1 * error.mean()


@wrong("fit_output_layer", 0, "without the constant")
def lstsq_of_h(H, y):
    return np.linalg.lstsq(H, y, rcond=None)[0], 0


@wrong("fit_output_layer", 0, "tuple of four")
def whole_tuple(H, y):
    return np.linalg.lstsq(np.c_[H, np.ones(len(H))], y, rcond=None)


@wrong("fit_output_layer", 0, "tuple of four")
def index_forgotten(H, y):
    solution = np.linalg.lstsq(np.c_[H, np.ones(len(H))], y, rcond=None)
    return solution[:-1], solution[-1]


@wrong("fit_output_layer", 0, "You returned the whole solution")
def one_vector(H, y):
    return np.linalg.pinv(np.c_[H, np.ones(len(H))]) @ y


@wrong("fit_output_layer", 0, "before the features")
def ones_in_front(H, y):
    weights = np.linalg.pinv(np.c_[np.ones(len(H)), H]) @ y
    return weights[:-1], weights[-1]


@wrong("fit_output_layer", 0, "found together")
def bias_from_what_is_left(H, y):
    w = np.linalg.lstsq(H, y, rcond=None)[0]
    return w, np.mean(y - H @ w)


@wrong("fit_output_layer", 0, "both sides are multiplied")
def half_of_the_normal_equations(H, y):
    A = np.column_stack([H, np.ones(len(H))])
    w = np.linalg.solve(A.T @ A, y)
    return w[:-1], w[-1]


@right("fit_output_layer")
def many_steps_of_descent(H, y):
    A = np.c_[H, np.ones(len(H))]
    w = np.zeros(A.shape[1])
    rate = 1 / np.linalg.norm(A, 2) ** 2
    for _ in range(20_000):
        w -= rate * A.T @ (A @ w - y)
    return w[:-1], w[-1]


@wrong("collapse_linear_layers", 1, "earlier")
def product_and_last_bias(weights, biases):
    return np.linalg.multi_dot(weights) if len(weights) > 1 else weights[0], biases[-1]


@wrong("collapse_linear_layers", 3, "The list may be longer")
def the_first_two(weights, biases):
    return weights[0] @ weights[1], biases[0] @ weights[1] + biases[1]


@wrong("collapse_linear_layers", 3, "The list may be longer")
def unpacked_into_two(weights, biases):
    (W1, W2), (b1, b2) = weights, biases
    return W1 @ W2, b1 @ W2 + b2


@wrong("collapse_linear_layers", 3, "Those in between count as well")
def the_ends(weights, biases):
    return weights[0] @ weights[-1], biases[0] @ weights[-1] + biases[-1]


@wrong("collapse_linear_layers", 3)
def never_one_alone(weights, biases):
    W = np.linalg.multi_dot(weights)
    b = biases[-1]
    for k in range(len(biases) - 1):
        through = biases[k]
        for later in weights[k + 1 :]:
            through = through @ later
        b = b + through
    return W, b


@wrong("collapse_linear_layers", 0, "hold already")
def from_the_first_again(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights, biases, strict=True):
        W, b = W @ V, b @ V + c
    return W, b


@wrong("collapse_linear_layers", 0, "next bias before")
def both_biases_through_the_weights(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights[1:], biases[1:], strict=True):
        W = W @ V
        b = (b + c) @ V
    return W, b


@right("collapse_linear_layers")
def asked_at_points(weights, biases):
    def run(A):
        for W, b in zip(weights, biases, strict=True):
            A = A @ W + b
        return A

    b = run(np.zeros(len(weights[0])))
    return np.array([run(row) - b for row in np.eye(len(weights[0]))]), b


@wrong("staircase", 2)
def running_total(edges, heights, sharpness):
    return np.full(len(edges), sharpness), -sharpness * edges, np.cumsum(np.append(heights, 0))


@wrong("staircase", 3, "carries the sharpness")
def edges_for_biases(edges, heights, sharpness):
    return np.full(len(edges), sharpness), edges, np.diff(np.r_[0, heights, 0])


@wrong("staircase", 3, "a single number")
def one_weight(edges, heights, sharpness):
    return sharpness, -sharpness * edges, np.diff([0, *heights, 0])


@right("staircase")
def step_by_step(edges, heights, sharpness):
    wo, level = [], 0.0
    for height in [*heights, 0.0]:
        wo.append(height - level)
        level = height
    return np.repeat(sharpness, len(edges)), np.negative(edges) * sharpness, np.array(wo)
