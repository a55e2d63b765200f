"""Plain values: the only form in which a student's answer is looked at.

A plain value is None, bool, int, float, complex, str, list, tuple, dict with str keys, or an
exact `numpy.ndarray` of booleans or numbers. Types are compared exactly, so an object that
lies about its shape or its equality is never asked. Whatever else a student returns becomes
`Foreign`: the name of its type and a short description.
"""

from typing import NamedTuple

import numpy as np

MAX_DEPTH = 8
MAX_NODES = 20_000
MAX_BYTES = 64_000_000
MAX_TEXT = 2_000


class Foreign(NamedTuple):
    """Something that is no plain value, described."""

    type_name: str
    summary: str


def to_plain(value):
    """Return `value` as a tree of plain values; what is not plain becomes `Foreign`.

    Arrays are copied. Trees deeper than `MAX_DEPTH`, longer than `MAX_NODES` or larger than
    `MAX_BYTES` end in a `Foreign` that says so.
    """
    return _Budget().convert(value, 0)


class _Budget:
    def __init__(self):
        self.nodes = MAX_NODES
        self.bytes = MAX_BYTES

    def convert(self, value, depth):
        self.nodes -= 1
        kind = _builtin(type(value))
        if self.nodes < 0 or depth > MAX_DEPTH or self._too_long(kind, value):
            return Foreign(_type_name(value), "more values, or deeper nested, than is looked at")
        if value is None or kind in (bool, int, float, complex):
            return value if kind is not int else _small_int(value)
        if kind is str:
            return value[:MAX_TEXT]
        if kind in (list, tuple):
            return kind(self.convert(item, depth + 1) for item in list(kind.__iter__(value)))
        if kind is dict and all(type(key) is str for key in dict.keys(value)):
            items = list(dict.items(value))
            return {key[:MAX_TEXT]: self.convert(item, depth + 1) for key, item in items}
        if kind is np.ndarray or issubclass(kind, np.generic):
            return self.array(value)
        return Foreign(_type_name(value), _summary(value))

    def _too_long(self, kind, value):
        return kind in (list, tuple, dict) and kind.__len__(value) > self.nodes

    def array(self, value):
        if value.dtype.kind not in "biufc":
            return Foreign(f"array of {value.dtype}"[:100], _summary(value))
        self.bytes -= value.nbytes
        if self.bytes < 0:
            return Foreign("numpy.ndarray", f"an array of shape {value.shape}, too large to check")
        return np.array(value, dtype=value.dtype.newbyteorder("="), order="C")


def _builtin(kind):
    """A named tuple is read as a tuple, a defaultdict as a dict, past whatever they override."""
    return next((base for base in (list, tuple, dict) if issubclass(kind, base)), kind)


def _small_int(value):
    return value if value.bit_length() <= 64 else Foreign("int", f"{value.bit_length()} bits")


def _type_name(value):
    kind = type(value)
    prefix = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return f"{prefix}{kind.__qualname__}"[:100]


def _summary(value):
    try:
        return repr(value)[:200]
    except (Exception, SystemExit) as error:
        return f"its repr raised {type(error).__name__}"
