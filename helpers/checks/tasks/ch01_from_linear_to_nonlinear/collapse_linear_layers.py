"""Layers without nonlinearities are one layer: find it."""

from itertools import pairwise

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(weights, biases):
    """Return (W, b) of the one layer that does what all these linear layers do in a row."""
    W, b = weights[0], biases[0]
    for W_next, b_next in zip(weights[1:], biases[1:], strict=True):
        W = W @ W_next
        b = b @ W_next + b_next
    return W, b


def inputs(rng):
    """Two layers, four, and one; all sizes differ."""
    for sizes, tag in [
        ((2, 3, 1), "two layers"),
        ((3, 4, 2), "two layers"),
        ((3, 5, 4, 2, 6), "four layers"),
        ((4, 3), "one layer"),
    ]:
        weights = [rng.normal(size=shape) for shape in pairwise(sizes)]
        yield Instance((weights, [rng.normal(size=size) for size in sizes[1:]]), tag)


REST = "zip(weights[1:], biases[1:], strict=True)"
MISTAKES = (
    Mistake(
        "biases added",
        "A bias of an earlier layer goes through the later layers' weights: b becomes "
        "`b @ W_next + b_next`.",
        (("b = b @ W_next + b_next", "b = b + b_next"),),
    ),
    Mistake(
        "earlier biases dropped",
        "You kept the last bias only. The earlier ones reach the output too, through the weights "
        "that follow.",
        (("b @ W_next + b_next", "b_next"),),
    ),
    Mistake(
        "later biases dropped",
        "You carried the first bias on, but forgot to add the next layer's own.",
        (("b @ W_next + b_next", "b @ W_next"),),
    ),
    Mistake(
        "no biases at all",
        "Your bias is 0. The biases don't vanish: each one goes through the weights after it.",
        (("return W, b", "return W, 0 * b"),),
    ),
    Mistake(
        "wrong order",
        "You multiplied in the wrong order. `X` meets the first layer's weights first, so it is "
        "`W @ W_next`.",
        (("W = W @ W_next", "W = W_next @ W"),),
    ),
    Mistake(
        "transposed",
        "Your `W` is the transpose of what is asked: inputs in rows, outputs in columns.",
        (("return W, b", "return W.T, b"),),
    ),
    Mistake(
        "two layers only",
        "You joined the first two layers. The list may be longer: go on until none is left.",
        (
            (
                "zip(weights[1:], biases[1:], strict=True)",
                "zip(weights[1:2], biases[1:2], strict=True)",
            ),
        ),
        (
            ((REST, "[(weights[1], biases[1])]"),),
            (
                (REST, "[(second, biases[1])]"),
                (
                    "W, b = weights[0], biases[0]\n",
                    "first, second = weights\n    W, b = first, biases[0]\n",
                ),
            ),
        ),
    ),
    Mistake(
        "first and last only",
        "You joined the first layer and the last. Those in between count as well: take the layers "
        "one after the other.",
        ((REST, "[(weights[-1], biases[-1])]"),),
        (
            (
                (
                    "for W_next",
                    "if len(weights) > 1:\n"
                    "        W, b = W @ weights[-1], b @ weights[-1] + biases[-1]\n"
                    "    for W_next",
                ),
                (REST, "[]"),
            ),
        ),
    ),
    Mistake(
        "first layer twice",
        "Your loop begins with the first layer, which `W` and `b` hold already. Go on from the "
        "second: `weights[1:]`.",
        ((REST, "zip(weights, biases, strict=True)"),),
    ),
    Mistake(
        "next bias before the weights",
        "You add the next bias before you multiply by the next weights. The earlier bias goes "
        "through them, the layer's own does not: `b @ W_next + b_next`.",
        (("b @ W_next + b_next", "(b + b_next) @ W_next"),),
    ),
    Mistake(
        "stopped one early",
        "The last layer is missing.",
        (
            (
                "zip(weights[1:], biases[1:], strict=True)",
                "zip(weights[1:-1], biases[1:-1], strict=True)",
            ),
        ),
    ),
    Mistake(
        "swapped",
        "`W` and `b` have changed places: the function promises (W, b).",
        (("return W, b", "return b, W"),),
    ),
    Mistake(
        "with a sigmoid",
        "You squeezed the bias with a sigmoid. These layers are linear; that is the point.",
        (("b @ W_next + b_next", "1 / (1 + np.exp(-(b @ W_next + b_next)))"),),
    ),
)


def _through_points(weights, biases):
    A = np.vstack([np.zeros(len(weights[0])), np.eye(len(weights[0]))])
    for W, b in zip(weights, biases, strict=True):
        A = A @ W + b
    return A[1:] - A[0], A[0]


def _homogeneous(weights, biases):
    product = np.eye(len(weights[0]) + 1)
    for W, b in zip(weights, biases, strict=True):
        last = np.append(np.zeros(len(W)), 1.0)[:, None]
        product = product @ np.hstack([np.vstack([W, b]), last])
    return product[:-1, :-1], product[-1, :-1]


def _recursive(weights, biases):
    if len(weights) == 1:
        return weights[0], biases[0]
    W, b = _recursive(weights[1:], biases[1:])
    return weights[0] @ W, biases[0] @ W + b


def _in_float32(weights, biases):
    return reference(*([a.astype(np.float32) for a in arrays] for arrays in (weights, biases)))


TASK = Task(
    name="collapse_linear_layers",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the weights of two layers in one", 1, part=(0,), tags=("two layers",)),
        Property("the bias of two layers in one", 2, part=(1,), tags=("two layers",)),
        Property("any number of layers, also one alone", 1, tags=("four layers", "one layer")),
    ),
    mistakes=MISTAKES,
    equivalents=(_through_points, _homogeneous, _recursive, _in_float32),
    hints=(
        "Write two layers into each other, as the chapter does: $(XW_1 + b_1)W_2 + b_2$. What "
        "stands beside $X$, and what is left?",
        "Keep `W` and `b` of the layers joined so far. Joining one more makes `W @ W_next` and "
        "`b @ W_next + b_next`.",
    ),
)
