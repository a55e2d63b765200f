"""A task's arguments by name, and the sizes that a reader may speak of."""

import inspect

import numpy as np

from helpers.checks.drivers.ways import WAYS

_AXES = {1: ("entries",), 2: ("rows", "columns")}


def names(task):
    """Return the names of a task's arguments: the driver's, or the reference's where it has none.

    A driver such as `check_gradient` builds what the student gets from arguments of its own.
    """
    way = list(inspect.signature(WAYS[task.driver]).parameters.values())[1:]
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in way):
        way = inspect.signature(task.reference).parameters.values()
    return [p.name for p in way if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]


def named(task, instance):
    """Return {name: value} of the arguments of an instance."""
    known = names(task)
    positional = {
        known[i] if i < len(known) else f"argument {i + 1}": value
        for i, value in enumerate(instance.args)
    }
    return positional | instance.kwargs


def sizes(arguments):
    """Return {what it is: number} for the sizes of arguments, first axes first.

    The key ends a sentence that starts with the number's name: "`X` has {} rows".
    """
    found = [size for name, value in arguments.items() for size in _sizes_of(name, value)]
    found.sort(key=lambda size: size[0])
    return {sentence: number for _, sentence, number in found}


def _sizes_of(name, value):
    """Yield (rank, sentence, number); the rank says how likely one speaks of it."""
    if isinstance(value, np.ndarray):
        axes = _AXES.get(value.ndim) or [f"entries along axis {k}" for k in range(value.ndim)]
        for axis, (what, size) in enumerate(zip(axes, value.shape, strict=True)):
            yield axis, f"`{name}` has {{}} {what}", size
        if value.ndim > 1:
            yield 8, f"`{name}` has {{}} entries in all", value.size
    elif isinstance(value, (list, tuple)):
        yield 7, f"`{name}` has {{}} entries", len(value)
    elif type(value) in (int, float):
        yield 9, f"`{name}` is {{}}", value
