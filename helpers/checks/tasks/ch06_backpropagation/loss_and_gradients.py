"""The central task: a binary classifier with one sigmoid hidden layer."""

import numpy as np

from helpers.activations import sigmoid, sigmoid_grad
from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.losses import binary_cross_entropy


def reference(X, y, W1, b1, W2, b2):
    """Return (loss, gradients): X (N, D), y (N, 1), W1 (D, H), b1 (H,), W2 (H, 1), b2 (1,)."""
    Z1 = X @ W1 + b1
    A1 = sigmoid(Z1)
    z2 = A1 @ W2 + b2
    loss = binary_cross_entropy(z2, y)
    dz2 = (sigmoid(z2) - y) / len(X)
    dW2 = A1.T @ dz2
    db2 = dz2.sum(axis=0)
    dA1 = dz2 @ W2.T
    dZ1 = dA1 * A1 * (1 - A1)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def inputs(rng):
    """N, D and H all differ; one example alone, and a batch of nine."""
    for N, D, H, tag in [(1, 2, 3, "one example"), (5, 3, 2, "a batch"), (9, 4, 6, "a batch")]:
        X = 2 * rng.normal(size=(N, D))
        y = (np.arange(N) % 2.0).reshape(N, 1)
        parameters = (rng.normal(size=s) for s in ((D, H), (H,), (H, 1), (1,)))
        yield Instance((X, y, *parameters), tag)


MISTAKES = (
    Mistake(
        "z for a in the derivative",
        "Your sigmoid derivative is z (1 - z). It is a (1 - a), with the activation a = sigmoid(z) "
        "that the forward pass kept: use `A1`, not `Z1`.",
        (("dA1 * A1 * (1 - A1)", "dA1 * Z1 * (1 - Z1)"),),
    ),
    Mistake(
        "no derivative",
        "You went through the hidden layer without its derivative: `dZ1` is `dA1` times "
        "a (1 - a), and `dW1` and `db1` are made from `dZ1`.",
        (("dA1 * A1 * (1 - A1)", "dA1"),),
    ),
    Mistake(
        "sigmoid of the activation",
        "You applied the sigmoid again to `A1`. It is already sigmoid(Z1): the derivative is "
        "simply A1 * (1 - A1).",
        (("dA1 * A1 * (1 - A1)", "dA1 * sigmoid_grad(A1)"),),
    ),
    Mistake(
        "only the activation",
        "Your derivative of the sigmoid lacks a factor: it is a (1 - a), not just a.",
        (("dA1 * A1 * (1 - A1)", "dA1 * A1"),),
    ),
    Mistake(
        "derivative of tanh",
        "1 - a² is the derivative of tanh. The hidden units here are sigmoids: a (1 - a).",
        (("dA1 * A1 * (1 - A1)", "dA1 * (1 - A1**2)"),),
    ),
    Mistake(
        "bias from the activations",
        "Your gradient for `b1` sums `dA1`. The bias is added before the sigmoid, so it is made "
        "from `dZ1`, as `dW1` is.",
        (("dZ1.sum(axis=0)", "dA1.sum(axis=0)"),),
    ),
    Mistake(
        "brackets",
        "Without brackets, `dA1 * A1 * 1 - A1` subtracts `A1` from a product. Put brackets round "
        "`1 - A1`.",
        (("dA1 * A1 * (1 - A1)", "dA1 * A1 * 1 - A1"),),
    ),
    Mistake(
        "half the derivative",
        "Your derivative of the sigmoid lacks a factor: it is a (1 - a), not just 1 - a.",
        (("dA1 * A1 * (1 - A1)", "dA1 * (1 - A1)"),),
    ),
    Mistake(
        "averaged twice",
        "Your hidden gradients are N times too small. `dz2` carries the loss's 1/N already, and it "
        "travels along: sum over the batch, don't average again.",
        (("X.T @ dZ1", "X.T @ dZ1 / len(X)"), ("dZ1.sum(axis=0)", "dZ1.mean(axis=0)")),
    ),
    Mistake(
        "weights averaged twice",
        "Your gradient for `W1` is N times too small. The loss's 1/N is in `dZ1` already: "
        "`X.T @ dZ1` is all.",
        (("X.T @ dZ1", "X.T @ dZ1 / len(X)"),),
    ),
    Mistake(
        "not averaged",
        "Your hidden gradients are N times too large: you started from sigmoid(z2) - y without "
        "the 1/N. Start from `dz2`, which has it.",
        (("dA1 = dz2 @ W2.T", "dA1 = (dz2 * len(X)) @ W2.T"),),
    ),
    Mistake(
        "bias averaged",
        "Your gradient for `b1` is a mean over the batch. The 1/N is in `dZ1` already: sum.",
        (("dZ1.sum(axis=0)", "dZ1.mean(axis=0)"),),
    ),
    Mistake(
        "bias not summed",
        "Your gradient for `b1` has a row for each example. The same bias serves every example, so "
        "their contributions add: sum over axis 0.",
        (("dZ1.sum(axis=0)", "dZ1"),),
    ),
    Mistake(
        "bias summed over everything",
        "Your gradient for `b1` is a single number. Each hidden unit has its own bias, so sum over "
        "the batch only: `axis=0`.",
        (("dZ1.sum(axis=0)", "dZ1.sum()"),),
    ),
    Mistake(
        "bias keeps a row axis",
        "Your gradient for `b1` is (1, H), but `b1` is (H,): leave out `keepdims`.",
        (("dZ1.sum(axis=0)", "dZ1.sum(axis=0, keepdims=True)"),),
    ),
    Mistake(
        "bias summed over the units",
        "Your gradient for `b1` sums over the hidden units. `b1` has one entry a unit: sum over "
        "the batch, axis 0.",
        (("dZ1.sum(axis=0)", "dZ1.sum(axis=1)"),),
    ),
    Mistake(
        "W2 forgotten",
        "`dz2` reaches each hidden unit through that unit's own weight in `W2`. You passed it on "
        "unweighted, and NumPy broadcast it without a word.",
        (("dz2 @ W2.T", "dz2 * np.ones_like(A1)"),),
    ),
    Mistake(
        "entry by entry with W2",
        "`*` multiplies entry by entry, and `dz2`, (N, 1), does not match `W2`, (H, 1). Going back "
        "through the layer is a matrix product: `dz2 @ W2.T`.",
        (("dz2 @ W2.T", "dz2 * W2"),),
    ),
    Mistake(
        "W2 updated first",
        "You changed `W2` before going back through it, so the hidden layer gets the gradient of "
        "a network that never ran. First all gradients, then all updates.",
        (("    dA1 = dz2", "    W2 = W2 - dW2\n    dA1 = dz2"),),
    ),
    Mistake(
        "given gradients averaged again",
        "The output layer's gradients, which were given right, are divided by N once more: `dz2` "
        "has the 1/N already.",
        (("A1.T @ dz2", "A1.T @ dz2 / len(X)"), ("dz2.sum(axis=0)", "dz2.mean(axis=0)")),
    ),
    Mistake(
        "dW2 for W2",
        "You multiplied by `dW2`. What carries the gradient back is the weight `W2` itself.",
        (("dz2 @ W2.T", "dz2 @ dW2.T"),),
    ),
    Mistake(
        "W2 not transposed",
        "`dz2` is (N, 1), so the matrix on its right must have one row. Backwards the weights "
        "`W2`, (H, 1), lead from the output to the H hidden units: `dz2 @ W2.T`.",
        (("dz2 @ W2.T", "dz2 @ W2"),),
    ),
    Mistake(
        "A1 for X",
        "`dW1` pairs each hidden delta with the input that came into the layer. That is `X`; `A1` "
        "is what came out of it.",
        (("X.T @ dZ1", "A1.T @ dZ1"),),
    ),
    Mistake(
        "extra output derivative",
        "There is a sigmoid derivative at the output too many. `dz2` is already the gradient with "
        "respect to the logit: go straight on through `W2`.",
        (("dz2 @ W2.T", "(dz2 * sigmoid_grad(z2)) @ W2.T"),),
    ),
    Mistake(
        "sign",
        "Your hidden gradients have the opposite sign. The delta is prediction minus label, and "
        "nothing on the way back turns it round.",
        (("dz2 @ W2.T", "-dz2 @ W2.T"),),
    ),
    Mistake(
        "dW1 transposed",
        "Your gradient for `W1` is (H, D), the transpose of what is asked: it must have the shape "
        "of `W1`, (D, H).",
        (("X.T @ dZ1", "dZ1.T @ X"),),
    ),
)


def _with_loops(X, y, W1, b1, W2, b2):
    grads = {"W1": np.zeros(W1.shape), "b1": np.zeros(b1.shape)}
    grads |= {"W2": np.zeros(W2.shape), "b2": np.zeros(b2.shape)}
    loss = 0.0
    for x, label in zip(X, y[:, 0], strict=True):
        a = sigmoid(x @ W1 + b1)
        z = a @ W2[:, 0] + b2[0]
        loss += (np.logaddexp(0, z) - label * z) / len(X)
        delta = (sigmoid(z) - label) / len(X)
        grads["W2"] += delta * a[:, None]
        grads["b2"] += delta
        for j in range(len(b1)):
            hidden = delta * W2[j, 0] * a[j] * (1 - a[j])
            grads["W1"][:, j] += hidden * x
            grads["b1"][j] += hidden
    return loss, grads


def _with_einsum(X, y, W1, b1, W2, b2):
    loss, grads = reference(X, y, W1, b1, W2, b2)
    A1 = sigmoid(X @ W1 + b1)
    dz2 = (sigmoid(A1 @ W2 + b2) - y) / len(X)
    dZ1 = np.einsum("nk,jk,nj->nj", dz2, W2, sigmoid_grad(X @ W1 + b1))
    return loss, {**grads, "W1": np.einsum("ni,nj->ij", X, dZ1), "b1": np.einsum("nj->j", dZ1)}


def _in_float32(*arrays):
    return reference(*(a.astype(np.float32) for a in arrays))


def _averaging_at_the_end(X, y, W1, b1, W2, b2):
    A1 = sigmoid(X @ W1 + b1)
    z2 = A1 @ W2 + b2
    dz2 = sigmoid(z2) - y
    dZ1 = (dz2 @ W2.T) * (A1 - A1**2)
    grads = {"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": A1.T @ dz2, "b2": dz2.sum(0)}
    loss = np.mean(np.logaddexp(0, z2) - y * z2)
    return loss, {name: g / len(X) for name, g in grads.items()}


TASK = Task(
    name="loss_and_gradients",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the gradient for `b1`, on a batch", 2, part=(1, "b1"), tags=("a batch",)),
        Property("the gradient for `W1`, on a batch", 3, part=(1, "W1"), tags=("a batch",)),
        Property("all four gradients, for a batch and for one example alone", 1, part=(1,)),
        Property("the loss that was given is still right", 0, part=(0,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_loops, _with_einsum, _in_float32, _averaging_at_the_end),
    hints=(
        "Start at the last forward line and go back up. The last, z2 = A1 @ W2 + b2, is a layer "
        "like that of task 1: what was `dX` there is `dA1` here.",
        "Between `A1` and `Z1` stands the sigmoid, applied to each entry on its own. So `dZ1` is "
        "`dA1` times a derivative, entry by entry. The forward pass kept what you need for it.",
        "`dA1 = dz2 @ W2.T`, then `dZ1 = dA1 * A1 * (1 - A1)`. The gradients for `W1` and `b1` "
        "come from `dZ1` exactly as those for `W2` and `b2` come from `dz2`, with `X` for `A1`.",
    ),
)
