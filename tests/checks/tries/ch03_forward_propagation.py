"""Answers to exercise 3."""

from itertools import pairwise

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("03-forward-propagation")


@wrong("neuron_by_hand", 0, "inside the loop")
def returned_inside_the_loop(x, w, b):
    z = b
    for xi, wi in zip(x, w, strict=True):
        z += xi * wi
        return max(z, 0)


@wrong("neuron_by_hand", 1, "pre-activation")
def the_sum_only(x, w, b):
    return b + (x * w).sum()


@wrong("neuron_by_hand", 1, "leaky")
def leaky(x, w, b):
    z = x @ w + b
    return z if z > 0 else 0.01 * z


@wrong("neuron_by_hand", 0, "a sigmoid or a tanh")
def sigmoid_neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w) - b))


@wrong("neuron_by_hand", 0, "The last input is left out")
def last_input_missed(x, w, b):
    return max(x[:-1] @ w[:-1] + b, 0)


@wrong("neuron_by_hand", 1, "two inputs only")
def as_in_the_example(x, w, b):
    return max(x[0] * w[0] + x[1] * w[1] + b, 0)


@wrong("neuron_by_hand", 0, "The last input is left out")
def last_input_and_relu_missed(x, w, b):
    return x[:-1] @ w[:-1] + b


@wrong("neuron_by_hand", 0)
def always_the_example(x, w, b):
    return 4.5


@wrong("neuron_by_hand", 0, "ReLU to each product")
def relu_before_the_sum(x, w, b):
    return sum(np.maximum(x * w, 0)) + b


@wrong("neuron_by_hand", 0, "Only the last product is left")
def replaced_in_the_loop(x, w, b):
    z = b
    for i in range(len(x)):
        z = x[i] * w[i]
    return max(z, 0)


@right("neuron_by_hand")
def as_a_vector_of_one(x, w, b):
    return np.maximum(x @ w + b, 0).reshape(())


@right("neuron_by_hand")
def by_condition(x, w, b):
    z = float(np.inner(w, x) + b)
    if z <= 0:
        return 0
    return z


@wrong("dense_forward", 0, "The bias is missing")
def loop_that_forgets_the_units(X, W, b):
    return np.array([sum(x[i] * W[i] for i in range(len(x))) for x in X])


@wrong("dense_forward", 0, "add `b` to the inputs")
def bias_before_the_product(X, W, b):
    return (X + b) @ W


@wrong("dense_forward", 0)
def bias_to_the_inputs(X, W, b):
    return np.array([[x @ W[:, j] * b[j] for j in range(len(b))] for x in X])


@wrong("dense_forward", 2, "An axis of length 1 got lost")
def squeezed(X, W, b):
    return (X @ W + b).squeeze()


@wrong("dense_forward", 0)
def with_a_sigmoid(X, W, b):
    return 1 / (1 + np.exp(-(X @ W + b)))


@right("dense_forward")
def sum_of_outer_products(X, W, b):
    return sum((np.outer(X[:, i], W[i]) for i in range(len(W))), np.tile(b, (len(X), 1)))


@right("dense_forward")
def nested_lists(X, W, b):
    return np.array(
        [
            [sum(p * q for p, q in zip(x, w, strict=True)) + c for w, c in zip(W.T, b, strict=True)]
            for x in X
        ]
    )


@wrong("count_parameters", 0)
def of_the_worked_example(sizes):
    return 17


@wrong("count_parameters", 2, "two layers of weights")
def two_layers_only(sizes):
    inputs, hidden, outputs = sizes
    return hidden * (inputs + 1) + outputs * (hidden + 1)


@wrong("count_parameters", 0)
def as_text(sizes):
    return str(sum((a + 1) * b for a, b in pairwise(sizes)))


@wrong("count_parameters", 0, "You added up the units")
def units(sizes):
    return sum(sizes)


@wrong("count_parameters", 0, "You multiplied all sizes")
def volume(sizes):
    return int(np.prod(sizes))


@right("count_parameters")
def from_arrays(sizes):
    return sum(np.zeros((a, b)).size + np.zeros(b).size for a, b in pairwise(sizes))


@right("count_parameters")
def recursive(sizes):
    return 0 if len(sizes) < 2 else (sizes[0] + 1) * sizes[1] + recursive(sizes[1:])


@wrong("mlp_forward", 4, "the negative ones have become 0")
def at_least_one_hidden(X, weights, biases, activation):
    inputs, pre = [X], [X @ weights[0] + biases[0]]
    for W, b in zip(weights[1:], biases[1:], strict=True):
        inputs.append(activation(pre[-1]))
        pre.append(inputs[-1] @ W + b)
    if len(pre) > 1:
        return pre[-1], inputs, pre[:-1]
    return activation(pre[-1]), inputs, []


@wrong("mlp_forward", 0)
def activation_before_each_layer(X, weights, biases, activation):
    A, inputs, pre = X, [], []
    for W, b in zip(weights, biases, strict=True):
        inputs.append(activation(A))
        A = inputs[-1] @ W + b
        pre.append(A)
    return A, inputs, pre


@wrong("mlp_forward", 1, "always apply the same function")
def hard_coded_tanh(X, weights, biases, activation):
    A, inputs, pre = X, [], []
    for W, b in zip(weights, biases, strict=True):
        inputs.append(A)
        pre.append(A @ W + b)
        A = np.tanh(pre[-1])
    return pre[-1], inputs, pre[:-1]


@wrong("mlp_forward", 1, "always apply the same function")
def hard_coded_relu(X, weights, biases, activation):
    inputs, pre = [X], []
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        pre.append(inputs[-1] @ W + b)
        inputs.append(pre[-1] * (pre[-1] > 0))
    return inputs[-1] @ weights[-1] + biases[-1], inputs, pre


@wrong("mlp_forward", 0, "wrote out two layers")
def two_layers(X, weights, biases, activation):
    Z = X @ weights[0] + biases[0]
    A = activation(Z)
    return A @ weights[1] + biases[1], [X, A], [Z]


@wrong("mlp_forward", 4, "overwrites it in the list")
def activated_in_place(X, weights, biases, activation):
    A, inputs, pre_activations = X, [], []
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        inputs.append(A)
        Z = A @ W + b
        if layer < len(weights) - 1:
            pre_activations.append(Z)
            Z[:] = activation(Z)
            A = Z
    return Z, inputs, pre_activations


@wrong("mlp_forward", 3, "go into none")
def logits_noted_too(X, weights, biases, activation):
    A, inputs, pre_activations = X, [X], []
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        pre_activations.append(A @ W + b)
        A = activation(pre_activations[-1])
        inputs.append(A)
    Z = A @ weights[-1] + biases[-1]
    return Z, [*inputs, Z], pre_activations


@wrong("mlp_forward", 1, "Every layer gets `X`")
def never_handed_on(X, weights, biases, activation):
    A, inputs, pre_activations = X, [], []
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        inputs.append(X)
        pre_activations.append(X @ W + b)
        A = activation(pre_activations[-1])
    return A @ weights[-1] + biases[-1], [*inputs, A], pre_activations


@right("mlp_forward")
def with_a_generator(X, weights, biases, activation):
    inputs, pre = [], []
    for number, (W, b) in enumerate(zip(weights, biases, strict=True)):
        X = activation(pre[-1]) if number else X
        inputs.append(X.copy())
        pre.append(np.einsum("ni,ij->nj", X, W) + b)
    return pre.pop(), inputs, pre
