"""Plain values: the only form in which a student's answer is looked at.

A plain value is None, bool, int, float, complex, str, list, tuple, dict with str keys, or an
exact `numpy.ndarray` of booleans or numbers. Types are compared exactly, so an object that
lies about its shape or its equality is never asked. Whatever else a student returns becomes
`Foreign`: the name of its type. Nothing that a student defined is called, not even a `__repr__`.
"""

import types
from typing import NamedTuple

import numpy as np

MAX_DEPTH = 8
MAX_NODES = 20_000
MAX_BYTES = 64_000_000
MAX_TEXT = 2_000

_NAME, _MODULE = type.__dict__["__qualname__"], type.__dict__["__module__"]
_BASES = type.__dict__["__mro__"]


class Foreign(NamedTuple):
    """Something that is no plain value: the name of its type, and what else there is to say."""

    type_name: str
    summary: str = ""


def to_plain(value):
    """Return `value` as a tree of plain values; what is not plain becomes `Foreign`.

    Arrays are copied; numbers wider than float64 or complex128 become those. Trees deeper than
    `MAX_DEPTH`, longer than `MAX_NODES` or larger than `MAX_BYTES` end in a `Foreign` that says so.
    """
    return _Budget().convert(value, 0)


class _Budget:
    def __init__(self):
        self.nodes = MAX_NODES
        self.bytes = MAX_BYTES

    def convert(self, value, depth):
        self.nodes -= 1
        if type(value) is Foreign:
            return _named_already(value)
        kind = _builtin(type(value))
        if self.nodes < 0 or depth > MAX_DEPTH or self._too_long(kind, value):
            return Foreign(f"{kind_name(kind)} too long, or too deeply nested, to be checked")
        if value is None or kind in (bool, int, float, complex):
            return value if kind is not int else _small_int(value)
        if kind is str:
            return value[:MAX_TEXT]
        if kind in (list, tuple):
            return kind(self.convert(item, depth + 1) for item in list(kind.__iter__(value)))
        if kind is dict:
            return self.dictionary(value, depth)
        if kind is np.ndarray or np.generic in _BASES.__get__(kind):
            return self.array(value)
        return _foreign(kind, value)

    def _too_long(self, kind, value):
        return kind in (list, tuple, dict) and kind.__len__(value) > self.nodes

    def dictionary(self, value, depth):
        items = list(dict.items(value))
        if not all(type(key) is str for key, _ in items):
            return Foreign("dict whose keys are not all strings")
        return {key[:MAX_TEXT]: self.convert(item, depth + 1) for key, item in items}

    def array(self, value):
        if value.dtype.kind not in "biufc":
            return Foreign(f"array of {_dtype_name(value.dtype)}")
        self.bytes -= value.nbytes
        if self.bytes < 0:
            return Foreign(f"array of shape {value.shape}, too large to be checked")
        return np.array(value, dtype=_portable(value.dtype), order="C")


def kind_name(kind):
    """Return a class's name with its module, whatever the class says of itself."""
    module, name = _MODULE.__get__(kind), _NAME.__get__(kind)
    prefix = f"{module}." if type(module) is str and module != "builtins" else ""
    return f"{prefix}{name}"[:100]


def _builtin(kind):
    """A named tuple is read as a tuple, a defaultdict as a dict, past whatever they override."""
    bases = _BASES.__get__(kind)
    return next((base for base in (list, tuple, dict) if base in bases), kind)


def _small_int(value):
    return value if value.bit_length() <= 64 else Foreign(f"int of {value.bit_length()} bits")


def _named_already(foreign):
    """Return a driver's `Foreign` as it is; whoever can import the class can also fill it."""
    words = list(tuple.__iter__(foreign))
    if [type(word) for word in words] != [str, str]:
        return Foreign(kind_name(Foreign))
    return Foreign(*(word[:MAX_TEXT] for word in words))


def _foreign(kind, value):
    if kind is types.CoroutineType:
        value.close()  # or Python complains later that nobody awaited it
    subclass = np.ndarray in _BASES.__get__(kind)
    return Foreign(kind_name(kind), "a subclass of numpy.ndarray" if subclass else "")


def _dtype_name(dtype):
    if dtype.names:
        return f"records with the fields {', '.join(dtype.names)}"[:100]
    return {"O": "objects", "U": "strings", "S": "bytes", "T": "strings"}.get(
        dtype.kind, str(dtype)[:100]
    )


def _portable(dtype):
    """Return the dtype in this machine's byte order; longdouble, which differs, as float64."""
    if dtype.kind in "fc" and dtype.itemsize > {"f": 8, "c": 16}[dtype.kind]:
        return np.dtype(np.float64 if dtype.kind == "f" else np.complex128)
    return dtype.newbyteorder("=")
