"""The IDX format of MNIST: a short header with type and sizes, then the numbers, row by row.

Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits",
section "File formats".
"""

import gzip
import math
import zlib
from pathlib import Path

import numpy as np

_TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def read_idx(path):
    """Return the array in an IDX file, plain or gzip-compressed, in the shape that it states.

    The header is two zero bytes, a byte for the type, a byte for the number of axes, and each
    axis's size as a big-endian 32-bit integer.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: if it is not IDX, is cut off, or holds more than its header says.
    """
    return parse_idx(unpacked(path), name=str(path))


def unpacked(path):
    """Return a file's bytes, decompressed if they are gzip's.

    Raises:
        ValueError: if the compressed bytes are damaged or cut off.
    """
    content = Path(path).read_bytes()
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gzip.decompress(content)
    except (EOFError, OSError, zlib.error) as error:
        raise ValueError(f"{path} is a damaged gzip file: {error}") from error


def parse_idx(content, *, name="the file"):
    """Return the array that the bytes of an IDX file hold; `name` is used in errors.

    >>> parse_idx(bytes([0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9]))
    array([7, 8, 9], dtype=uint8)
    """
    kind, axes = _kind_and_axes(content, name)
    start = 4 + 4 * axes
    if len(content) < start:
        raise ValueError(f"{name} ends within its header of {start} bytes")
    shape = tuple(np.frombuffer(content, ">u4", count=axes, offset=4).tolist())
    expected = math.prod(shape) * kind.itemsize
    if len(content) - start != expected:
        raise ValueError(
            f"{name} should hold {expected} bytes of data for shape {shape}, "
            f"but holds {len(content) - start}"
        )
    return np.frombuffer(content, kind, offset=start).reshape(shape).astype(kind.newbyteorder("="))


def _kind_and_axes(content, name):
    """Return (dtype, number of axes) from the first four bytes."""
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] not in _TYPES:
        raise ValueError(
            f"{name} is not an IDX file: it starts with {content[:4].hex(' ') or 'nothing'}, "
            f"expected 00 00, a type from 08 to 0e, and the number of axes"
        )
    return np.dtype(_TYPES[content[2]]), content[3]
