"""Warm-up: a learning rate that drops every so many steps."""

import math

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(step, rate, every, factor):
    """Return rate times factor for every `every` steps that are over; steps count from 0."""
    return rate * factor ** (step // every)


def inputs(rng):
    """Steps between two drops, and the first and the last step of a stretch."""
    for every, drops in [(10, 2), (7, 3), (30, 1)]:
        rate, factor = rng.uniform(0.2, 0.9), rng.uniform(0.3, 0.7)
        start = drops * every
        inside = start + int(rng.integers(every // 2 + 1, every - 1))
        for step, tag in [
            (start + every // 4, "between two drops"),
            (inside, "between two drops"),
            (inside - start, "before the first drop"),
            (start, "right at a drop"),
            (start - 1, "right before a drop"),
        ]:
            yield Instance((step, rate, every, factor), tag)


MISTAKES = (
    Mistake(
        "no floor",
        "Your rate falls a little in every step: that is an exponential schedule. The exponent is "
        "a whole number, how often the rate has dropped: `step // every`.",
        (("step // every", "step / every"),),
    ),
    Mistake(
        "rounded",
        "You round step / every to the nearest whole number, so the rate drops half a stretch too "
        "early. Round down: `//` does it.",
        (("(step // every)", "round(step / every)"),),
    ),
    Mistake(
        "rounded up",
        "You round step / every up. Before the first drop the exponent is 0: round down.",
        (("(step // every)", "math.ceil(step / every)"),),
    ),
    Mistake(
        "counted from 1",
        "Your rate drops one step too early. Steps count from 0, so the first `every` of them are "
        "0 to every - 1.",
        (("step // every", "(step + 1) // every"),),
    ),
    Mistake(
        "one step late",
        "Your rate drops one step too late: at step `every` it has dropped already.",
        (("(step // every)", "(max(step - 1, 0) // every)"),),
    ),
    Mistake(
        "one drop only",
        "Your rate drops once and then stays. It drops again after every further `every` steps.",
        (("(step // every)", "min(step // every, 1)"),),
    ),
    Mistake(
        "times, not to the power",
        "You multiply by factor times the number of drops. Two drops are factor * factor, so it is "
        "factor ** drops.",
        (("factor ** (step", "factor * (step"),),
    ),
    Mistake(
        "dropped in every step",
        "You multiply by factor in every step: the exponent is not `step` but the number of drops, "
        "`step // every`.",
        (("step // every", "step"),),
    ),
    Mistake(
        "remainder",
        "`step % every` is the position within the stretch. How many stretches are over is "
        "`step // every`.",
        (("step // every", "step % every"),),
    ),
    Mistake(
        "factor taken away",
        "You take away the part `factor` in each drop. Here factor is what remains: 0.1 leaves a "
        "tenth.",
        (("factor **", "(1 - factor) **"),),
    ),
    Mistake(
        "divided",
        "Your rate rises with every drop: you divide by factor. It is below 1, so multiply.",
        (("rate * factor", "rate / factor"),),
    ),
    Mistake(
        "rate in the power",
        "The power takes the rate along. Only `factor` is raised: `rate * factor ** drops`.",
        (("rate * factor", "(rate * factor)"),),
    ),
    Mistake(
        "without the rate",
        "You returned the factor alone. Times the rate that it all starts from it is the answer.",
        (("rate * factor", "factor"),),
    ),
)


def _with_a_loop(step, rate, every, factor):
    while step >= every:
        step -= every
        rate *= factor
    return rate


def _with_floor(step, rate, every, factor):
    return rate * math.pow(factor, math.floor(step / every))


def _step_by_step(step, rate, every, factor):
    for t in range(1, step + 1):
        if t % every == 0:
            rate = rate * factor
    return rate


TASK = Task(
    name="step_decay",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("between two drops", 1, tags=("between two drops", "before the first drop")),
        Property(
            "in the last step before a drop, and in the first after it",
            1,
            tags=("right at a drop", "right before a drop"),
        ),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_loop, _with_floor, _step_by_step),
    hints=(
        "How often has the rate dropped by this step? Count on the example: with `every` 10, steps "
        "0 to 9 have seen no drop, steps 10 to 19 one.",
        "That number is a division without its remainder: `step // every`. Each drop multiplies by "
        "`factor`, so all of them together by a power of it.",
    ),
)
