"""Whose work is a file? The names that Canvas, Moodle and nbgrader give what they hand out.

Canvas: ``doeann_LATE_4711_98765_exercise-1.ipynb``: the name as Canvas sorts it, in small
letters and without spaces; LATE if it was; the student's number; the file's number, which grows
with time; what the student called it, with Canvas's own ``-1`` for a further attempt. With
anonymous grading ``anon_`` and five characters stand for name and number.
Source: lib/content_zipper.rb of instructure/canvas-lms.

Moodle: ``Ann Doe_123456_assignsubmission_file/exercise.ipynb``; the number is that of the
participant, drawn anew for each assignment. Older versions write a further ``_``, and with
*Download submissions in folders* switched off the file's name follows it directly.
Source: mod/assign/classes/downloader.php of moodle/moodle.

nbgrader: ``ann+EXERCISE+2026-11-20 10:00:00.000000 UTC+RANDOM/EXERCISE.ipynb`` in its exchange,
``ann/EXERCISE/EXERCISE.ipynb`` where it has collected, ``timestamp.txt`` beside it.
Source: nbgrader/exchange/default of jupyter/nbgrader.

Neither Canvas nor Moodle says when something was handed in: the times in their archives are
those of the download.
"""

import re
import unicodedata
from dataclasses import dataclass

CANVAS = re.compile(
    r"(?P<name>.*?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<file>\d+)_(?P<called>.+)", re.DOTALL
)
CANVAS_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<name>anon)_(?P<number>[A-Za-z0-9]+)_(?P<file>\d+)_(?P<called>.+)",
    re.DOTALL,
)
CANVAS_TYPED = re.compile(r".+_(?:text|link)\.html")
MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<called>.*)"
)
EXCHANGE = re.compile(
    r"(?P<student>.+)\+(?P<slug>[^+]+)\+"
    r"(?P<moment>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{1,5})?)(?:\+[\w=-]+)?"
)
NOT_IN_NAMES = re.compile(r"[^\w.@+ -]+")


@dataclass(frozen=True)
class Origin:
    """What a file's path says about it.

    source: "Canvas", "Moodle" or "nbgrader"; student: a folder's name; called: the file's own
    name; order: grows with each attempt, 0 where nothing tells; slug: the exercise, "" where the
    path does not say; moment: when it was handed in, as text, "" where the path does not say;
    late: as Canvas has it, else None.
    """

    source: str
    student: str
    called: str
    order: int = 0
    slug: str = ""
    moment: str = ""
    late: bool | None = None


def origin(path, slugs):
    """Return the `Origin` of a file, or None. path: a `PurePosixPath`; slugs: known exercises."""
    return _exchange(path) or _moodle(path) or _submitted(path, slugs) or _canvas(path)


def is_typed_into_canvas(path):
    """Is it a text or a link, which Canvas packs as a page?"""
    return CANVAS_TYPED.fullmatch(path.name) is not None


def _canvas(path):
    found = CANVAS.fullmatch(path.name) or CANVAS_ANONYMOUS.fullmatch(path.name)
    if not found:
        return None
    student = _folder(found["name"], found["number"])
    late = found["late"] is not None
    return Origin("Canvas", student, found["called"], int(found["file"]), late=late)


def _moodle(path):
    for part in path.parts:
        if found := MOODLE.fullmatch(part):
            called = path.name if part != path.name else found["called"]
            return Origin("Moodle", _folder(found["name"], found["number"]), called)
    return None


def _exchange(path):
    if not (found := EXCHANGE.fullmatch(path.parent.name)):
        return None
    return Origin(
        "nbgrader", found["student"], path.name, slug=found["slug"], moment=found["moment"]
    )


def _submitted(path, slugs):
    if len(path.parts) < 3 or path.parts[-2] not in slugs:
        return None
    return Origin("nbgrader", path.parts[-3], path.name, slug=path.parts[-2])


def _folder(name, number):
    """A name without what no folder's should have; the number tells namesakes apart."""
    plain = NOT_IN_NAMES.sub("", unicodedata.normalize("NFC", name)).strip(" .@+-")[:70]
    return f"{plain or 'student'}_{number}"
