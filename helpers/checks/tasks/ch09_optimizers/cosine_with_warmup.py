"""Challenge: a straight rise, half a cosine, and nothing after the end."""

import math

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(step, rate, warmup, steps):
    """Return the rate of a step, counted from 0: up within `warmup` steps, 0 from `steps` on."""
    if step < warmup:
        return rate * step / warmup
    done = min((step - warmup) / (steps - warmup), 1)
    return rate * (1 + math.cos(math.pi * done)) / 2


def inputs(rng):
    """The rise, the top, the fall on both sides of its middle, the end, and no warm-up at all."""
    for warmup, steps in [(10, 50), (20, 300)]:
        rate = rng.uniform(0.1, 0.9)
        fall = steps - warmup
        early, late = (warmup + int(rng.uniform(a, b) * fall) for a, b in [(0.2, 0.4), (0.6, 0.8)])
        for step, tag in [
            (int(rng.integers(2, warmup // 2)), "the rise"),
            (warmup - 1, "the rise"),
            (warmup, "the fall"),
            (early, "the fall"),
            (late, "the fall"),
            (steps - 1, "the end"),
            (steps, "the end"),
            (steps + fall // 2, "the end"),
        ]:
            yield Instance((step, rate, warmup, steps), tag)
        yield Instance((0, rate, 0, steps), "no warm-up")
        yield Instance((early, rate, 0, steps), "no warm-up")


_SHARE = ("rate * step / warmup", "step / warmup * rate")


def _rise_first(rise):
    """Return the edits by which the rise is computed whether there is one or not."""
    return (("    if step < warmup", f"    {rise}\n    if step < warmup"),)


MISTAKES = (
    Mistake(
        "cosine from step 0",
        "Your cosine starts at step 0 instead of where the warm-up ends, so it is on its way down "
        "already and there is a jump. Its part is (step - warmup) / (steps - warmup).",
        (("(step - warmup) / (steps - warmup)", "step / steps"),),
    ),
    Mistake(
        "too long a fall",
        "Your cosine has not arrived at the last step: it has only steps - warmup steps left, so "
        "divide by that.",
        (("/ (steps - warmup)", "/ steps"),),
    ),
    Mistake(
        "rises again",
        "After the last step your rate rises again, because the cosine does. From `steps` on it "
        "is 0: keep the part that is done at 1, with `min`.",
        (("min((step - warmup) / (steps - warmup), 1)", "(step - warmup) / (steps - warmup)"),),
    ),
    Mistake(
        "a whole wave",
        "Your cosine goes down and up again within the time: the angle runs from 0 to pi, not "
        "to 2 pi.",
        (("math.pi * done", "2 * math.pi * done"),),
    ),
    Mistake(
        "quarter wave",
        "Your rate is the cosine itself from 0 to pi/2. Asked for is half a wave, from the top to "
        "the bottom, lifted and halved: (1 + cos(pi done)) / 2.",
        (("(1 + math.cos(math.pi * done)) / 2", "math.cos(math.pi / 2 * done)"),),
    ),
    Mistake(
        "not halved",
        "Your rate is twice too large after the warm-up: 1 + cos starts at 2, so halve it.",
        (("(1 + math.cos(math.pi * done)) / 2", "(1 + math.cos(math.pi * done))"),),
    ),
    Mistake(
        "straight fall",
        "Your rate falls in a straight line. Asked for is half a cosine wave.",
        (("(1 + math.cos(math.pi * done)) / 2", "(1 - done)"),),
    ),
    Mistake(
        "degrees",
        "You gave the cosine 180 in place of pi: it takes radians.",
        (("math.pi * done", "180 * done"),),
    ),
    Mistake(
        "no pi",
        "The angle of your cosine runs from 0 to 1. Half a wave takes it from 0 to pi.",
        (("math.pi * done", "done"),),
    ),
    Mistake(
        "warm-up of 0 steps",
        "Without a warm-up you divide by 0: the rise is asked for where step < warmup, and for no "
        "other step.",
        (("step < warmup", "step <= warmup"),),
        (
            (("step < warmup", "step <= warmup"), _SHARE),
            _rise_first("rate * step / warmup"),
            _rise_first("step / warmup"),
        ),
    ),
    Mistake(
        "rise rounded down",
        "Your rise is 0 all the way: `step // warmup` rounds down. Divide with `/`.",
        (("rate * step / warmup", "rate * (step // warmup)"),),
    ),
    Mistake(
        "the rate after the end",
        "After the last step your schedule is back at the rate it began with. From `steps` on it "
        "is 0.",
        (("    done = min", "    if step > steps:\n        return rate\n    done = min"),),
    ),
    Mistake(
        "no warm-up",
        "There is no rise in your schedule: as long as step < warmup the rate is "
        "rate * step / warmup.",
        (("rate * step / warmup", "rate"),),
    ),
    Mistake(
        "rise from 1",
        "Your rise is one step ahead: rate * (step + 1) / warmup. Here step 0 has the rate 0.",
        (("rate * step / warmup", "rate * (step + 1) / warmup"),),
    ),
    Mistake(
        "rise over the whole time",
        "Your rise is as long as the whole training: divide by `warmup`, so that it arrives there.",
        (("rate * step / warmup", "rate * step / steps"),),
    ),
    Mistake(
        "both at once",
        "During the warm-up you multiply the rise by the cosine as well. Until `warmup` there is "
        "the straight line alone.",
        (
            (
                "rate * step / warmup",
                "rate * step / warmup * (1 + math.cos(math.pi * step / steps)) / 2",
            ),
        ),
    ),
    Mistake(
        "upside down",
        "Your cosine rises instead of falling: 1 + cos(pi done) starts at its top.",
        (("(1 + math.cos", "(1 - math.cos"),),
    ),
)


def _with_numpy(step, rate, warmup, steps):
    points = [0.0, warmup, steps] if warmup else [-1.0, 0.0, steps]
    rise = np.interp(step, points[:2], [0.0, 1.0])
    done = np.interp(step, points[1:], [0.0, 1.0])
    return rate * rise * 0.5 * (1 + np.cos(np.pi * done))


def _with_half_angles(step, rate, warmup, steps):
    if step >= steps:
        return 0.0
    if step < warmup:
        return step / warmup * rate
    return rate * math.cos(math.pi / 2 * (step - warmup) / (steps - warmup)) ** 2


def _as_a_list(step, rate, warmup, steps):
    rises = [rate * t / warmup for t in range(warmup)]
    angles = np.linspace(0, np.pi, steps - warmup + 1)
    falls = list(rate * (np.cos(angles) + 1) / 2)
    return ([*rises, *falls] + [0] * step)[step]


TASK = Task(
    name="cosine_with_warmup",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the rise", 1, tags=("the rise",)),
        Property("the fall, from its first step on", 1, tags=("the fall",)),
        Property("the end and after it, and no warm-up", 1, tags=("the end", "no warm-up")),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_numpy, _with_half_angles, _as_a_list),
    hints=(
        "Two cases: `if step < warmup:` return the straight line. What follows is the fall.",
        "In the fall, ask which part of it is done: (step - warmup) / (steps - warmup). It is 0 at "
        "the top and 1 at the end, and after the end it must stay 1: `min(..., 1)`.",
        "The rate in the fall is `rate * (1 + math.cos(math.pi * done)) / 2`.",
    ),
)
