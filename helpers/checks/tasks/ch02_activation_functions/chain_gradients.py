"""Challenge: what a chain of units leaves of a derivative, place by place."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(x, weights, g, g_grad):
    """Return d a_n / d a_l for l = 0, ..., n, where a_0 = x and a_l = g(w_l a_(l-1))."""
    n = len(weights)
    z = np.zeros(n)
    a = x
    for layer in range(n):
        z[layer] = weights[layer] * a
        a = g(z[layer])
    gradients = np.ones(n + 1)
    for layer in reversed(range(n)):
        gradients[layer] = gradients[layer + 1] * g_grad(z[layer]) * weights[layer]
    return gradients


def inputs(rng):
    """Chains of 1 to 6 units; weights of both signs, of which no two have the same size."""
    yield Instance((2.0, np.array([0.5]), "sigmoid"), "one unit")
    for x, name in [(-0.7, "tanh"), (1.3, "sigmoid")]:
        yield Instance((x, _weights(rng, 1), name), "one unit")
    for n, name in [(2, "sigmoid"), (3, "tanh"), (4, "sigmoid"), (6, "tanh")]:
        x = float(rng.uniform(0.4, 0.9) * rng.choice([-1, 1]))
        yield Instance((x, _weights(rng, n), name), "several units")
    weights = np.abs(_weights(rng, 4))
    yield Instance((0.8, weights, "relu"), "ReLU, alive and dead")
    yield Instance((0.8, weights * [1, 1, -1, 1], "relu"), "ReLU, alive and dead")


def _weights(rng, n):
    sizes = 0.6 + 0.25 * rng.permutation(n) + rng.uniform(0, 0.1, n)
    return sizes * rng.choice([-1, 1], size=n)


MISTAKES = (
    Mistake(
        "weight of the unit before",
        "On the way back you take the weight of the unit before. The step from a_l to a_(l-1) goes "
        "through w_l: in a list that begins at 0 it is `weights[l - 1]`.",
        (("g_grad(z[layer]) * weights[layer]", "g_grad(z[layer]) * weights[layer - 1]"),),
    ),
    Mistake(
        "for the weights",
        "You multiply by the activation that came in. That is how z_l changes with w_l; asked for "
        "are derivatives for the activations, where the factor is w_l.",
        (
            ("    a = x\n", "    a = x\n    came_in = []\n"),
            ("        z[layer] = ", "        came_in.append(a)\n        z[layer] = "),
            ("g_grad(z[layer]) * weights[layer]", "g_grad(z[layer]) * came_in[layer]"),
        ),
    ),
    Mistake(
        "weights left out",
        "The weights are missing: a change of a_(l-1) first becomes w_l times as large, then the "
        "slope acts on it.",
        ((" * g_grad(z[layer]) * weights[layer]", " * g_grad(z[layer])"),),
    ),
    Mistake(
        "slopes left out",
        "You multiplied the weights only. At each unit the change also passes the activation: "
        "times g'(z_l).",
        ((" * g_grad(z[layer]) * weights[layer]", " * weights[layer]"),),
    ),
    Mistake(
        "g for its derivative",
        "You multiplied by g(z) where the slope belongs, g'(z): `g_grad`.",
        (("g_grad(z[layer])", "g(z[layer])"),),
    ),
    Mistake(
        "slope at the activation",
        "You evaluated g' at the activation a_l. Its argument is the pre-activation, z_l = w_l "
        "a_(l-1).",
        (("g_grad(z[layer])", "g_grad(g(z[layer]))"),),
    ),
    Mistake(
        "slope before the weight",
        "You evaluated g' at a_(l-1), before the weight. Its argument is the pre-activation, z_l "
        "= w_l a_(l-1).",
        (("g_grad(z[layer])", "g_grad(z[layer] / weights[layer])"),),
    ),
    Mistake(
        "z handed on",
        "Forward you hand z to the next unit instead of the activation a = g(z).",
        (("a = g(z[layer])", "a = z[layer]"),),
    ),
    Mistake(
        "every unit at x",
        "You computed every z from x. From the second unit on, the input is the activation of "
        "the one before.",
        (("weights[layer] * a", "weights[layer] * x"),),
    ),
    Mistake(
        "from the front",
        "Your products begin at the input: entry l is d a_l / d x. Asked for is d a_n / d a_l, so "
        "begin at the output with 1 and go back.",
        (
            ("in reversed(range(n)):", "in range(n):"),
            (
                "gradients[layer] = gradients[layer + 1] *",
                "gradients[layer + 1] = gradients[layer] *",
            ),
        ),
    ),
    Mistake(
        "turned round",
        "The right numbers in the opposite order: entry 0 belongs to the input x, and the last "
        "one, which is 1, to the output.",
        (("return gradients", "return gradients[::-1]"),),
    ),
    Mistake(
        "local derivatives",
        "These are the single steps, d a_l / d a_(l-1). Each entry is the product of all steps "
        "between that place and the output.",
        (("gradients[layer + 1] * g_grad", "g_grad"),),
    ),
    Mistake(
        "first weight everywhere",
        "You used the first weight in every step back. Each unit has its own.",
        (("g_grad(z[layer]) * weights[layer]", "g_grad(z[layer]) * weights[0]"),),
    ),
    Mistake(
        "input only",
        "You return one number, the derivative with respect to x. Asked for are the derivatives "
        "with respect to all n + 1 values of the chain.",
        (("return gradients", "return gradients[0]"),),
    ),
    Mistake(
        "output left out",
        "The last entry is missing: the derivative of the output with respect to itself, 1.",
        (("return gradients", "return gradients[:-1]"),),
    ),
    Mistake(
        "input left out",
        "The first entry is missing: the derivative with respect to the input x.",
        (("return gradients", "return gradients[1:]"),),
    ),
    Mistake(
        "with respect to z",
        "You stop at the pre-activations: one step is left, times the weight w_l, from z_l to "
        "a_(l-1).",
        (
            (
                "gradients[layer + 1] * g_grad(z[layer]) * weights[layer]",
                "gradients[layer + 1] * g_grad(z[layer]) * (weights[layer + 1] if layer < n - 1 "
                "else 1.0)",
            ),
        ),
    ),
    Mistake(
        "sizes only",
        "You return absolute values. A negative weight turns the direction of a change: keep the "
        "sign.",
        (("return gradients", "return np.abs(gradients)"),),
    ),
    Mistake(
        "added",
        "You added where the chain rule multiplies: a change passes one step after the other.",
        (("gradients[layer + 1] * g_grad", "gradients[layer + 1] + g_grad"),),
    ),
    Mistake(
        "the activations",
        "You return the values a_0, ..., a_n. They are needed on the way; asked for is how much "
        "the output changes with each of them.",
        (
            (
                "        a = g(z[layer])\n",
                "        values.append(g(z[layer]))\n        a = values[-1]\n",
            ),
            ("    a = x\n", "    a = x\n    values = [x]\n"),
            ("return gradients", "return np.array(values)"),
        ),
    ),
)


def _with_cumprod(x, weights, g, g_grad):
    steps = []
    for w in weights:
        steps.append(w * g_grad(w * x))
        x = g(w * x)
    return np.cumprod([1.0, *steps[::-1]])[::-1]


def _recursive(x, weights, g, g_grad):
    if len(weights) == 0:
        return np.array([1.0])
    z = weights[0] * x
    rest = _recursive(g(z), weights[1:], g, g_grad)
    return np.append(rest[0] * g_grad(z) * weights[0], rest)


def _each_by_itself(x, weights, g, g_grad):
    values = [x]
    for w in weights:
        values.append(g(w * values[-1]))
    found = []
    for start in range(len(weights) + 1):
        product = 1.0
        for layer in range(start, len(weights)):
            product *= weights[layer] * g_grad(weights[layer] * values[layer])
        found.append(product)
    return np.array(found)


def _in_float32(x, weights, g, g_grad):
    return _with_cumprod(np.float32(x), weights.astype(np.float32), g, g_grad).astype(np.float32)


TASK = Task(
    name="chain_gradients",
    inputs=inputs,
    reference=reference,
    driver="chain_with_activation",
    properties=(
        Property("right for one unit", 1, tags=("one unit",)),
        Property("right for several units", 2, tags=("several units",)),
        Property(
            "right for ReLU, which is 0 behind a dead unit", 1, tags=("ReLU, alive and dead",)
        ),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_cumprod, _recursive, _each_by_itself, _in_float32),
    hints=(
        "Go forward first and keep every pre-activation z_l: the slopes are taken there.",
        "Then go backward. The output changes with itself by 1. With the value one place earlier "
        "it changes by g'(z_n) w_n.",
        "From each place to the one before: multiply by g'(z_l) w_l. In Python, where lists count "
        "from 0: `gradients[l - 1] = gradients[l] * g_grad(z[l - 1]) * weights[l - 1]`.",
    ),
)
