"""Warm-up: how many steps an epoch has, and how large its last batch is."""

import math

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(N, batch_size):
    """Return (ceil(N / batch_size), the number of examples in the last batch)."""
    steps = math.ceil(N / batch_size)
    last = N - (steps - 1) * batch_size
    return steps, last


def inputs(rng):
    """Sizes that divide and that don't, a remainder below and above one half, a lone batch."""
    yield Instance((1000, 10), "B divides N")
    yield Instance((7, 3), "a ragged last batch")
    yield Instance((50_000, 100), "B divides N")
    B = int(rng.integers(20, 40))
    yield Instance((B * int(rng.integers(30, 50)) + B - 2, B), "a ragged last batch")
    yield Instance((B * int(rng.integers(5, 50)), B), "B divides N")
    yield Instance((5, 8), "a batch size above N")


RAGGED = ("a ragged last batch", "a batch size above N")

MISTAKES = (
    Mistake(
        "ragged batch dropped",
        "You round down, so the examples that are left over get no step. They make a smaller "
        "batch of their own: round up.",
        (
            ("math.ceil(N / batch_size)", "N // batch_size"),
            ("N - (steps - 1) * batch_size", "batch_size"),
        ),
    ),
    Mistake(
        "rounded down",
        "Your number of steps is rounded down. What is left over makes a batch, too: round up.",
        (
            ("math.ceil(N / batch_size)", "N // batch_size"),
            ("N - (steps - 1) * batch_size", "N - (-(-N // batch_size) - 1) * batch_size"),
        ),
    ),
    Mistake(
        "one too many",
        "You add a step even where the batch size divides N. There nothing is left over.",
        (
            ("math.ceil(N / batch_size)", "N // batch_size + 1"),
            ("N - (steps - 1) * batch_size", "N - (-(-N // batch_size) - 1) * batch_size"),
        ),
    ),
    Mistake(
        "one too many, the last of them empty",
        "Where the batch size divides N, your last batch is empty. There all batches are full, "
        "and there is one step fewer.",
        (("math.ceil(N / batch_size)", "N // batch_size + 1"),),
    ),
    Mistake(
        "rounded to the nearest",
        "You round to the nearest number. A remainder below one half needs a step, too: round up.",
        (
            ("math.ceil(N / batch_size)", "round(N / batch_size)"),
            ("N - (steps - 1) * batch_size", "N - (-(-N // batch_size) - 1) * batch_size"),
        ),
    ),
    Mistake(
        "not rounded",
        "Your number of steps has a fraction. There is no half a step: round up.",
        (
            ("math.ceil(N / batch_size)", "N / batch_size"),
            ("N - (steps - 1) * batch_size", "N - (-(-N // batch_size) - 1) * batch_size"),
        ),
    ),
    Mistake(
        "the remainder",
        "The remainder N % B is 0 where the batch size divides N. There the last batch is full.",
        (("N - (steps - 1) * batch_size", "N % batch_size"),),
    ),
    Mistake(
        "the last as large as the others",
        "Your last batch is as large as the others. Where the batch size does not divide N, it "
        "holds only what is left over.",
        (("N - (steps - 1) * batch_size", "batch_size"),),
    ),
    Mistake(
        "all steps full",
        "You take as many full batches from N as there are steps. Only the steps before the last "
        "one are sure to be full.",
        (("N - (steps - 1) * batch_size", "N - steps * batch_size"),),
    ),
    Mistake(
        "places swapped",
        "The two numbers have changed places: first the steps, then the last batch.",
        (("return steps, last", "return last, steps"),),
    ),
    Mistake(
        "upside down",
        "You divide the batch size by N. Ask how often a batch fits into the N examples: N over B.",
        (
            ("math.ceil(N / batch_size)", "math.ceil(batch_size / N)"),
            ("N - (steps - 1) * batch_size", "N - (-(-N // batch_size) - 1) * batch_size"),
        ),
    ),
)


def _with_two_minus_signs(N, batch_size):
    return -(-N // batch_size), (N - 1) % batch_size + 1


def _by_cases(N, batch_size):
    full, rest = divmod(N, batch_size)
    return (full + 1, rest) if rest else (full, batch_size)


def _by_counting(N, batch_size):
    sizes = [min(batch_size, N - start) for start in range(0, N, batch_size)]
    return [len(sizes), sizes[-1]]


TASK = Task(
    name="steps_per_epoch",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the steps, where B divides N", 1, part=(0,), tags=("B divides N",)),
        Property("the steps, with a ragged last batch", 1, part=(0,), tags=RAGGED),
        Property("the size of the last batch", 1, part=(1,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_two_minus_signs, _by_cases, _by_counting),
    hints=(
        "How many full batches are there, and does anything remain? `math.ceil` rounds up.",
        "All batches before the last one are full. What do they leave of N?",
    ),
)
