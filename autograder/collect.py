"""Collecting: from a learning platform's download to the folders that grading reads."""

import datetime
import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder import archive, downloads, files, intake
from autograder.course import CourseError
from autograder.intake import Rejected

RECORD = "collected.json"
NOT_WORK = {"timestamp.txt", "submission_secret.txt", "Thumbs.db", RECORD}
NEW, REPLACED, UNCHANGED, KEPT = "new", "replaced", "unchanged", "older than what is there"


@dataclass(frozen=True)
class Placed:
    """A notebook that has its place.

    moment: when it was handed in, UTC without a zone, or None; late: None where nobody knows;
    what: one of NEW, REPLACED, UNCHANGED and KEPT.
    """

    student: str
    slug: str
    moment: datetime.datetime | None
    late: bool | None
    what: str


@dataclass(frozen=True)
class Collection:
    """What collecting gave: the `Placed` notebooks, and {path in the download: why not}."""

    placed: list
    left: dict


@dataclass(frozen=True)
class _Attempt:
    """A notebook that could be the one to grade."""

    file: archive.File
    origin: downloads.Origin
    slug: str
    moment: datetime.datetime | None

    @property
    def age(self):
        """Grows with time. Of files that no time tells apart, one bears the exercise's name."""
        moment = self.moment or datetime.datetime.min
        return moment, self.origin.order, self.origin.called == f"{self.slug}.ipynb"


def collect(course, path, due=None):
    """Put the newest notebook of each student and exercise where it is graded.

    path: a ZIP archive or a folder of Canvas, Moodle or nbgrader; due: UTC without a zone.
    Collecting the same again changes nothing. Return a `Collection`.

    Raises:
        CourseError: if `path` can't be read at all, or holds nothing that is known.
    """
    with archive.files(path) as found:
        attempts, left = _attempts(course, found)
        chosen = [_newest(group, left) for group in _grouped(attempts).values()]
        placed = [_place(course, attempt, due) for attempt in chosen if attempt]
    if not placed and not left:
        raise CourseError(f"{path} holds no file; expected notebooks from Canvas, Moodle, nbgrader")
    return Collection(placed, left)


def parse_due(text):
    """Return a moment in UTC without a zone. A date alone means its end, here.

    Raises:
        CourseError: if it is no date.
    """
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise CourseError(
            f"--due {text!r} is no date; expected for example 2026-11-20, '2026-11-20 18:00' or "
            "2026-11-20T18:00+01:00"
        ) from None
    if re.fullmatch(r"[\d-]+", text) and len(text) <= 10:
        moment += datetime.timedelta(days=1, seconds=-1)
    return moment.astimezone(datetime.UTC).replace(tzinfo=None)


def source(course, student, slug):
    """Return where a submission was collected from, "Canvas" for example, or None."""
    return _record(course.submitted / student / slug).get("from")


def _attempts(course, found):
    """Return the attempts among files, and {path: reason} of what else there is."""
    slugs, by_path = set(course.assignments()), {file.path: file for file in found}
    attempts, left = [], {}
    for file in found:
        if _is_no_work(file.path):
            continue
        try:
            attempts.append(_attempt(file, slugs, by_path))
        except Rejected as reason:
            left[str(file.path)] = str(reason)
    return attempts, left


def _is_no_work(path):
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    return hidden or path.name in NOT_WORK or "__MACOSX" in path.parts


def _attempt(file, slugs, by_path):
    origin = downloads.origin(file.path, slugs)
    if origin is None:
        if downloads.is_typed_into_canvas(file.path):
            raise Rejected("typed into Canvas, no file")
        raise Rejected("named as neither Canvas, Moodle nor nbgrader names a submission")
    if PurePosixPath(origin.called).suffix != ".ipynb":
        raise Rejected("no notebook (.ipynb)")
    if not intake.STUDENT.fullmatch(origin.student):
        raise Rejected(f"{origin.student!r} has characters that a student's folder can't have")
    return _Attempt(file, origin, _slug(file.read(), origin, slugs), _moment(origin, file, by_path))


def _slug(raw, origin, slugs):
    """Which exercise is it? Says the path, else the notebook, else the file's name."""
    called = re.sub(r"(?:-\d+| ?\(\d+\))?\.ipynb$", "", origin.called)
    try:
        loaded = intake.exercises(raw) & slugs
    except Rejected:  # a broken notebook is graded, too: so that its student is told
        loaded = set()
    says = origin.slug or (min(loaded) if len(loaded) == 1 else called)
    if says not in slugs:
        raise Rejected(
            f"{says!r} is no exercise here, and the notebook loads the checks of none; "
            f"there are: {', '.join(sorted(slugs))}"
        )
    return says


def _moment(origin, file, by_path):
    if origin.moment:
        return intake.parse_moment(origin.moment)
    beside = by_path.get(file.path.with_name("timestamp.txt"))
    try:
        return beside and intake.parse_moment(beside.read().decode().strip())
    except (Rejected, ValueError):
        return None


def _grouped(attempts):
    groups = {}
    for attempt in attempts:
        groups.setdefault((attempt.origin.student, attempt.slug), []).append(attempt)
    return groups


def _newest(group, left):
    newest = max(group, key=lambda attempt: attempt.age)
    alike = [attempt for attempt in group if attempt.age == newest.age]
    if len(alike) == 1 or len({attempt.file.read() for attempt in alike}) == 1:
        return newest
    for attempt in alike:
        names = ", ".join(sorted(str(a.origin.called) for a in alike))
        left[str(attempt.file.path)] = f"{names}: nothing tells which is newer; keep one"
    return None


def _place(course, attempt, due):
    student, slug = attempt.origin.student, attempt.slug
    path = course.submitted / student / slug / f"{slug}.ipynb"
    what = _write(path, attempt, _there(course, path, student, slug))
    late = attempt.origin.late
    if due and attempt.moment:
        late = attempt.moment > due
    return Placed(student, slug, attempt.moment, late, what)


def _write(path, attempt, there):
    raw, old = attempt.file.read(), path.read_bytes() if path.is_file() else None
    if old is not None and there > attempt.age[:2]:
        return KEPT
    if old == raw and there == attempt.age[:2]:
        return UNCHANGED
    path.parent.mkdir(parents=True, exist_ok=True)
    stamp = path.parent / "timestamp.txt"
    stamp.unlink(missing_ok=True)
    files.replace(path, raw)
    if attempt.moment:
        files.replace(stamp, f"{attempt.moment:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode())
    _write_record(path.parent / RECORD, attempt)
    return NEW if old is None else REPLACED


def _write_record(path, attempt):
    """Kept for the next time: Canvas tells which of two files is newer by their numbers only."""
    record = {
        "from": attempt.origin.source,
        "file": str(attempt.file.path),
        "order": attempt.origin.order,
        "late": attempt.origin.late,
    }
    files.replace(path, f"{json.dumps(record, indent=1)}\n".encode())


def _there(course, path, student, slug):
    """Return the age of what has been collected before."""
    if path.parent.is_symlink() or path.parent.parent.is_symlink():
        raise CourseError(f"{path.parent} is a link; expected a folder: remove the link first")
    moment = intake.timestamp(course, student, slug) or datetime.datetime.min
    order = _record(path.parent).get("order")
    return moment, order if type(order) is int else 0


def _record(folder):
    try:
        record = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if type(record) is dict else {}
