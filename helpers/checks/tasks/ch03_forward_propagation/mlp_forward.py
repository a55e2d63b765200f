"""Challenge: a network of any depth, which keeps what the way back will need."""

from itertools import pairwise

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(X, weights, biases, activation):
    """Return (Z, inputs, pre_activations): the logits, and two lists of what was computed."""
    A = X
    inputs = []
    pre_activations = []
    for layer in range(len(weights)):
        inputs.append(A)
        Z = A @ weights[layer] + biases[layer]
        if layer < len(weights) - 1:
            pre_activations.append(Z)
            A = activation(Z)
    return Z, inputs, pre_activations


def inputs(rng):
    """Three layers, two, and one; all sizes differ."""
    for sizes, N, name, tag in [
        ((3, 4, 2), 2, "tanh", "one hidden layer"),
        ((4, 5, 3, 2), 6, "relu", "two hidden layers"),
        ((3, 6, 5, 4, 2), 7, "sigmoid", "three hidden layers"),
        ((3, 2), 4, "relu", "no hidden layer"),
    ]:
        weights = [rng.normal(size=shape) for shape in pairwise(sizes)]
        biases = [rng.normal(size=size) for size in sizes[1:]]
        yield Instance((rng.normal(size=(N, sizes[0])), weights, biases, name), tag)


MISTAKES = (
    Mistake(
        "z handed on",
        "You hand the pre-activation to the next layer. It wants the activation, g(Z): without "
        "it all layers collapse into a single linear one.",
        (("A = activation(Z)", "A = Z"),),
    ),
    Mistake(
        "activation on the output",
        "You applied the activation after the last layer as well. The last layer gives logits: "
        "no activation there.",
        (("return Z,", "return activation(Z),"),),
    ),
    Mistake(
        "one activation for all",
        "You always apply the same function. Which one the network has is handed in: call "
        "`activation(Z)`.",
        (("activation(Z)", "np.maximum(Z, 0)"),),
        ((("activation(Z)", "1 / (1 + np.exp(-Z))"),), (("activation(Z)", "np.tanh(Z)"),)),
    ),
    Mistake(
        "X into every layer",
        "Every layer gets `X`. From the second on, a layer's input is what the one before it made.",
        (("A @ weights", "X @ weights"),),
        (
            (
                ("inputs.append(A)", "inputs.append(X if layer < len(weights) - 1 else A)"),
                ("A @ weights", "inputs[-1] @ weights"),
            ),
        ),
    ),
    Mistake(
        "first layer only",
        "You return after the first layer: perhaps the `return` stands inside the loop.",
        (("    return Z", "        return Z"),),
    ),
    Mistake(
        "two layers only",
        "You wrote out two layers. The network may have more, or one: loop over "
        "`range(len(weights))`.",
        (("range(len(weights)):", "range(2):"), ("layer < len(weights) - 1", "layer < 1")),
    ),
    Mistake(
        "logits among the inputs",
        "`inputs` has one entry too many: the logits come out of the last layer and go into none.",
        (("return Z, inputs,", "return Z, [*inputs, Z],"),),
    ),
    Mistake(
        "no biases",
        "The biases are missing: each layer is A @ W + b.",
        ((" + biases[layer]", ""),),
    ),
    Mistake(
        "first weights for all",
        "You use the first layer's weights and biases in every layer: index them with the layer.",
        (("weights[layer] + biases[layer]", "weights[0] + biases[0]"),),
    ),
    Mistake(
        "backwards",
        "You go through the layers from the last to the first. Forward starts at the input.",
        (("range(len(weights)):", "reversed(range(len(weights))):"),),
    ),
    Mistake(
        "activations kept for pre-activations",
        "`pre_activations` holds activations. It should hold each `Z` before g is applied; a line "
        "like `Z[:] = ...` overwrites it in the list, too.",
        (
            (
                "            pre_activations.append(Z)\n            A = activation(Z)",
                "            A = activation(Z)\n            pre_activations.append(A)",
            ),
        ),
    ),
    Mistake(
        "output kept for input",
        "`inputs` holds what comes out of each layer. It should hold what goes in, beginning "
        "with `X`.",
        (
            ("        inputs.append(A)\n", ""),
            (
                "            A = activation(Z)",
                "            A = activation(Z)\n"
                "        inputs.append(A if layer < len(weights) - 1 else Z)",
            ),
        ),
    ),
    Mistake(
        "X forgotten",
        "`inputs` begins with the first hidden activation. The first layer's input is `X`.",
        (("return Z, inputs,", "return Z, inputs[1:],"),),
    ),
    Mistake(
        "logits among the pre-activations",
        "`pre_activations` has one entry too many: the last layer's Z has no activation and is "
        "returned by itself.",
        (
            ("            pre_activations.append(Z)\n", ""),
            ("        if layer", "        pre_activations.append(Z)\n        if layer"),
        ),
    ),
    Mistake(
        "lists swapped",
        "The two lists have changed places: the function promises Z, inputs, pre_activations.",
        (("return Z, inputs, pre_activations", "return Z, pre_activations, inputs"),),
    ),
    Mistake(
        "output only",
        "You return the logits alone. The two lists are asked for as well: going back needs them.",
        (("return Z, inputs, pre_activations", "return Z"),),
    ),
    Mistake(
        "activation without its argument",
        "You handed on the function itself: `activation` has to be called, `activation(Z)`.",
        (("A = activation(Z)", "A = activation"),),
    ),
)


def _with_zip(X, weights, biases, activation):
    Zs, As = [], [X]
    for W, b in zip(weights, biases, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(activation(Zs[-1]))
    return Zs[-1], As[:-1], Zs[:-1]


def _recursive(X, weights, biases, activation):
    Z = X @ weights[0] + biases[0]
    if len(weights) == 1:
        return Z, [X], []
    logits, inputs, pre_activations = _recursive(activation(Z), weights[1:], biases[1:], activation)
    return logits, [X, *inputs], [Z, *pre_activations]


def _in_float32(X, weights, biases, activation):
    weights, biases = ([a.astype(np.float32) for a in arrays] for arrays in (weights, biases))
    return reference(X.astype(np.float32), weights, biases, activation)


def _as_tuples(X, weights, biases, activation):
    Z, inputs, pre_activations = reference(X, weights, biases, activation)
    return [Z, tuple(inputs), tuple(pre_activations)]


HIDDEN = ("one hidden layer", "two hidden layers", "three hidden layers")

TASK = Task(
    name="mlp_forward",
    driver="forward_with_activation",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the logits of networks with hidden layers", 2, part=(0,), tags=HIDDEN),
        Property("`inputs`: what came into each layer", 1, part=(1,), tags=HIDDEN),
        Property(
            "`pre_activations`: what each activation was applied to", 1, part=(2,), tags=HIDDEN
        ),
        Property("a network without hidden layers", 1, tags=("no hidden layer",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_zip, _recursive, _in_float32, _as_tuples),
    hints=(
        "Let `A` be what comes into the layer at hand. It begins as `X`, and at the end of each "
        "turn of the loop it becomes what goes into the next.",
        "In each turn: note `A` in `inputs`, compute `Z`, and, unless this is the last layer, note "
        "`Z` in `pre_activations` and make the new `A` from it.",
        "Whether it is the last layer you see from the number: `layer < len(weights) - 1`.",
    ),
)
