"""The wire between the grader and the student's process: frames that hold plain values.

What the grader asks is pickled: the grader made it, and only the student's process reads it. What
comes back is never unpickled. It is a frame: two lengths, a JSON header and the raw bytes of the
arrays, one after the other. The header is a tree: None, bool, int, float and str stand for
themselves, a dict with str keys is an object, and the rest is a list that begins with a letter,
see `_Decoder`. A forged frame can be wrong, but can't run anything.
"""

import json
import pickle
import struct

import numpy as np

from helpers.checks.drivers.plain import Foreign

LENGTHS = struct.Struct(">II")
LENGTH = struct.Struct(">I")
MAX_HEADER = 4_000_000
MAX_BODY = 64_000_000
MAX_NODES = 200_000
MAX_DEPTH = 24
MAX_TEXT = 500_000
MAX_AXIS = 2**31
MAX_INT_BITS = 64
DTYPES = frozenset(
    ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
)


class WireError(ValueError):
    """A frame that is not what this file describes, or a tree that does not fit in one."""


def question(request):
    """Return the bytes by which the grader asks: a length, and the request, a dict, pickled."""
    content = pickle.dumps(request)
    return LENGTH.pack(len(content)) + content


def encode(tree):
    """Return the frame, bytes, that holds `tree`.

    What is no plain value crosses as `Foreign`, by its type's name.

    Raises:
        WireError: if the tree is too large or too deep for a frame.
    """
    encoder = _Encoder()
    header = json.dumps(encoder.node(tree, 0), separators=(",", ":")).encode()
    body = b"".join(encoder.buffers)
    lengths(LENGTHS.pack(len(header), len(body)))
    return LENGTHS.pack(len(header), len(body)) + header + body


def lengths(prefix):
    """Return (header, body): the lengths that a frame's first bytes announce.

    Raises:
        WireError: if either is longer than a frame may be.
    """
    header, body = LENGTHS.unpack(prefix)
    if header > MAX_HEADER or body > MAX_BODY:
        raise WireError(f"a frame of {header} + {body} bytes; at most {MAX_HEADER} + {MAX_BODY}")
    return header, body


def decode(header, body):
    """Return the tree that a frame's header and body, both bytes, hold.

    Raises:
        WireError: if they are not what `encode` makes.
    """
    decoder = _Decoder(body)
    try:
        tree = decoder.node(json.loads(header), 0)
    except (ValueError, RecursionError, OverflowError, TypeError) as error:
        raise WireError(f"not a frame: {error}"[:200]) from None
    if decoder.position != len(body):
        raise WireError(f"{len(body) - decoder.position} bytes belong to no array")
    return tree


class _Counter:
    """Counts the nodes of a tree, so that it ends."""

    def __init__(self):
        self.nodes = 0

    def count(self, depth):
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise WireError(f"more than {MAX_NODES} values, or nested deeper than {MAX_DEPTH}")


class _Encoder(_Counter):
    def __init__(self):
        super().__init__()
        self.buffers = []

    def node(self, value, depth):
        self.count(depth)
        kind = type(value)
        if value is None or kind in (bool, float) or (kind is int and _fits(value)):
            return value
        if kind is str:
            return value[:MAX_TEXT]
        if kind is complex:
            return ["c", value.real, value.imag]
        if kind in (list, tuple):
            return [kind.__name__[0], *(self.node(item, depth + 1) for item in value)]
        if kind is dict and all(type(key) is str for key in value):
            return {key: self.node(item, depth + 1) for key, item in value.items()}
        if kind is np.ndarray and value.dtype.str[1:] in DTYPES:
            return self.array(value)
        return self.foreign(value)

    def array(self, value):
        little = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
        self.buffers.append(little.tobytes())
        return ["a", little.dtype.str[1:], list(value.shape)]

    def foreign(self, value):
        if type(value) is Foreign:
            return ["f", str(value.type_name)[:MAX_TEXT], str(value.summary)[:MAX_TEXT]]
        return ["f", type(value).__qualname__[:100], ""]


class _Decoder(_Counter):
    """Rebuilds a tree. Lists begin with: l list, t tuple, c complex, a array, f Foreign."""

    def __init__(self, body):
        super().__init__()
        self.body, self.position = body, 0

    def node(self, node, depth):
        self.count(depth)
        if type(node) is dict:
            return {_text(key): self.node(item, depth + 1) for key, item in node.items()}
        if type(node) is list:
            return self.tagged(node, depth)
        if type(node) is int and not _fits(node):
            raise WireError(f"an integer of {node.bit_length()} bits")
        return _text(node) if type(node) is str else node

    def tagged(self, node, depth):
        match node:
            case ["l", *items]:
                return [self.node(item, depth + 1) for item in items]
            case ["t", *items]:
                return tuple(self.node(item, depth + 1) for item in items)
            case ["c", float(real), float(imaginary)]:
                return complex(real, imaginary)
            case ["f", str(type_name), str(summary)]:
                return Foreign(_text(type_name), _text(summary))
            case ["a", str(dtype), list(shape)] if dtype in DTYPES:
                return self.array(dtype, shape)
        raise WireError("a list that is no list, tuple, complex, array or Foreign")

    def array(self, dtype, shape):
        if len(shape) > 32 or not all(type(n) is int and 0 <= n < MAX_AXIS for n in shape):
            raise WireError("an array whose shape is no shape")
        end = self.position + _product(shape) * int(dtype[1:])
        if end > len(self.body):
            raise WireError("an array that is longer than its bytes")
        raw, self.position = self.body[self.position : end], end
        if dtype == "b1":  # a byte that is neither 0 nor 1 would be a boolean that is neither
            return (np.frombuffer(raw, dtype="u1") != 0).reshape(shape)
        return np.frombuffer(raw, dtype=f"<{dtype}").reshape(shape).astype(f"={dtype}")


def _fits(value):
    return value.bit_length() <= MAX_INT_BITS


def _product(shape):
    size = 1
    for n in shape:
        size *= n
    return size


def _text(text):
    """A lone surrogate can't be written to a file or a database: replace it here, once."""
    return text[:MAX_TEXT].encode("utf-8", "replace").decode()
