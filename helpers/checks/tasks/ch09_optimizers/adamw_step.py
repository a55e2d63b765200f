"""Adam with decoupled weight decay, driven for several steps."""

import numpy as np

from helpers.checks.task import Mistake, Property, Task
from helpers.checks.tasks.ch09_optimizers.adam_step import instance
from helpers.checks.tasks.ch09_optimizers.adam_step import reference as adam_step


def reference(parameters, gradients, state, rate, weight_decay):
    """Return (parameters, state): the weights shrink by 1 - rate weight_decay, then Adam's step."""
    shrunk = {name: (1 - rate * weight_decay) * w for name, w in parameters.items()}
    return adam_step(shrunk, gradients, state, rate)


def inputs(rng):
    """Weights that are far from 0, and a decay that counts, both signs."""
    for shapes, steps, tag, rate, decay in [
        ({"W": (2,)}, 1, "one step", 0.1, 0.5),
        ({"W": (3, 2), "b": (2,)}, 4, "several steps", 0.2, 0.3),
        ({"W1": (4,), "W2": (3,)}, 3, "several steps", 0.1, 0.8),
    ]:
        made = instance(rng, shapes, steps, tag, rate, decay)
        for name, w in made.args[0].items():
            made.args[0][name] = 4 * w + 2 * np.sign(w)
        yield made


_STEP = "    return adam_step(shrunk, gradients, state, rate)"
_SHRUNK = "(1 - rate * weight_decay) * w"

MISTAKES = (
    Mistake(
        "L2 in the gradient",
        "You add the decay to the gradient, so it goes through Adam's means and is divided by the "
        "root: that is `Adam(weight_decay=...)`. AdamW shrinks the weights themselves and leaves "
        "the gradient alone.",
        (
            (
                _STEP,
                "    pulled = {n: gradients[n] + weight_decay * w for n, w in parameters.items()}\n"
                "    return adam_step(parameters, pulled, state, rate)",
            ),
        ),
    ),
    Mistake(
        "both",
        "You shrink the weights and add the decay to the gradient as well. Only the first is "
        "AdamW.",
        (
            (
                _STEP,
                "    pulled = {n: gradients[n] + weight_decay * w for n, w in parameters.items()}\n"
                "    return adam_step(shrunk, pulled, state, rate)",
            ),
        ),
    ),
    Mistake(
        "no decay",
        "That is plain Adam: your weights do not shrink. Multiply them by 1 - rate * weight_decay "
        "before the step.",
        ((_SHRUNK, "w"),),
    ),
    Mistake(
        "rate forgotten",
        "You shrink by 1 - weight_decay. The rate belongs to it: 1 - rate * weight_decay.",
        (("(1 - rate * weight_decay)", "(1 - weight_decay)"),),
    ),
    Mistake(
        "grown",
        "Your weights grow: the factor is 1 - rate * weight_decay, with a minus.",
        (("(1 - rate", "(1 + rate"),),
    ),
    Mistake(
        "after the step",
        "You shrink the weights after Adam's step, and so the step shrinks with them. First "
        "shrink, then step.",
        (
            (
                _STEP,
                "    moved, state = adam_step(parameters, gradients, state, rate)\n"
                "    factor = 1 - rate * weight_decay\n"
                "    return {name: factor * w for name, w in moved.items()}, state",
            ),
        ),
    ),
    Mistake(
        "only what is taken away",
        "You went on from rate * weight_decay * w, which is what is taken away. What remains is "
        "(1 - rate * weight_decay) * w.",
        ((_SHRUNK, "rate * weight_decay * w"),),
    ),
    Mistake(
        "a constant taken away",
        "You take the same amount from every weight. Weight decay shrinks each in proportion to "
        "itself: times 1 - rate * weight_decay.",
        ((_SHRUNK, "w - rate * weight_decay"),),
    ),
    Mistake(
        "towards zero by a constant",
        "You pull every weight towards 0 by the same amount: that would be a penalty on absolute "
        "values. Weight decay shrinks each in proportion to itself.",
        ((_SHRUNK, "w - rate * weight_decay * np.sign(w)"),),
    ),
    Mistake(
        "biases left alone",
        "Only some of your parameters shrink. Many programs leave biases alone; asked for here is "
        "every array, whatever its name.",
        (
            (
                "for name, w in parameters.items()}",
                'if name[0] == "W" else w for name, w in parameters.items()}',
            ),
        ),
    ),
    Mistake(
        "state thrown away",
        "Each of your steps begins with an empty state. Hand `state` on to Adam and return the "
        "one that it gives.",
        (
            (
                _STEP,
                "    zero = {name: np.zeros_like(w) for name, w in parameters.items()}\n"
                '    return adam_step(shrunk, gradients, {"t": 0, "m": zero, "s": zero}, rate)',
            ),
        ),
    ),
    Mistake(
        "rate not handed on",
        "You call adam_step without the rate, so it takes its default, 0.001. Hand yours on.",
        ((_STEP, "    return adam_step(shrunk, gradients, state)"),),
    ),
)


def _in_one(parameters, gradients, state, rate=0.001, weight_decay=0.01):
    t = state["t"] + 1
    new, m, s = {}, {}, {}
    for name, w in parameters.items():
        g = gradients[name]
        m[name] = 0.9 * state["m"][name] + 0.1 * g
        s[name] = 0.999 * state["s"][name] + 0.001 * g * g
        step = m[name] / (1 - 0.9**t) / (np.sqrt(s[name] / (1 - 0.999**t)) + 1e-8)
        new[name] = w - rate * (step + weight_decay * w)
    return new, {"t": t, "m": m, "s": s}


def _decay_added_afterwards(parameters, gradients, state, rate, weight_decay):
    moved, state = adam_step(parameters, gradients, state, rate)
    return {n: moved[n] - rate * weight_decay * parameters[n] for n in moved}, state


def _in_float32(parameters, gradients, state, rate, weight_decay):
    def small(arrays):
        return {name: array.astype(np.float32) for name, array in arrays.items()}

    state = {"t": state["t"], "m": small(state["m"]), "s": small(state["s"])}
    return reference(small(parameters), small(gradients), state, rate, weight_decay)


TASK = Task(
    name="adamw_step",
    inputs=inputs,
    reference=reference,
    driver="take_steps",
    after=("adam_step",),
    properties=(
        Property("one step", 1, ("w",), tags=("one step",)),
        Property("several steps of several arrays", 1, ("w",), tags=("several steps",)),
        Property("the state that goes into the next step", 0, ("memory",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_in_one, _decay_added_afterwards, _in_float32),
    hints=(
        "Two lines. The first makes a dictionary of shrunk weights, the second calls your "
        "`adam_step` with it.",
        "`shrunk = {name: ... * w for name, w in parameters.items()}`, with the factor from the "
        "formula. Hand `gradients`, `state` and `rate` on as they are.",
    ),
)
