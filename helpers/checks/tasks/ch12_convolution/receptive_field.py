"""How many input pixels one output of a stack of layers sees, along one axis."""

import dataclasses

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(layers):
    """Return the receptive field; layers: (kernel, stride, dilation) from the input on."""
    field = 1
    step = 1
    for kernel, stride, dilation in layers:
        field += dilation * (kernel - 1) * step
        step *= stride
    return field


def inputs(rng):
    """Stacks of 3, then strides and dilations; no order of the layers can be turned round."""
    yield Instance(([(3, 1, 1), (3, 1, 1)],), "stride 1")
    kernels = [int(F) for F in rng.choice(np.arange(2, 20), size=4, replace=False)]
    yield Instance(([(F, 1, 1) for F in kernels[:3]],), "stride 1")
    yield Instance(([(F, 1, 1) for F in kernels[1:]],), "stride 1")
    yield Instance(([(3, 1, 1), (2, 2, 1), (3, 1, 1)],), "strides")
    yield Instance(([(kernels[0], 2, 1), (kernels[1], 3, 1), (kernels[2], 4, 1)],), "strides")
    yield Instance(([(kernels[3], 3, 1), (3, 1, 1), (2, 2, 1), (5, 1, 1)],), "strides")
    yield Instance(([(3, 1, 1), (3, 1, 2), (3, 1, 4)],), "dilation")
    yield Instance(([(kernels[1], 2, 3), (kernels[0], 3, 2), (4, 1, 5)],), "dilation")


MISTAKES = (
    Mistake(
        "kernels added",
        "You added up the kernels. Neighbouring windows overlap, so each layer adds one less than "
        "its kernel, and the first pixel counts once.",
        (("field = 1\n", "field = 0\n"), ("(kernel - 1)", "kernel")),
    ),
    Mistake(
        "kernel for kernel minus one",
        "Each layer adds (kernel - 1) steps, not kernel: its first pixel is seen already.",
        (("(kernel - 1)", "kernel"),),
    ),
    Mistake(
        "started at 0",
        "Start at 1: with no layer at all, an output sees its own pixel.",
        (("field = 1\n", "field = 0\n"),),
    ),
    Mistake(
        "strides ignored",
        "The strides are missing. After a stride, neighbouring values lie that many pixels apart, "
        "so later kernels reach further.",
        (("        step *= stride\n", ""),),
    ),
    Mistake(
        "own stride counted",
        "You let a layer's own stride widen its own kernel. A stride acts on the layers after it.",
        (
            ("        step *= stride\n", ""),
            ("        field +=", "        step *= stride\n        field +="),
        ),
    ),
    Mistake(
        "last stride only",
        "You keep the stride of the layer before only. All strides below a layer multiply.",
        (("step *= stride", "step = stride"),),
    ),
    Mistake(
        "strides added",
        "You added the strides. Two strides of 2 make steps of 4 pixels: they multiply.",
        (("step *= stride", "step += stride - 1"),),
        ((("step *= stride", "step += stride"),),),
    ),
    Mistake(
        "dilation ignored",
        "The dilation is missing: neighbouring weights of a kernel stand `dilation` values apart.",
        (("dilation * (kernel - 1)", "(kernel - 1)"),),
    ),
    Mistake(
        "dilation times the kernel",
        "You took dilation times kernel. Between the weights of a kernel lie kernel - 1 gaps.",
        (("dilation * (kernel - 1)", "(dilation * kernel - 1)"),),
    ),
    Mistake(
        "dilation kept for later layers",
        "You let a dilation widen the layers after it. It spreads the weights of its own kernel "
        "only; what lasts is the stride.",
        (("step *= stride", "step *= stride * dilation"),),
    ),
    Mistake(
        "stride and dilation swapped",
        "You take the second number for the dilation. Each layer is (kernel, stride, dilation).",
        (("for kernel, stride, dilation in", "for kernel, dilation, stride in"),),
    ),
    Mistake(
        "first layer only",
        "You return in the first turn of the loop, so one layer counts. `return` stands behind "
        "the loop.",
        (("        step *= stride\n    return", "        step *= stride\n        return"),),
    ),
    Mistake(
        "from the output on",
        "That is the field of the same layers in the opposite order. From the input on, a stride "
        "acts on the layers after it; a rule that multiplies the field goes from the output back.",
        (("in layers:", "in reversed(layers):"),),
    ),
    Mistake(
        "field times stride",
        "You multiplied the field by the strides. A stride leaves the field as it is and makes the "
        "later kernels reach further.",
        (
            ("        step *= stride\n", "        field *= stride\n"),
            ("(kernel - 1) * step", "(kernel - 1)"),
        ),
    ),
    Mistake(
        "multiplied",
        "You multiplied the kernels. Each layer adds to the field what its windows reach beyond.",
        (
            (
                "field += dilation * (kernel - 1) * step",
                "field *= dilation * (kernel - 1) * step + 1",
            ),
        ),
    ),
)


def _fewer_layers(instance):
    """Yield the instance with one layer left out, for a counterexample that one can read."""
    (layers,) = instance.args
    for k in range(len(layers)):
        yield dataclasses.replace(instance, args=(layers[:k] + layers[k + 1 :],))


def _from_the_output(layers):
    field = 1
    for kernel, stride, dilation in reversed(layers):
        field = (field - 1) * stride + dilation * (kernel - 1) + 1
    return field


def _by_sets(layers):
    pixels = {0}
    for kernel, stride, dilation in layers[::-1]:
        pixels = {p * stride + dilation * k for p in pixels for k in range(kernel)}
    return max(pixels) - min(pixels) + 1


def _recursive(layers):
    if not layers:
        return 1.0
    kernel, stride, dilation = layers[0]
    return (_recursive(layers[1:]) - 1) * stride + dilation * (kernel - 1) + 1


TASK = Task(
    name="receptive_field",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("stacks with stride 1", 1, tags=("stride 1",)),
        Property("with strides, as of pooling", 2, tags=("strides",)),
        Property("with dilation", 1, tags=("dilation",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_from_the_output, _by_sets, _recursive),
    simpler=_fewer_layers,
    hints=(
        "Keep two numbers on the way up: the field, and how many pixels lie between neighbouring "
        "values of the layer at hand. Both are 1 at the input.",
        "A kernel reaches over kernel - 1 gaps, each dilation values wide, and each value is "
        "`step` pixels from the next.",
        "After the layer, values lie `stride` times as far apart as before.",
    ),
)
