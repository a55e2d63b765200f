"""IDX files: every type comes back, and no damage passes or fails with anything else."""

import gzip
import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.data.idx import parse_idx, read_idx

TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def encoded(array, kind):
    """The bytes of an IDX file."""
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes([0, 0, kind, array.ndim]) + sizes + array.astype(TYPES[kind]).tobytes()


SMALL = encoded(np.arange(24).reshape(2, 3, 4), 0x08)


@pytest.mark.parametrize("kind", TYPES, ids=TYPES.values())
@given(data=st.data())
def test_every_type_and_shape_comes_back(kind, data):
    shapes = array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=4)
    dtype = np.dtype(TYPES[kind]).newbyteorder("=")
    array = data.draw(arrays(dtype, shapes))
    read = parse_idx(encoded(array, kind))
    assert read.dtype == dtype
    np.testing.assert_array_equal(read, array)


def test_a_file_is_read_plain_and_compressed(tmp_path):
    for name, content in (("plain", SMALL), ("compressed.gz", gzip.compress(SMALL))):
        (tmp_path / name).write_bytes(content)
        assert read_idx(tmp_path / name).shape == (2, 3, 4)


def test_what_is_read_may_be_changed():
    array = parse_idx(SMALL)
    array += 1
    assert array[0, 0, 0] == 1


@pytest.mark.parametrize("length", range(len(SMALL)))
def test_a_file_cut_off_anywhere_is_refused(length):
    with pytest.raises(ValueError, match="the file"):
        parse_idx(SMALL[:length])


def test_a_file_with_something_after_its_data_is_refused():
    with pytest.raises(ValueError, match=r"24 bytes of data for shape \(2, 3, 4\), but holds 25"):
        parse_idx(SMALL + b"x")


def test_sizes_far_beyond_the_file_are_refused_before_any_memory_is_taken():
    with pytest.raises(ValueError, match="but holds 0"):
        parse_idx(bytes([0, 0, 0x0E, 3]) + b"\xff" * 12)


@pytest.mark.parametrize(
    "start", [b"\x00\x01\x08\x01", b"\x00\x00\x0a\x01", b"<htm"], ids=["magic", "type", "html"]
)
def test_a_file_of_another_kind_is_refused_with_its_first_bytes(start):
    with pytest.raises(ValueError, match=f"not an IDX file: it starts with {start.hex(' ')}"):
        parse_idx(start + SMALL[4:])


@given(st.binary(max_size=40))
def test_garbage_is_read_or_refused_but_never_crashes(garbage):
    with suppress(ValueError):
        assert parse_idx(b"\0\0" + garbage).nbytes <= len(garbage)


@pytest.mark.parametrize("damage", ["cut off", "changed"])
def test_a_damaged_compressed_file_is_refused_by_name(damage, tmp_path):
    content = bytearray(gzip.compress(SMALL))
    if damage == "changed":
        content[-6] ^= 0xFF
    (tmp_path / "bad.gz").write_bytes(content[: -9 if damage == "cut off" else None])
    with pytest.raises(ValueError, match=r"bad\.gz is a damaged gzip file"):
        read_idx(tmp_path / "bad.gz")


def test_a_missing_file_is_an_ordinary_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_idx(tmp_path / "none")
