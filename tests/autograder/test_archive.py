"""Archives and folders of strangers: what is safe is read, the rest is named."""

import contextlib
import io
import os
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import archive, intake
from autograder.course import CourseError
from autograder.intake import Rejected


@pytest.fixture
def packed(tmp_path):
    """Make an archive with one file."""

    def make(content=b"{}", name="a.ipynb", method=zipfile.ZIP_DEFLATED, mode=0, flags=0):
        path = tmp_path / "download.zip"
        with zipfile.ZipFile(path, "w") as archive:
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = method, mode << 16
            archive.writestr(entry, content)
        if flags:
            raw = bytearray(path.read_bytes())
            raw[6], raw[raw.index(b"PK\x01\x02") + 8] = flags, flags
            path.write_bytes(raw)
        return path

    return make


def read_only_file(path):
    with archive.files(path) as files:
        (file,) = files
        return file.read()


REFUSED = {
    "climbs": ({"name": "../a.ipynb"}, "leads out"),
    "climbs within": ({"name": "x/../../a.ipynb"}, "leads out"),
    "absolute": ({"name": "/etc/a.ipynb"}, "leads out"),
    "drive": ({"name": "C:/a.ipynb"}, "leads out"),
    "backslashes": ({"name": "x\\..\\a.ipynb"}, "leads out"),
    "control characters": ({"name": "a\x1b[31m.ipynb"}, "control characters in its path"),
    "link": ({"mode": stat.S_IFLNK | 0o777, "content": b"/etc/passwd"}, "a link or a device"),
    "device": ({"mode": stat.S_IFCHR | 0o666}, "a link or a device"),
    "encrypted": ({"flags": 1}, "encrypted"),
    "ratio": ({"content": b" " * 1_000_000}, "1,000,000 bytes packed into .*, as in a ZIP bomb"),
    "other method": ({"method": zipfile.ZIP_LZMA}, "compression method 14; expected deflate"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_not_safe_is_refused_by_name(packed, case):
    options, message = case
    with pytest.raises(Rejected, match=message):
        read_only_file(packed(**options))


def test_a_name_in_any_script_is_read(packed):
    assert read_only_file(packed(b"x", name="علی\u200cرضا_12_34_a.ipynb")) == b"x"


def test_an_ordinary_file_is_read(packed):
    assert read_only_file(packed(b"hello")) == b"hello"


def test_what_is_too_long_is_not_unpacked(packed, monkeypatch):
    monkeypatch.setattr(intake, "MAX_BYTES", 10)
    with pytest.raises(Rejected, match="11 bytes; at most 10"):
        read_only_file(packed(b"12345678901", method=zipfile.ZIP_STORED))


def test_a_damaged_file_is_refused(packed):
    path = packed(b"precious work " * 5, method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"precious", b"obviousX", 1))
    with pytest.raises(Rejected, match="damaged"):
        read_only_file(path)


def test_files_that_overlap_are_refused(tmp_path):
    """Many entries of the directory point at the same packed bytes."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_STORED) as made:
        made.writestr("a.ipynb", os.urandom(5_000))
    raw = inner.getvalue()
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    directory = raw[start:end] * 40
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 40, 40, len(directory), start, 0)
    path = tmp_path / "bomb.zip"
    path.write_bytes(raw[:start] + directory + tail)
    with pytest.raises(CourseError, match="overlap, as in a ZIP bomb"), archive.files(path):
        pass


def test_too_many_files_are_refused(packed, monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILES", 0)
    with pytest.raises(CourseError, match="holds 1 files; at most 0"), archive.files(packed()):
        pass


@pytest.mark.parametrize(("content", "word"), [(b"no zip", "can't be read"), (None, "not exist")])
def test_what_is_no_archive_is_refused(tmp_path, content, word):
    path = tmp_path / "x.zip"
    if content:
        path.write_bytes(content)
    message = f"{word}.*expected a ZIP archive or a folder"
    with pytest.raises(CourseError, match=message), archive.files(path):
        pass


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "secret").write_text("s")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.ipynb").symlink_to(tmp_path / "secret")
    with pytest.raises(Rejected, match="a link"):
        read_only_file(tmp_path / "in")


def _small_archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a_1_2_b.ipynb", b"some text, " * 20)
        archive.writestr("c_3_4_d.ipynb", b"other text")
    return made.getvalue()


SMALL = _small_archive()


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.integers(0, len(SMALL) - 1), st.integers(0, 255), max_size=6))
def test_a_damaged_archive_is_refused_in_words_or_read(changes):
    raw = bytearray(SMALL)
    for place, value in changes.items():
        raw[place] = value
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.zip")
        path.write_bytes(raw)
        with contextlib.suppress(CourseError), archive.files(path) as files:
            for file in files:
                with contextlib.suppress(Rejected):
                    assert len(file.read()) <= intake.MAX_BYTES
