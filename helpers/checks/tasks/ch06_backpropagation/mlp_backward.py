"""The challenge: any number of layers, any activation."""

import itertools

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task

FUNCTIONS = {
    "relu": lambda Z: np.maximum(Z, 0),
    "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
    "tanh": np.tanh,
}


def reference(dZ, weights, inputs, pre_activations, activation_grad):
    """Return [(dW1, db1), (dW2, db2), ...]; see the exercise for the shapes."""
    grads = []
    for layer in reversed(range(len(weights))):
        dW = inputs[layer].T @ dZ
        db = dZ.sum(axis=0)
        grads.append((dW, db))
        if layer > 0:
            dA = dZ @ weights[layer].T
            dZ = dA * activation_grad(pre_activations[layer - 1])
    return grads[::-1]


def inputs(rng):
    """One, two and four layers, three activations; one square W, so that W for W.T runs."""
    yield _instance(rng, 3, (4, 2), "tanh", "one layer")
    yield _instance(rng, 5, (3, 4, 4), "tanh", "two layers")
    yield _instance(rng, 5, (4, 3, 6, 5, 2), "sigmoid", "four layers")
    yield _instance(rng, 6, (5, 4, 7, 3, 2), "relu", "four layers")


def _instance(rng, N, sizes, name, tag):
    weights = [rng.normal(size=s) for s in itertools.pairwise(sizes)]
    A, layer_inputs, pre_activations = rng.normal(size=(N, sizes[0])), [], []
    for W in weights:
        # A layer of dead ReLUs would hide every mistake: the first unit of each stays alive.
        W[:, 0] = np.abs(W[:, 0])
        Z = A @ W + rng.uniform(0, 2, size=W.shape[1])
        layer_inputs.append(A)
        pre_activations.append(Z)
        A = FUNCTIONS[name](Z)
    dZ = rng.normal(size=(N, sizes[-1]))
    return Instance((dZ, weights, layer_inputs, pre_activations[:-1], name), tag)


MISTAKES = (
    Mistake(
        "order",
        "Your list runs from the last layer to the first, the way it was computed. Turn it round: "
        "the first entry belongs to W1.",
        (("grads[::-1]", "grads"),),
    ),
    Mistake(
        "pairs swapped",
        "Each pair is (dW, db); yours stand the other way round.",
        (("grads.append((dW, db))", "grads.append((db, dW))"),),
    ),
    Mistake(
        "two lists",
        "You returned two lists, all `dW` and all `db`. Asked for is one list with a pair "
        "(dW, db) for each layer.",
        (("grads[::-1]", "tuple(list(g) for g in zip(*grads[::-1]))"),),
    ),
    Mistake(
        "flat list",
        "Your list has `dW` and `db` one after the other. Each layer's two belong together in a "
        "pair: append `(dW, db)`.",
        (("grads.append((dW, db))", "grads.extend((db, dW))"),),
    ),
    Mistake(
        "below the first layer",
        "The first layer has nothing below it. There `pre_activations[layer - 1]` has the index "
        "-1, which in Python is the last entry: carry `dZ` on only while `layer > 0`.",
        (("if layer > 0:", "if True:"),),
    ),
    Mistake(
        "always the sigmoid's derivative",
        "a (1 - a) is the sigmoid's derivative, and the activation may be another: multiply by "
        "`activation_grad(pre_activations[layer - 1])`.",
        (
            (
                "activation_grad(pre_activations[layer - 1])",
                "inputs[layer] * (1 - inputs[layer])",
            ),
        ),
    ),
    Mistake(
        "the pre-activation itself",
        "You multiplied by the pre-activation. What belongs there is the activation's derivative "
        "at it: `activation_grad(pre_activations[layer - 1])`.",
        (("activation_grad(pre_activations[layer - 1])", "pre_activations[layer - 1]"),),
    ),
    Mistake(
        "no derivative",
        "Between two layers stands an activation: multiply `dA` by its derivative at the "
        "pre-activation.",
        (("dA * activation_grad(pre_activations[layer - 1])", "dA"),),
    ),
    Mistake(
        "derivative at the activation",
        "You took the derivative at the activation (the layer's input). `activation_grad` wants "
        "the pre-activation: `pre_activations[layer - 1]`.",
        (("activation_grad(pre_activations[layer - 1])", "activation_grad(inputs[layer])"),),
    ),
    Mistake(
        "wrong layer's pre-activation",
        "An index runs past the end of its list. The last layer has no entry in `pre_activations`; "
        "a layer's input comes from the layer below it, index `layer - 1`.",
        (("pre_activations[layer - 1]", "pre_activations[layer]"),),
    ),
    Mistake(
        "wrong layer's weights",
        "You went back through the weights of the layer below. `dZ` of this layer leaves through "
        "this layer's own `weights[layer].T`.",
        (("weights[layer].T", "weights[layer - 1].T"),),
    ),
    Mistake(
        "weights not transposed",
        "Going back needs `weights[layer].T`: the gradient travels from fan_out to fan_in.",
        (("weights[layer].T", "weights[layer]"),),
    ),
    Mistake(
        "averaged in every layer",
        "You divide by the batch size. The 1/N came in with `dZ`; the layers just sum.",
        (("inputs[layer].T @ dZ", "inputs[layer].T @ dZ / len(dZ)"), ("dZ.sum(", "dZ.mean(")),
    ),
    Mistake(
        "bias not summed",
        "Each `db` still has a row for every example: sum `dZ` over the batch, axis 0.",
        (("dZ.sum(axis=0)", "dZ"),),
    ),
    Mistake(
        "bias keeps a row axis",
        "Each `db` is (1, fan_out), but a bias is (fan_out,): leave out `keepdims`.",
        (("dZ.sum(axis=0)", "dZ.sum(axis=0, keepdims=True)"),),
    ),
    Mistake(
        "delta not carried on",
        "Every layer is given the output's `dZ`. On the way down it must be replaced by the "
        "`dZ` of the layer below.",
        (
            (
                "            dZ = dA * activation_grad(pre_activations[layer - 1])",
                "            dA * activation_grad(pre_activations[layer - 1])",
            ),
        ),
    ),
    Mistake(
        "bias from the layer below",
        "You sum `dZ` for `db` when it is the layer below's already. Make `dW` and `db` first, "
        "then carry `dZ` down.",
        (
            ("        db = dZ.sum(axis=0)\n        grads.append((dW, db))\n", ""),
            (
                "            dZ = dA * activation_grad(pre_activations[layer - 1])\n",
                "            dZ = dA * activation_grad(pre_activations[layer - 1])\n"
                "        grads.append((dW, dZ.sum(axis=0)))\n",
            ),
        ),
    ),
    Mistake(
        "derivative at the output",
        "You multiplied by the activation's derivative once too often: `dZ` belongs to the last "
        "pre-activation already, so the last layer needs none.",
        (
            (
                "    grads = []\n",
                "    grads = []\n    dZ = dZ * activation_grad(inputs[-1] @ weights[-1])\n",
            ),
        ),
    ),
    Mistake(
        "only the last layer",
        "Your loop stops too early: it has to run from the last layer down to the first. See that "
        "the `return` stands outside the loop.",
        (("reversed(range(len(weights)))", "[len(weights) - 1]"),),
    ),
    Mistake(
        "dZ changed in place",
        "Your function wrote into the `dZ` that it was given. A caller who uses it again gets "
        "something else: make a new array instead of `*=` or `/=`.",
        (
            ("    return grads[::-1]", "    start *= 2\n    return grads[::-1]"),
            ("    grads = []\n", "    grads = []\n    start = dZ\n"),
        ),
    ),
)


def _inserting_at_the_front(dZ, weights, inputs, pre_activations, activation_grad):
    grads = []
    for W, A, Z in zip(weights[::-1], inputs[::-1], [*pre_activations[::-1], None], strict=True):
        grads.insert(0, (A.T @ dZ, dZ.sum(0)))
        dZ = None if Z is None else (dZ @ W.T) * activation_grad(Z)
    return grads


def _recursively(dZ, weights, inputs, pre_activations, activation_grad):
    last = (inputs[-1].T @ dZ, dZ.sum(0))
    if len(weights) == 1:
        return [last]
    below = (dZ @ weights[-1].T) * activation_grad(pre_activations[-1])
    return [
        *_recursively(below, weights[:-1], inputs[:-1], pre_activations[:-1], activation_grad),
        last,
    ]


def _filling_a_tuple(dZ, weights, inputs, pre_activations, activation_grad):
    grads = [None] * len(weights)
    for l in range(len(weights) - 1, -1, -1):  # noqa: E741 (the layer's usual letter)
        grads[l] = [np.einsum("ni,nj->ij", inputs[l], dZ), np.ones(len(dZ)) @ dZ]
        if l:
            dZ = np.einsum("nj,ij->ni", dZ, weights[l]) * activation_grad(pre_activations[l - 1])
    return tuple(grads)


def _in_float32(dZ, weights, inputs, pre_activations, activation_grad):
    as32 = [[a.astype(np.float32) for a in arrays] for arrays in (weights, inputs, pre_activations)]
    return reference(dZ.astype(np.float32), *as32, activation_grad)


TASK = Task(
    name="mlp_backward",
    inputs=inputs,
    reference=reference,
    driver="backward_with_derivative",
    properties=(
        Property("one layer", 1, tags=("one layer",)),
        Property("two layers", 1, tags=("two layers",)),
        Property("four layers", 2, tags=("four layers",)),
        Property("two layers again, with the same arrays", 1, tags=("two layers",), again=True),
    ),
    mistakes=MISTAKES,
    equivalents=(_inserting_at_the_front, _recursively, _filling_a_tuple, _in_float32),
    hints=(
        "One layer is task 1: `dense_backward` with `inputs[layer]` for X. Loop over the "
        "layers from the last to the first and carry `dZ` along.",
        "At the end of each turn, prepare the next: `dA` for the layer's input, then `dZ` of the "
        "layer below, which is `dA` times the derivative at `pre_activations[layer - 1]`. The "
        "first layer has nothing below it.",
        "Append (dW, db) in each turn, and return the list turned round. Writing `dZ = dA * ...` "
        "makes a new array; `dZ *= ...` would write into the caller's.",
    ),
    after=("dense_backward",),
)
