"""Forward, loss and backward of the network that reads digits."""

import numpy as np

from helpers.activations import relu
from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.layers import dense_backward
from helpers.losses import cross_entropy_and_grad as cross_entropy_and_gradient


def reference(X, labels, parameters):
    """Return the mean cross-entropy of a network with one hidden ReLU layer, and its gradients."""
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = A1 @ W2 + b2
    loss, dZ2 = cross_entropy_and_gradient(Z2, labels)
    dA1, dW2, db2 = dense_backward(dZ2, A1, W2)
    dZ1 = dA1 * (Z1 > 0)
    _, dW1, db1 = dense_backward(dZ1, X, W1)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def inputs(rng):
    """All sizes differ, and about half of the ReLUs are off."""
    for N, D, H, K in [(3, 2, 4, 5), (7, 5, 6, 4)]:
        shapes = {"W1": (D, H), "b1": (H,), "W2": (H, K), "b2": (K,)}
        parameters = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        yield Instance((rng.normal(size=(N, D)), rng.integers(K, size=N), parameters))


MISTAKES = (
    Mistake(
        "no ReLU",
        "You hand `Z1` to the second layer. It wants the activation, `relu(Z1)`.",
        (("A1 = relu(Z1)", "A1 = Z1"),),
    ),
    Mistake(
        "ReLU on the logits",
        "You applied the ReLU after the second layer as well. The loss takes logits as they are.",
        (("Z2 = A1 @ W2 + b2", "Z2 = relu(A1 @ W2 + b2)"),),
    ),
    Mistake(
        "no biases",
        "A bias is missing in the forward pass: each layer is A @ W + b.",
        ((" + b1", ""), (" + b2", "")),
    ),
    Mistake(
        "no derivative of the ReLU",
        "Going back you passed the ReLU as if it were not there. Multiply by its derivative: 1 "
        "where `Z1` is positive, else 0.",
        (("dA1 * (Z1 > 0)", "dA1"),),
    ),
    Mistake(
        "times the activation",
        "You multiplied by the activation. What belongs there is the ReLU's derivative: 1 where "
        "`Z1` is positive, else 0.",
        (("(Z1 > 0)", "A1"),),
    ),
    Mistake(
        "times the pre-activation",
        "You multiplied by the pre-activation. What belongs there is the ReLU's derivative: 1 "
        "where `Z1` is positive, else 0.",
        (("(Z1 > 0)", "Z1"),),
    ),
    Mistake(
        "the sigmoid's derivative",
        "a (1 - a) is the derivative of the sigmoid. The hidden units here are ReLUs: 1 where "
        "`Z1` is positive, else 0.",
        (("(Z1 > 0)", "A1 * (1 - A1)"),),
    ),
    Mistake(
        "ReLU of the gradient",
        "You applied the ReLU to the gradient. It is the sign of `Z1` that decides what passes.",
        (("dA1 * (Z1 > 0)", "relu(dA1)"),),
    ),
    Mistake(
        "mask upside down",
        "Your mask lets the gradient through where the unit is off. It passes where `Z1` is "
        "positive.",
        (("Z1 > 0", "Z1 < 0"),),
    ),
    Mistake(
        "averaged again",
        "Your gradients are divided by the batch size twice. The one from the loss has the 1/N in "
        "it already.",
        (
            (
                "cross_entropy_and_gradient(Z2, labels)",
                "cross_entropy_and_gradient(Z2, labels)\n    dZ2 = dZ2 / len(X)",
            ),
        ),
    ),
    Mistake(
        "the pre-activation came in",
        "For the output layer's weights you gave `dense_backward` the pre-activation. What came "
        "into that layer is `A1`.",
        (("dense_backward(dZ2, A1, W2)", "dense_backward(dZ2, Z1, W2)"),),
    ),
    Mistake(
        "names of the layers swapped",
        "The gradients stand under the names of the other layer: W1 and b1 lead into the hidden "
        "layer.",
        (
            (
                '{"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}',
                '{"W1": dW2, "b1": db2, "W2": dW1, "b2": db1}',
            ),
        ),
    ),
    Mistake(
        "loss and gradients swapped",
        "The loss comes first, then the dict of gradients.",
        (
            (
                'return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}',
                'return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}, loss',
            ),
        ),
    ),
)


def _all_by_hand(X, labels, parameters):
    A1 = np.maximum(0, X @ parameters["W1"] + parameters["b1"])
    Z2 = A1 @ parameters["W2"] + parameters["b2"]
    Z2 = Z2 - Z2.max(axis=1, keepdims=True)
    log_P = Z2 - np.log(np.exp(Z2).sum(axis=1, keepdims=True))
    one_hot = np.eye(Z2.shape[1])[labels]
    dZ2 = (np.exp(log_P) - one_hot) / len(X)
    dZ1 = np.where(A1 > 0, dZ2 @ parameters["W2"].T, 0)
    gradients = {"b2": dZ2.sum(0), "W2": A1.T @ dZ2, "b1": dZ1.sum(0), "W1": X.T @ dZ1}
    return float(-(one_hot * log_P).sum() / len(X)), gradients


def _example_by_example(X, labels, parameters):
    loss, total = 0.0, {name: np.zeros_like(w) for name, w in parameters.items()}
    for n in range(len(X)):
        one, gradients = reference(X[n : n + 1], labels[n : n + 1], parameters)
        loss += one / len(X)
        for name in total:
            total[name] += gradients[name] / len(X)
    return loss, total


def _in_float32(X, labels, parameters):
    parameters = {name: w.astype(np.float32) for name, w in parameters.items()}
    return reference(X.astype(np.float32), labels, parameters)


TASK = Task(
    name="digit_gradients",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the loss", 1, part=(0,)),
        Property("the gradient for `W2`", 1, part=(1, "W2")),
        Property("the gradient for `b2`", 1, part=(1, "b2")),
        Property("the gradient for `W1`", 1, part=(1, "W1")),
        Property("the gradient for `b1`", 1, part=(1, "b1")),
    ),
    mistakes=MISTAKES,
    equivalents=(_all_by_hand, _example_by_example, _in_float32),
    hints=(
        "Forward in three lines: `Z1`, `A1`, `Z2`. Then `cross_entropy_and_gradient(Z2, labels)` "
        "gives the loss and the `dZ2` with which the way back begins.",
        "Back through the output layer: `dA1, dW2, db2 = dense_backward(dZ2, A1, W2)`. Then "
        "through the ReLU: `dZ1` is `dA1` where `Z1` is positive, else 0.",
        "Back through the hidden layer: `dense_backward` again, with `dZ1`, `X` and `W1`. Its "
        "first value, the gradient for X, is not needed.",
    ),
)
