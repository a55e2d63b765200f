"""Taking in a submission. The file is a stranger's: everything about it may be wrong.

What can't be read is `Rejected` with the reason; what can becomes a list of `SubmittedCell`,
which holds strings and nothing else of the student's JSON.
"""

import base64
import binascii
import errno
import json
import os
import re
import stat
from dataclasses import dataclass, field
from datetime import datetime

MAX_BYTES = 10 * 2**20
# A value takes up to 200 bytes of memory and three of the file. Each needs one of these, but for
# a string's own commas and brackets, of which honest notebooks have far fewer.
MAX_VALUES = 500_000
VALUES = (b",", b"[", b"{")
MAX_CELLS = 1000
MAX_SOURCE = 200_000
MAX_PICTURE = 3 * 2**20
STUDENT = re.compile(r"\w(?:[\w.@+ -]{0,98}[\w])?")
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
# As nbgrader writes it. A zone's name could else be the path of a file.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})? ?(?:[A-Z]{1,5}|[+-]\d{4})?")
LOADED = re.compile(r"""\bchecks\s*\.\s*load\(\s*["']([\w.-]{1,80})["']""")


class Rejected(Exception):
    """A submission that can't be graded; the message is one line that says why."""


@dataclass(frozen=True)
class SubmittedCell:
    """A cell as the student left it: its kind, text, claimed grade_id, and pasted pictures."""

    kind: str
    source: str
    name: str = ""
    pictures: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """What a student handed in: the notebook's bytes or why there are none, and when, in UTC."""

    student: str
    content: bytes = b""
    refusal: str = ""
    moment: datetime | None = None

    def cells(self, slug):
        """Return the cells, a list of `SubmittedCell`.

        Raises:
            Rejected: if there is nothing to grade.
        """
        if self.refusal:
            raise Rejected(self.refusal)
        return read_content(self.content, slug)


def students(course, slug):
    """Return the names of the folders that hold something for an assignment, sorted."""
    if not course.submitted.is_dir():
        return []
    return sorted(
        entry.name
        for entry in os.scandir(course.submitted)
        if not entry.name.startswith(".") and os.path.lexists(os.path.join(entry.path, slug))
    )


def submission(course, student, slug):
    """Return a student's `Submission`, as it is in the folder, or None if it is gone."""
    if not os.path.lexists(course.submitted / student / slug):
        return None
    moment = timestamp(course, student, slug)
    try:
        return Submission(student, _content(course, student, slug), moment=moment)
    except Rejected as reason:
        return Submission(student, refusal=str(reason), moment=moment)


def read(course, student, slug):
    """Return the cells of a student's submission, a list of `SubmittedCell`.

    Raises:
        Rejected: if there is nothing to grade.
    """
    return read_content(_content(course, student, slug), slug)


def _content(course, student, slug):
    if not STUDENT.fullmatch(student):
        raise Rejected("the student's folder has a name with characters that are not allowed")
    folder = course.submitted / student
    for path in (folder, folder / slug):
        if path.is_symlink() or not path.is_dir():
            raise Rejected(f"{path.name} is no folder, or a link")
    return content(folder / slug / f"{slug}.ipynb")


def read_content(raw, slug):
    """Return the cells of a file's bytes, as `read` does.

    Raises:
        Rejected: if there is nothing to grade.
    """
    cells = _cells(_parsed(raw))
    if (names := _loaded(cells)) and slug not in names:
        raise Rejected(f"the notebook of another assignment, {min(names)}")
    return cells


def exercises(raw):
    """Return the names of the exercises that a notebook, a file's bytes, loads checks of.

    Raises:
        Rejected: if it is no notebook.
    """
    return _loaded(_cells(_parsed(raw)))


def timestamp(course, student, slug):
    """Return when the work was handed in, from `timestamp.txt`, or None without a readable one."""
    try:
        text = content(course.submitted / student / slug / "timestamp.txt", 200).decode().strip()
    except (Rejected, ValueError):
        return None
    return parse_moment(text)


def parse_moment(text):
    """Return a moment as nbgrader writes it, in UTC and without a zone, or None."""
    from nbgrader.utils import parse_utc  # a second's import, which no worker needs

    try:
        return parse_utc(text) if MOMENT.fullmatch(text) else None
    except (ValueError, OverflowError):
        return None


def content(path, limit=MAX_BYTES):
    """Return the bytes of an ordinary file. Links are not followed.

    Raises:
        Rejected: if it is something else, or longer than `limit`.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Rejected(f"{path.name}: {_reason(error)}") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Rejected(f"{path.name} is no ordinary file")
    with open(descriptor, "rb") as file:
        if status.st_size > limit:
            raise Rejected(f"{path.name} has {status.st_size:,} bytes; at most {limit:,} are read")
        return file.read(limit)


def _reason(error):
    reasons = {errno.ENOENT: "the file is missing", errno.ELOOP: "a link, which is not followed"}
    return reasons.get(error.errno, os.strerror(error.errno))


def _parsed(content):
    if (values := sum(map(content.count, VALUES))) > MAX_VALUES:
        raise Rejected(f"up to {values:,} values; at most {MAX_VALUES:,} are read")
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError, MemoryError) as error:
        raise Rejected(f"not a notebook: it is no JSON ({type(error).__name__})") from None
    if type(notebook) is not dict or type(notebook.get("cells")) is not list:
        raise Rejected("not a notebook: it has no list of cells")
    version = (notebook.get("nbformat"), notebook.get("nbformat_minor", 0))
    if version[0] != 4 or type(version[1]) is not int or not 0 <= version[1] <= 5:
        raise Rejected(f"notebook format {str(version)[:40]}; expected 4.0 to 4.5")
    if len(notebook["cells"]) > MAX_CELLS:
        raise Rejected(f"{len(notebook['cells']):,} cells; at most {MAX_CELLS:,} are read")
    return notebook


def _cells(notebook):
    return [_cell(number, cell) for number, cell in enumerate(notebook["cells"], 1)]


def _cell(number, cell):
    if type(cell) is not dict or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise Rejected(f"cell {number} is no cell: neither code nor text")
    source = cell.get("source", "")
    if type(source) is list and all(type(line) is str for line in source):
        source = "".join(source)
    if type(source) is not str:
        raise Rejected(f"cell {number} has no text as its source")
    if len(source) > MAX_SOURCE:
        raise Rejected(f"cell {number} has {len(source):,} characters; at most {MAX_SOURCE:,}")
    return SubmittedCell(cell["cell_type"], _clean(source), _name(cell), _pictures(cell))


def _clean(source):
    """A lone surrogate or a NUL can't be compiled, stored or shown."""
    return source.encode("utf-8", "replace").decode().replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _name(cell):
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if type(cell) is dict else None
    return cell[:200] if type(cell) is str else ""


def _pictures(cell):
    """A photograph of a derivation on paper, pasted into an answer, is worth keeping."""
    attachments = cell.get("attachments")
    if type(attachments) is not dict or cell["cell_type"] != "markdown":
        return {}
    found = {}
    for name, kinds in list(attachments.items())[:10]:
        # Renderers look for a name as it stands in an address, so it must stand there unchanged.
        if re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", name) and type(kinds) is dict:
            found |= {name: {k: v for k, v in kinds.items() if _is_picture(k, v)}}
    return {name: kinds for name, kinds in found.items() if kinds}


def _is_picture(kind, data):
    if kind not in PICTURES or type(data) is not str or len(data) > MAX_PICTURE:
        return False
    try:
        return base64.b64decode(data, validate=True).startswith(PICTURES[kind])
    except (binascii.Error, ValueError):
        return False


def _loaded(cells):
    """The set-up cell says which exercise a notebook is."""
    return {name for cell in cells if cell.kind == "code" for name in LOADED.findall(cell.source)}
