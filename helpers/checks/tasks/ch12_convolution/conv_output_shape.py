"""Warm-up: the height and width that a convolution produces."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(in_shape, kernel, stride, padding, dilation):
    """Return (height, width) of the output; every argument is a pair (for height, for width)."""
    shape = []
    for n, F, S, P, D in zip(in_shape, kernel, stride, padding, dilation, strict=True):
        shape.append((n + 2 * P - D * (F - 1) - 1) // S + 1)
    return tuple(shape)


def inputs(rng):
    """No two numbers of a pair are equal but the ones; strides leave a rest of every size."""
    yield Instance(((7, 9), (3, 2), (1, 1), (0, 0), (1, 1)), "stride 1")
    for paddings in [(1, 2), (3, 0)]:
        yield _instance(rng, (1, 1), paddings, (1, 1), (0, 0), "stride 1")
    for strides, paddings, rests in [((2, 3), (0, 1), (1, 2)), ((4, 2), (2, 0), (1, 0))]:
        yield _instance(rng, strides, paddings, (1, 1), rests, "larger strides")
    for strides, dilations, rests in [((1, 1), (2, 3), (0, 0)), ((3, 2), (1, 4), (2, 0))]:
        yield _instance(rng, strides, (1, 0), dilations, rests, "dilation")


def _instance(rng, strides, paddings, dilations, rests, tag):
    """Make the input so large that after the last window `rests` pixels are left."""
    kernel = [int(F) for F in rng.choice([3, 4, 5, 7], size=2, replace=False)]
    outputs = [int(n) for n in rng.choice(range(4, 20), size=2, replace=False)]
    each = zip(outputs, kernel, strides, paddings, dilations, rests, strict=True)
    in_shape = [(n - 1) * S + D * (F - 1) + 1 + r - 2 * P for n, F, S, P, D, r in each]
    return Instance((tuple(in_shape), tuple(kernel), strides, paddings, dilations), tag)


_EACH = "zip(in_shape, kernel, stride, padding, dilation, strict=True)"

MISTAKES = (
    Mistake(
        "+1 forgotten",
        "The +1 at the end is missing: you counted the steps between the places, and there is one "
        "place more than steps.",
        (("// S + 1", "// S"),),
    ),
    Mistake(
        "+1 before the division",
        "You add the 1 before you divide. It counts the place at 0, so it comes after the "
        "rounding.",
        (("- 1) // S + 1", "- 1 + 1) // S"),),
    ),
    Mistake(
        "only the 1 divided",
        "Your stride divides the 1 alone: `//` comes before `+` and `-`. Put all that is to be "
        "divided in parentheses.",
        (
            (
                "(n + 2 * P - D * (F - 1) - 1) // S",
                "n + 2 * P - D * (F - 1) - 1 // S",
            ),
        ),
    ),
    Mistake(
        "ceiling for floor",
        "You rounded up. A window that hangs over the edge does not count, so round down.",
        (
            (
                "(n + 2 * P - D * (F - 1) - 1) // S",
                "int(np.ceil((n + 2 * P - D * (F - 1) - 1) / S))",
            ),
        ),
    ),
    Mistake(
        "rounded to the nearest",
        "You rounded to the nearest integer. Round down: a part of a step is no place.",
        (("(n + 2 * P - D * (F - 1) - 1) // S", "round((n + 2 * P - D * (F - 1) - 1) / S)"),),
    ),
    Mistake(
        "no rounding",
        "You divide without rounding, so a stride that does not fit gives a fraction. Round down.",
        (("// S", "/ S"),),
    ),
    Mistake(
        "padding at one end only",
        "You added the padding once. It is put at both ends of the axis: 2 P.",
        (("2 * P", "P"),),
    ),
    Mistake(
        "padding taken away",
        "You took the padding away. Zeros are added at both ends: n + 2 P.",
        (("n + 2 * P", "n - 2 * P"),),
    ),
    Mistake(
        "padding ignored",
        "The padding is missing: the padded input has n + 2 P pixels.",
        (("n + 2 * P", "n"),),
    ),
    Mistake(
        "stride ignored",
        "The stride is missing: divide the room for steps by S.",
        ((" // S", ""),),
    ),
    Mistake(
        "dilation ignored",
        "The dilation is missing: a kernel of F weights, D pixels apart, spans D (F - 1) + 1.",
        (("D * (F - 1)", "(F - 1)"),),
    ),
    Mistake(
        "dilation times the kernel",
        "You took D F for the kernel's span. Between F weights there are F - 1 gaps, so it spans "
        "D (F - 1) + 1.",
        (("D * (F - 1) - 1", "D * F"),),
        ((("D * (F - 1) - 1", "D * F - 1"),), (("D * (F - 1) - 1", "D * F - 1 - 1"),)),
    ),
    Mistake(
        "1 added inside",
        "You add a 1 inside. The kernel's span, D (F - 1) + 1, is taken away as a whole: minus "
        "D (F - 1), and minus 1.",
        (("- D * (F - 1) - 1)", "- D * (F - 1) + 1)"),),
    ),
    Mistake(
        "kernel's span without its first pixel",
        "You left out the - 1 inside: the kernel spans D (F - 1) + 1 pixels, not D (F - 1).",
        (("D * (F - 1) - 1)", "D * (F - 1))"),),
    ),
    Mistake(
        "width and height swapped",
        "Your two numbers have changed places: height first, then width.",
        (("tuple(shape)", "tuple(shape[::-1])"),),
    ),
    Mistake(
        "kernel height and width swapped",
        "You used the kernel's width for the height and the other way round. `kernel` is "
        "(height, width), like all the pairs.",
        (("zip(in_shape, kernel,", "zip(in_shape, kernel[::-1],"),),
    ),
    Mistake(
        "padding pair taken for two ends",
        "You added both numbers of `padding` to each axis. The pair is (for the height, for the "
        "width), and each is put at both ends of its axis.",
        (("2 * P", "sum(padding)"),),
    ),
    Mistake(
        "height's numbers for both",
        "You used the first kernel size, stride, padding and dilation for both axes. The second of "
        "each pair belongs to the width.",
        (
            (
                _EACH,
                "[(n, kernel[0], stride[0], padding[0], dilation[0]) for n in in_shape]",
            ),
        ),
    ),
    Mistake(
        "one of the height's numbers for both",
        "One of the pairs gives the height's number to the width as well. Is there a [0] for a "
        "[1] in the width's formula?",
        ((_EACH, _EACH.replace("kernel", "[kernel[0]] * 2")),),
        (
            ((_EACH, _EACH.replace("stride", "[stride[0]] * 2")),),
            ((_EACH, _EACH.replace("padding", "[padding[0]] * 2")),),
            ((_EACH, _EACH.replace("dilation", "[dilation[0]] * 2")),),
        ),
    ),
)


def _written_twice(in_shape, kernel, stride, padding, dilation):
    height = (in_shape[0] + 2 * padding[0] - dilation[0] * (kernel[0] - 1) - 1) // stride[0] + 1
    width = (in_shape[1] + 2 * padding[1] - dilation[1] * (kernel[1] - 1) - 1) // stride[1] + 1
    return [height, width]


def _with_arrays(*pairs):
    n, F, S, P, D = map(np.array, pairs)
    return tuple(np.floor((n + 2 * P - D * (F - 1) - 1) / S + 1))


def _by_counting(in_shape, kernel, stride, padding, dilation):
    def places(n, F, S, P, D):
        return len(range(-P, n + P - D * (F - 1), S))

    return tuple(map(places, in_shape, kernel, stride, padding, dilation))


TASK = Task(
    name="conv_output_shape",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("stride 1, with and without padding", 1, tags=("stride 1",)),
        Property("larger strides, also those that do not fit", 1, tags=("larger strides",)),
        Property("dilated kernels", 1, tags=("dilation",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_written_twice, _with_arrays, _by_counting),
    hints=(
        "One axis first. How many pixels has the padded input, and how many does the kernel span?",
        "The difference of the two is the room for steps. How many steps of S fit into it, and how "
        "many places are that?",
        "`a // b` divides and rounds down. Do it once with the first numbers of all pairs, once "
        "with the second.",
    ),
)
