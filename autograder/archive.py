"""What a download holds: the files of a ZIP archive, or of a folder, that are safe to read.

Nothing is ever unpacked to where an archive says. A file is read into memory, as far as a
submission may be long, and its path serves to find out whose it is.
"""

import contextlib
import functools
import os
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder import intake
from autograder.course import CourseError
from autograder.intake import Rejected
from autograder.outputs import CONTROL

MAX_FILES = 1_000_000
# Notebooks become 3 to 15 times smaller in an archive. Deflate can pack zeros a thousandfold.
MAX_RATIO = 100
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on archives that are damaged, by chance or on purpose.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class File:
    """A file of a download: its path inside, parts separated by `/`, and what reads it.

    read() gives the bytes, or raises `Rejected` with the reason.
    """

    path: PurePosixPath
    read: object


@contextlib.contextmanager
def files(path):
    """Open a ZIP archive or a folder and give its `File`s, sorted by path.

    Raises:
        CourseError: if `path` is neither, or the archive as a whole is not to be trusted.
    """
    path = Path(path)
    if path.is_dir():
        yield _in_folder(path)
    elif not path.exists():
        raise CourseError(f"{path} does not exist; expected a ZIP archive or a folder")
    else:
        with _opened(path) as archive:
            yield _in_archive(archive, path)


def _opened(path):
    try:
        return zipfile.ZipFile(path)
    except DAMAGE as error:
        reason = f"{path} can't be read ({error})"
        raise CourseError(f"{reason}; expected a ZIP archive or a folder") from None


def _in_archive(archive, path):
    entries = archive.infolist()
    _require_count(path, len(entries))
    packed, size = sum(entry.compress_size for entry in entries), path.stat().st_size
    if packed > size:
        raise CourseError(
            f"{path} has {size:,} bytes, but its files claim {packed:,}: they overlap, as in a "
            "ZIP bomb; nothing was collected"
        )
    return [
        File(PurePosixPath(entry.filename), functools.partial(_unpacked, archive, entry))
        for entry in sorted(entries, key=lambda entry: entry.filename)
        if not entry.filename.endswith("/")
    ]


def _require_count(path, count):
    if count > MAX_FILES:
        raise CourseError(f"{path} holds {count:,} files; at most {MAX_FILES:,} are read")


def _unpacked(archive, entry):
    _require_ordinary(entry)
    try:
        with archive.open(entry) as file:
            content = file.read(intake.MAX_BYTES + 1)
    except DAMAGE as error:
        raise Rejected(f"damaged in the archive ({error})") from None
    if len(content) > intake.MAX_BYTES:
        raise Rejected(f"longer than the archive says; at most {intake.MAX_BYTES:,} bytes are read")
    return content


def _require_ordinary(entry):
    mode = stat.S_IFMT(entry.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        raise Rejected("a link or a device, not an ordinary file")
    _require_inside(entry.filename)
    if entry.flag_bits & 1:
        raise Rejected("encrypted")
    if entry.compress_type not in METHODS:
        raise Rejected(f"compression method {entry.compress_type}; expected deflate or none")
    if entry.file_size > intake.MAX_BYTES:
        raise Rejected(f"{entry.file_size:,} bytes; at most {intake.MAX_BYTES:,} are read")
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise Rejected(
            f"{entry.file_size:,} bytes packed into {entry.compress_size:,}, as in a ZIP bomb; "
            f"at most {MAX_RATIO} times is unpacked"
        )


def _require_inside(name):
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        raise Rejected("a path that leads out of the archive")
    if CONTROL.search(name):
        raise Rejected("control characters in its path")


def _in_folder(folder):
    paths = []
    for place, _, names in os.walk(folder):  # links to folders are not followed
        paths += [Path(place, name) for name in names]
        _require_count(folder, len(paths))
    return [
        File(PurePosixPath(path.relative_to(folder)), functools.partial(intake.content, path))
        for path in sorted(paths)
    ]
