"""Read an architecture: every layer's output shape and number of parameters."""

import dataclasses
import functools
import itertools
import math

from helpers.checks.task import Instance, Mistake, Property, Task


def vgg_16(width, *units):
    """Return the layers of VGG-16: with 64 filters at first, and three dense layers' units."""
    blocks = ((2, width), (2, 2 * width), (3, 4 * width), (3, 8 * width), (3, 8 * width))
    convolutional = [
        layer
        for convolutions, filters in blocks
        for layer in [*[("conv", filters, 3, 1, 1)] * convolutions, ("max_pool", 2, 2)]
    ]
    return [*convolutional, ("flatten",), *[("dense", n) for n in units]]


def reference(input_shape, layers):
    """Return (shapes, counts): after each layer its output's shape, and its parameters."""
    shape, shapes, counts = input_shape, [], []
    for kind, *numbers in layers:
        count = 0
        if kind == "conv":
            filters, kernel, stride, padding = numbers
            count = filters * (shape[0] * kernel**2 + 1)
            pixels = [(n + 2 * padding - kernel) // stride + 1 for n in shape[1:]]
            shape = (filters, *pixels)
        elif kind == "max_pool":
            kernel, stride = numbers
            shape = (shape[0], *[(n - kernel) // stride + 1 for n in shape[1:]])
        elif kind == "flatten":
            shape = (math.prod(shape),)
        else:
            (units,) = numbers
            count = units * (shape[0] + 1)
            shape = (units,)
        shapes.append(shape)
        counts.append(count)
    return shapes, counts


def inputs(rng):
    """Height and width differ, but in VGG-16; strides and kernels of pooling differ in some."""
    pool = ("max_pool", 2, 2)
    yield Instance(((20, 26, 22), [("conv", 40, 3, 1, 0), pool]), "DeepID2")
    yield Instance(((20, 26, 22), [("conv", 40, 3, 2, 1), pool]), "DeepID2")
    yield Instance(((3, 224, 224), vgg_16(64, 4096, 4096, 1000)), "VGG-16")
    channels = [int(n) for n in rng.choice(range(3, 20), size=3, replace=False)]
    layers = [
        ("conv", channels[0], 5, 2, 1),
        ("max_pool", 3, 2),
        ("conv", channels[1], 4, 1, 2),
        ("max_pool", 2, 1),
        ("flatten",),
        ("dense", channels[2]),
        ("dense", 10),
    ]
    size = int(rng.integers(30, 40)), int(rng.integers(41, 60))
    yield Instance(((2, *size), layers), "another network")
    filters, width = int(rng.integers(10, 60)), int(rng.integers(5, 30))
    for stride, padding in [(1, 0), (2, 1)]:
        block = [("conv", filters, 3, stride, padding), pool]
        yield Instance(((channels[0], *size), block), "a block like it")
    yield Instance(((3, 96, 64), vgg_16(width, 7 * width, 10)), "a smaller one")


MISTAKES = (
    Mistake(
        "no biases",
        "The biases are missing: one for each filter, one for each unit.",
        (("kernel**2 + 1)", "kernel**2)"), ("(shape[0] + 1)", "shape[0]")),
    ),
    Mistake(
        "no biases of the convolutions",
        "The biases of the convolutions are missing: one for each filter.",
        (("kernel**2 + 1)", "kernel**2)"),),
    ),
    Mistake(
        "no biases of the dense layers",
        "The biases of the dense layers are missing: one for each unit.",
        (("(shape[0] + 1)", "shape[0]"),),
    ),
    Mistake(
        "one bias a layer",
        "You counted one bias for a whole layer. Every filter and every unit has its own.",
        (
            ("filters * (shape[0] * kernel**2 + 1)", "filters * shape[0] * kernel**2 + 1"),
            ("units * (shape[0] + 1)", "units * shape[0] + 1"),
        ),
        (
            (("filters * (shape[0] * kernel**2 + 1)", "filters * shape[0] * kernel**2 + 1"),),
            (("units * (shape[0] + 1)", "units * shape[0] + 1"),),
        ),
    ),
    Mistake(
        "one side of the kernel",
        "You counted one side of the kernel. It is a square of kernel times kernel pixels.",
        (("kernel**2", "kernel"),),
    ),
    Mistake(
        "depth left out",
        "Your filters cover one channel. A filter covers all channels of what comes in.",
        (("shape[0] * kernel**2", "kernel**2"),),
    ),
    Mistake(
        "input's channels for every layer",
        "You used the number of channels of the image in every layer. From the second on, the "
        "channels are the filters of the layer before.",
        (("shape[0] * kernel**2", "input_shape[0] * kernel**2"),),
    ),
    Mistake(
        "channels after the layer",
        "You counted with the number of channels that the layer makes. Its filters cover the "
        "channels that come in.",
        (("shape[0] * kernel**2", "filters * kernel**2"),),
    ),
    Mistake(
        "+1 forgotten",
        "The +1 in the size is missing, in convolutions and pooling: n steps lie between n + 1 "
        "places.",
        (
            ("(n + 2 * padding - kernel) // stride + 1", "(n + 2 * padding - kernel) // stride"),
            ("(n - kernel) // stride + 1", "(n - kernel) // stride"),
        ),
    ),
    Mistake(
        "padding once",
        "You added the padding once. It stands at both ends of an axis.",
        (("2 * padding", "padding"),),
    ),
    Mistake(
        "padding ignored",
        "The padding of the convolutions is missing.",
        (("n + 2 * padding", "n"),),
    ),
    Mistake(
        "stride of the convolutions ignored",
        "The stride of the convolutions is missing.",
        (("(n + 2 * padding - kernel) // stride", "(n + 2 * padding - kernel)"),),
    ),
    Mistake(
        "stride and padding swapped",
        "You take the third number of a convolution for the padding. It is the stride, and the "
        "padding follows.",
        (("filters, kernel, stride, padding =", "filters, kernel, padding, stride ="),),
    ),
    Mistake(
        "rounded up",
        "You rounded a size up. A window that hangs over the edge does not count: round down.",
        (("(n - kernel) // stride", "-(-(n - kernel) // stride)"),),
        (
            (("(n + 2 * padding - kernel) // stride", "-((kernel - n - 2 * padding) // stride)"),),
            (
                ("(n - kernel) // stride", "-(-(n - kernel) // stride)"),
                ("(n + 2 * padding - kernel) // stride", "-((kernel - n - 2 * padding) // stride)"),
            ),
        ),
    ),
    Mistake(
        "no rounding",
        "You divide without rounding, so a stride that does not fit gives a fraction. Round down.",
        (
            ("(n + 2 * padding - kernel) // stride", "(n + 2 * padding - kernel) / stride"),
            ("(n - kernel) // stride", "(n - kernel) / stride"),
        ),
        (
            (("(n + 2 * padding - kernel) // stride", "(n + 2 * padding - kernel) / stride"),),
            (("(n - kernel) // stride", "(n - kernel) / stride"),),
        ),
    ),
    Mistake(
        "the height for both",
        "You compute the width from the height. Each axis has a size of its own.",
        (
            (
                "for n in shape[1:]]\n            shape =",
                "for n in shape[1:2] * 2]\n            shape =",
            ),
        ),
        (
            (
                (
                    "for n in shape[1:]]\n            shape =",
                    "for n in shape[1:2] * 2]\n            shape =",
                ),
                ("for n in shape[1:]])", "for n in shape[1:2] * 2])"),
            ),
            (("for n in shape[1:]])", "for n in shape[1:2] * 2])"),),
        ),
    ),
    Mistake(
        "pooling divides by its kernel",
        "You divide by the pooling's size. That is right only where the stride equals it and the "
        "windows fit; use the formula with both.",
        (("(n - kernel) // stride + 1", "n // kernel"),),
    ),
    Mistake(
        "pooling divides by its stride",
        "You divide by the pooling's stride. That is right only where it equals the window; use "
        "the formula with both.",
        (("(n - kernel) // stride + 1", "n // stride"),),
    ),
    Mistake(
        "pooling pools the channels",
        "Your pooling halves the channels as well. It works on each channel on its own and keeps "
        "their number.",
        (("(shape[0], *[(n - kernel)", "(shape[0] // stride, *[(n - kernel)"),),
    ),
    Mistake(
        "pooling has parameters",
        "You gave pooling parameters. It takes a maximum and has none.",
        (
            (
                "            kernel, stride = numbers\n",
                "            kernel, stride = numbers\n            count = shape[0] * kernel**2\n",
            ),
        ),
    ),
    Mistake(
        "flatten drops the channels",
        "Your flatten multiplies height and width. The channels go into the row, too.",
        (("math.prod(shape)", "math.prod(shape[1:])"),),
    ),
    Mistake(
        "height and width swapped",
        "Height and width have changed places: shapes are (channels, height, width).",
        (
            (
                "for n in shape[1:]]\n            shape =",
                "for n in shape[:0:-1]]\n            shape =",
            ),
        ),
    ),
    Mistake(
        "channels last",
        "You put the channels last. Here shapes are (channels, height, width).",
        (("shapes.append(shape)", "shapes.append((*shape[1:], shape[0]))"),),
        ((("(filters, *pixels)", "(*pixels, filters)"),),),
    ),
    Mistake(
        "input read channels last",
        "You read the input as (height, width, channels). It is (channels, height, width).",
        (("= input_shape, [], []", "= (input_shape[2], *input_shape[:2]), [], []"),),
    ),
    Mistake(
        "features without a tuple",
        "The shape of features is a tuple with one entry, (25088,) and not 25088.",
        (("shapes.append(shape)", "shapes.append(shape if len(shape) > 1 else shape[0])"),),
        ((("shapes.append(shape)", 'shapes.append(shape[0] if kind == "flatten" else shape)'),),),
    ),
    Mistake(
        "running total",
        "Your counts are running totals. Give each layer's own number.",
        (("counts.append(count)", "counts.append(sum(counts[-1:]) + count)"),),
    ),
    Mistake(
        "input listed",
        "You listed the input's shape as well. Begin with what the first layer gives.",
        (
            (
                "shape, shapes, counts = input_shape, [], []",
                "shape, shapes, counts = input_shape, [input_shape], [0]",
            ),
        ),
    ),
    Mistake(
        "shape before the layer",
        "You noted the shape that comes into each layer. Note the one that goes out.",
        (
            ("        count = 0\n", "        count = 0\n        shapes.append(shape)\n"),
            ("        shapes.append(shape)\n        counts", "        counts"),
        ),
    ),
    Mistake(
        "counts kept",
        "A layer without parameters has the count of the layer before it in yours. Set the count "
        "to 0 at the beginning of each turn.",
        (
            ("    for kind", "    count = 0\n    for kind"),
            ("        count = 0\n        if", "        if"),
        ),
    ),
    Mistake(
        "first layer only",
        "You return in the first turn of the loop, so one layer is read. `return` stands behind "
        "the loop.",
        (("    return shapes, counts", "        return shapes, counts"),),
    ),
    Mistake(
        "changed places",
        "You return the counts first. Asked for are the shapes, then the counts.",
        (("return shapes, counts", "return counts, shapes"),),
    ),
    Mistake(
        "parameters left out",
        "Only layers with parameters have an entry in your counts. Pooling and flatten get a 0.",
        (("counts.append(count)", "counts.extend([count] if count else [])"),),
    ),
    Mistake(
        "pairs",
        "You return one list of pairs. Two lists are asked for: all shapes, and all counts.",
        (("return shapes, counts", "return list(zip(shapes, counts, strict=True))"),),
    ),
)


def _few_layers(instance):
    """Yield the instance with one to three of its neighbouring layers, each sort once.

    A dense layer comes with the flattening that it needs.
    """
    input_shape, layers = instance.args
    seen = {tuple(kind for kind, *_ in layers)}
    for length, k in itertools.product((1, 2, 3), range(len(layers))):
        some = layers[k : k + length]
        kinds = tuple(kind for kind, *_ in some)
        flat = "flatten" in kinds or "dense" not in kinds
        if len(some) == length and flat and kinds not in seen:
            seen.add(kinds)
            yield dataclasses.replace(instance, args=(input_shape, some))


def _places(n, kernel, stride, padding=0):
    return len(range(0, n + 2 * padding - kernel + 1, stride))


def _with_a_table_of_functions(input_shape, layers):
    def conv(shape, filters, kernel, stride, padding):
        size = tuple(_places(n, kernel, stride, padding) for n in shape[1:])
        return (filters, *size), filters * shape[0] * kernel * kernel + filters

    def max_pool(shape, kernel, stride):
        return (shape[0], *(_places(n, kernel, stride) for n in shape[1:])), 0

    def flatten(shape):
        return (functools.reduce(int.__mul__, shape),), 0

    def dense(shape, units):
        return (units,), units * shape[0] + units

    known = {"conv": conv, "max_pool": max_pool, "flatten": flatten, "dense": dense}
    shapes, counts = [input_shape], []
    for layer in layers:
        shape, count = known[layer[0]](shapes[-1], *layer[1:])
        shapes.append(shape)
        counts.append(count)
    return shapes[1:], counts


def _as_lists(input_shape, layers):
    shapes, counts = _with_a_table_of_functions(input_shape, layers)
    return [[list(shape) for shape in shapes], [float(count) for count in counts]]


def _recursive(input_shape, layers):
    if not layers:
        return [], []
    (shape,), (count,) = _with_a_table_of_functions(input_shape, layers[:1])
    shapes, counts = _recursive(shape, layers[1:])
    return [shape, *shapes], [count, *counts]


BLOCK, VGG = ("DeepID2", "a block like it"), ("VGG-16", "a smaller one")
TASK = Task(
    name="read_architecture",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the block of DeepID2: shapes", 1, part=(0,), tags=BLOCK),
        Property("the block of DeepID2: parameters", 1, part=(1,), tags=BLOCK),
        Property("VGG-16, every shape", 1, part=(0,), tags=VGG),
        Property("VGG-16, all 138,357,544 parameters", 1, part=(1,), tags=VGG),
        Property("another network, with overlapping pooling", 1, tags=("another network",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_a_table_of_functions, _as_lists, _recursive),
    simpler=_few_layers,
    hints=(
        "Keep the current shape in a variable. Each layer reads it, and leaves its own output's "
        "shape there for the next.",
        "For a convolution, `shape[0]` is the depth of the filters: count the parameters before "
        "the shape changes. Pooling keeps `shape[0]`.",
        "`if kind == ...` with one branch for each of the four kinds. At the end of each turn, "
        "append the shape to one list and the count to the other.",
    ),
)
