"""How many parameters a convolution has."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(in_channels, out_channels, kernel):
    """Return the number of weights and biases; kernel is (height, width)."""
    height, width = kernel
    return out_channels * (in_channels * height * width + 1)


def inputs(rng):
    """The chapter's two layers, then kernels whose sides differ; all numbers are different."""
    yield Instance((3, 10, (5, 5)), "square kernels")
    yield Instance((20, 40, (3, 3)), "square kernels")
    for tag in ("kernels that are not square", "kernels that are not square"):
        channels = [int(n) for n in rng.choice(range(8, 70), size=2, replace=False)]
        kernel = tuple(int(n) for n in rng.choice(range(2, 8), size=2, replace=False))
        yield Instance((*channels, kernel), tag)
    channels, size = rng.choice(range(8, 70), size=2, replace=False), int(rng.integers(2, 8))
    yield Instance((*map(int, channels), (size, size)), "square kernels")


MISTAKES = (
    Mistake(
        "weights only",
        "You counted the weights. Each filter has a bias too.",
        (("height * width + 1)", "height * width)"),),
    ),
    Mistake(
        "one bias a layer",
        "You counted one bias for the whole layer. Every filter has its own.",
        (
            (
                "out_channels * (in_channels * height * width + 1)",
                "out_channels * in_channels * height * width + 1",
            ),
        ),
    ),
    Mistake(
        "a bias for each channel",
        "You gave a filter one bias for each input channel. It adds up over all channels and then "
        "adds a single bias.",
        (("(in_channels * height * width + 1)", "in_channels * (height * width + 1)"),),
    ),
    Mistake(
        "biases of the input",
        "You counted a bias for each channel of the input. The biases belong to the filters.",
        (
            (
                "out_channels * (in_channels * height * width + 1)",
                "in_channels * (out_channels * height * width + 1)",
            ),
        ),
    ),
    Mistake(
        "not over the full depth",
        "Your filters cover one channel. A filter covers all channels of its input.",
        (("(in_channels * height * width + 1)", "(height * width + 1)"),),
    ),
    Mistake(
        "one filter only",
        "That is one filter. The layer has `out_channels` of them.",
        (("out_channels * (", "("),),
    ),
    Mistake(
        "height twice",
        "You took the kernel for a square. It has height times width pixels.",
        (("height * width", "height * height"),),
        ((("height * width", "width * width"),),),
    ),
    Mistake(
        "sides added",
        "You added the kernel's sides. It has height times width pixels.",
        (("height * width", "(height + width)"),),
    ),
    Mistake(
        "one side",
        "You counted one side of the kernel only. It has height times width pixels.",
        (("height * width", "width"),),
    ),
    Mistake(
        "channels added",
        "You added the numbers of channels. Every filter has weights for every channel: multiply.",
        (
            (
                "out_channels * (in_channels * height * width + 1)",
                "(out_channels + in_channels) * height * width + out_channels",
            ),
        ),
    ),
)


def _weights_and_biases(in_channels, out_channels, kernel):
    weights = out_channels * in_channels * kernel[0] * kernel[1]
    return weights + out_channels


def _from_arrays(in_channels, out_channels, kernel):
    return np.zeros((out_channels, in_channels, *kernel)).size + np.zeros(out_channels).size


def _one_by_one(in_channels, out_channels, kernel):
    total = 0
    for _ in range(out_channels):
        total += np.prod([in_channels, *kernel]) + 1
    return float(total)


TASK = Task(
    name="count_conv_parameters",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("square kernels, such as 760 and 7,240", 1, tags=("square kernels",)),
        Property("kernels that are not square", 1, tags=("kernels that are not square",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_weights_and_biases, _from_arrays, _one_by_one),
    hints=(
        "Take one filter. It is a block: how deep, how high, how wide?",
        "Add the filter's bias, and multiply by the number of filters.",
    ),
)
