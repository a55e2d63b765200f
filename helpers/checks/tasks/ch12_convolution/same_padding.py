"""How many zeros "same" padding puts before and after an axis."""

import math

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(length, kernel, stride, dilation):
    """Return (before, after), the zeros that give ceil(length / stride) outputs along one axis."""
    outputs = math.ceil(length / stride)
    span = dilation * (kernel - 1) + 1
    total = max((outputs - 1) * stride + span - length, 0)
    before = total // 2
    return before, total - before


def inputs(rng):
    """Even and odd sums; strides that divide the length and strides that do not."""
    for kernel in (3, 7, 5):
        yield Instance((int(rng.integers(8, 30)), kernel, 1, 1), "stride 1, odd kernel")
    for kernel in (4, 2, 6):
        yield Instance((int(rng.integers(8, 30)), kernel, 1, 1), "stride 1, even kernel")
    blocks = [int(n) for n in rng.integers(4, 12, size=4)]
    yield Instance((2 * blocks[0], 3, 2, 1), "larger strides")
    yield Instance((2 * blocks[1] + 1, 5, 2, 1), "larger strides")
    yield Instance((3 * blocks[2], 7, 3, 1), "larger strides")
    yield Instance((4 * blocks[3] + 3, 2, 4, 1), "larger strides")
    yield Instance((4 * blocks[3], 2, 4, 1), "larger strides")
    yield Instance((blocks[0] + 9, 3, 1, 3), "dilation")
    yield Instance((blocks[1] + 9, 4, 1, 5), "dilation")
    yield Instance((2 * blocks[2] + 9, 4, 2, 3), "dilation")
    length, kernel = int(rng.integers(20, 40)), int(rng.integers(4, 60))
    yield Instance((length, 2 * kernel + 1, 1, 1), "stride 1, odd kernel")
    yield Instance((length, 2 * kernel, 1, 1), "stride 1, even kernel")
    yield Instance((length, kernel + 3, 3, 1), "larger strides")
    yield Instance((length, kernel, 1, 4), "dilation")


_ABSOLUTE = "abs((outputs - 1) * stride + span - length)"

MISTAKES = (
    Mistake(
        "one more before",
        "The odd zero stands before the axis in yours. Put it after.",
        (("return before, total - before", "return total - before, before"),),
    ),
    Mistake(
        "the same at both ends",
        "You put the same number at both ends. If the sum is odd, one zero more goes after.",
        (("return before, total - before", "return before, before"),),
    ),
    Mistake(
        "half the kernel",
        "You put (F - 1)/2 zeros at each end. That is right for odd kernels with stride 1 and "
        "dilation 1; the formula covers the others, too.",
        (("return before, total - before", "return (kernel - 1) // 2, (kernel - 1) // 2"),),
    ),
    Mistake(
        "halves of zeros",
        "You put half a zero at each end where the sum is odd. Round the first half down; the "
        "rest goes after.",
        (("total // 2", "total / 2"),),
    ),
    Mistake(
        "rounded to even",
        "`round` takes 1.5 to 2 and 2.5 to 2, so the odd zero changes sides. The smaller half "
        "goes before: `total // 2`.",
        (("total // 2", "round(total / 2)"),),
    ),
    Mistake(
        "half the zeros rounded up",
        "You put the same number at both ends, rounded up, and so one zero too many in all.",
        (
            ("total // 2", "math.ceil(total / 2)"),
            ("return before, total - before", "return before, before"),
        ),
    ),
    Mistake(
        "not halved",
        "You put all the zeros at each end. The sum is to be split: half before, the rest after.",
        (
            ("total // 2", "total"),
            ("return before, total - before", "return before, before"),
        ),
    ),
    Mistake(
        "all of them after",
        "You put all zeros after the axis. Half of them go before.",
        (("total // 2", "0"),),
    ),
    Mistake(
        "stride ignored",
        "You took the rule for stride 1. With a stride there are ceil(length / stride) outputs, "
        "and their windows may need fewer zeros.",
        (("math.ceil(length / stride)", "length"), ("(outputs - 1) * stride", "(outputs - 1)")),
    ),
    Mistake(
        "the size kept in spite of the stride",
        "You pad until the output is as long as the input, whatever the stride. Same padding "
        "promises ceil(length / stride) outputs.",
        (("math.ceil(length / stride)", "length"),),
    ),
    Mistake(
        "floor for ceiling",
        "You rounded the number of outputs down. Same padding promises ceil(length / stride).",
        (("math.ceil(length / stride)", "length // stride"),),
    ),
    Mistake(
        "negative",
        "Your padding can be negative. Where the windows need less than there is, it is 0.",
        (
            (
                "max((outputs - 1) * stride + span - length, 0)",
                "(outputs - 1) * stride + span - length",
            ),
        ),
        (
            (
                (
                    "max((outputs - 1) * stride + span - length, 0)",
                    "(outputs - 1) * stride + span - length",
                ),
                ("return before,", "return max(before, 0),"),
            ),
        ),
    ),
    Mistake(
        "without its sign",
        "Where the windows need less than there is, you pad by the difference without its sign. "
        "There the padding is 0.",
        (("max((outputs - 1) * stride + span - length, 0)", _ABSOLUTE),),
    ),
    Mistake(
        "parentheses of the steps",
        "`outputs - 1 * stride` multiplies first. Between the outputs lie outputs - 1 steps: put "
        "that in parentheses.",
        (("(outputs - 1) * stride", "outputs - 1 * stride"),),
    ),
    Mistake(
        "dilation ignored",
        "The dilation is missing: the kernel spans D (F - 1) + 1 pixels.",
        (("dilation * (kernel - 1)", "(kernel - 1)"),),
    ),
    Mistake(
        "dilation times the kernel",
        "You took D F for the span. Between F weights there are F - 1 gaps: D (F - 1) + 1.",
        (("dilation * (kernel - 1) + 1", "dilation * kernel"),),
    ),
    Mistake(
        "one step too many",
        "You let the windows take one step too many: between n outputs lie n - 1 steps.",
        (("(outputs - 1) * stride", "outputs * stride"),),
    ),
    Mistake(
        "span without its first pixel",
        "The kernel spans D (F - 1) + 1 pixels; you left out the 1.",
        (("(kernel - 1) + 1", "(kernel - 1)"),),
    ),
)


def _by_trying(length, kernel, stride, dilation):
    total = 0
    while (length + total - dilation * (kernel - 1) - 1) // stride + 1 < -(-length // stride):
        total += 1
    return [total // 2, total - total // 2]


def _from_the_last_window(length, kernel, stride, dilation):
    start = (length - 1) // stride * stride
    missing = start + dilation * (kernel - 1) + 1 - length
    return (missing // 2, (missing + 1) // 2) if missing > 0 else (0, 0)


def _with_divmod(length, kernel, stride, dilation):
    rest = length % stride or stride
    half, odd = divmod(max(dilation * (kernel - 1) + 1 - rest, 0), 2)
    return half, half + odd


TASK = Task(
    name="same_padding",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("stride 1, odd kernels", 1, tags=("stride 1, odd kernel",)),
        Property("stride 1, even kernels", 1, tags=("stride 1, even kernel",)),
        Property("larger strides", 1, tags=("larger strides",)),
        Property("dilated kernels", 1, tags=("dilation",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_by_trying, _from_the_last_window, _with_divmod),
    hints=(
        "How many outputs are wanted? `math.ceil(length / stride)`. At which pixel does the last "
        "of their windows begin, if the first begins at 0?",
        "That pixel plus the kernel's span is what the windows cover. What the axis lacks of it "
        "is the sum of both paddings, and never less than 0.",
        "Split the sum: `total // 2` before, and the rest after.",
    ),
)
