"""One step of momentum in its velocity form, driven for several steps."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(w, g, v, rate, momentum):
    """Return (w, v) after a step: v <- momentum v - rate g, then w <- w + v."""
    v = momentum * v - rate * g
    return w + v, v


def inputs(rng):
    """One step of a ball that rolls, five from rest, and another momentum than 0.9."""
    yield _instance(rng, (2,), 1, "one step", 0.1, 0.9, rolling=True)
    yield _instance(rng, (3, 2), 5, "five steps", 0.05, 0.9)
    yield _instance(rng, (4,), 3, "another momentum", 0.2, 0.5, rolling=True)


def _instance(rng, shape, steps, tag, rate, momentum, *, rolling=False):
    w, gradients = rng.normal(size=shape), rng.normal(size=(steps, *shape))
    v = rng.normal(size=shape) if rolling else np.zeros(shape)
    return Instance((w, gradients, v, rate, momentum), tag)


MISTAKES = (
    Mistake(
        "no momentum",
        "That is plain gradient descent: nothing of the old velocity is left. The new one begins "
        "with momentum * v.",
        (("momentum * v - rate * g", "-rate * g"),),
    ),
    Mistake(
        "uphill",
        "Your gradient pushes uphill: it is taken away from the velocity, `- rate * g`.",
        (("v - rate * g", "v + rate * g"),),
    ),
    Mistake(
        "velocity taken away",
        "You move against the velocity. The minus is in the velocity already: w + v.",
        (("return w + v", "return w - v"),),
    ),
    Mistake(
        "old velocity",
        "You move by the old velocity and only then renew it. First the new velocity, then "
        "w + v with it.",
        (
            ("    v = momentum", "    old, v = v, momentum"),
            ("return w + v", "return w + old"),
        ),
    ),
    Mistake(
        "velocity not kept",
        "The step is right, but you return the old velocity, so the next step begins from it. "
        "Return the new one.",
        (
            ("    v = momentum", "    old, v = v, momentum"),
            ("w + v, v", "w + v, old"),
        ),
    ),
    Mistake(
        "a mean",
        "You weigh the gradient by 1 - momentum, as Adam does for its mean. A velocity adds the "
        "whole of `rate * g`.",
        (("- rate * g", "- (1 - momentum) * rate * g"),),
    ),
    Mistake(
        "PyTorch's form",
        "This is PyTorch's form: its v is a sum of gradients, and the rate comes in afterwards. "
        "Here v is a velocity: v <- momentum v - rate g, then w <- w + v.",
        (("v - rate * g", "v + g"), ("w + v, v", "w - rate * v, v")),
    ),
    Mistake(
        "rate on both terms",
        "You multiply the old velocity by the rate as well. It has the rate in it already: only "
        "the new gradient gets one.",
        (("momentum * v - rate * g", "rate * (momentum * v - g)"),),
    ),
    Mistake(
        "Nesterov",
        "That is Nesterov's step. Plain momentum moves by the new velocity alone: w + v.",
        (("return w + v", "return w + momentum * v - rate * g"),),
    ),
    Mistake(
        "momentum fixed",
        "You wrote 0.9 into the formula. Use the argument `momentum`, which is another number "
        "sometimes.",
        (("v = momentum * v", "v = 0.9 * v"),),
    ),
    Mistake(
        "order",
        "You return the velocity first. The parameters come first, then the velocity.",
        (("return w + v, v", "return v, w + v"),),
    ),
    Mistake(
        "momentum on both terms",
        "You multiply the new gradient by the momentum as well. It fades in the steps to come: "
        "momentum * v - rate * g.",
        (("momentum * v - rate * g", "momentum * (v - rate * g)"),),
    ),
    Mistake(
        "rate once more",
        "You multiply the velocity by the rate once more. It has the rate in it already: w + v.",
        (("return w + v", "return w + rate * v"),),
    ),
    Mistake(
        "gradient twice",
        "You take the gradient's step beside the velocity, which has it in it already: w + v, and "
        "nothing else.",
        (("return w + v", "return w - rate * g + v"),),
    ),
    Mistake(
        "gradient for velocity",
        "You move by the gradient alone and keep the velocity only for the next call. The step is "
        "the velocity: w + v.",
        (("return w + v", "return w - rate * g"),),
    ),
    Mistake(
        "velocity for momentum",
        "You weigh the old velocity by 1 - momentum. What remains of it in each step is "
        "momentum * v.",
        (("momentum * v", "(1 - momentum) * v"),),
    ),
)


def _in_place(w, g, v, rate, momentum=0.9):
    w, v = w.copy(), v.copy()
    v *= momentum
    v -= rate * g
    w += v
    return [w, v]


def _entry_by_entry(w, g, v, rate, momentum):
    new_w, new_v = np.empty_like(w), np.empty_like(v)
    for i in np.ndindex(w.shape):
        new_v[i] = momentum * v[i] - rate * g[i]
        new_w[i] = w[i] + new_v[i]
    return new_w, new_v


def _in_float32(w, g, v, rate, momentum):
    return reference(*(a.astype(np.float32) for a in (w, g, v)), np.float32(rate), momentum)


TASK = Task(
    name="momentum_step",
    inputs=inputs,
    reference=reference,
    driver="take_steps",
    properties=(
        Property("one step of a ball that rolls already", 1, ("w",), tags=("one step",)),
        Property(
            "several steps, and with another momentum",
            1,
            ("w",),
            tags=("five steps", "another momentum"),
        ),
        Property("the velocity that goes into the next step", 1, ("memory",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_in_place, _entry_by_entry, _in_float32),
    hints=(
        "Two lines, as in the formula: the first makes the new velocity out of the old one and "
        "the gradient, the second moves w by it.",
        "`v = momentum * v - rate * g`. Then return two things, the new w and the new v.",
    ),
)
