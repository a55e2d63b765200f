"""What the gradebook needs of one graded submission: plain values that cross between processes."""

import datetime
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Marks:
    """The marks of a submission, by grade_id.

    moment: when it was handed in, UTC without a zone, or None; scores: points of the graded cells,
    None where a person must read; untouched: of each solution and answer, is it as it was handed
    out; work: of each graded cell a digest of what its score is about, see `work`.
    """

    student: str
    moment: datetime.datetime | None
    scores: dict
    untouched: dict
    work: dict


def of(student, notebook, scores, moment=None):
    """Return the `Marks` of an autograded notebook. scores: {grade_id of a check: points}."""
    cells = _named(notebook)
    untouched = {name: _untouched(cell) for name, cell in cells.items() if _is(cell, "solution")}
    given = {
        name: (0.0 if untouched[name] else None) if name in untouched else scores.get(name)
        for name, cell in cells.items()
        if _is(cell, "grade")
    }
    return Marks(student, moment, given, untouched, work(notebook))


def work(notebook):
    """Return {grade_id: digest}: of a check all code down to it, of an answer in words its text.

    notebook: as nbformat has it, or as it stands in its file.
    """
    digests, code = {}, hashlib.sha256()
    for cell in notebook["cells"]:
        text = "".join(cell["source"]).encode()
        if is_code := cell["cell_type"] == "code":
            code.update(b"%d:%b" % (len(text), text))
        if _is(cell, "grade"):
            about = code.copy() if is_code else hashlib.sha256(text)
            digests[_marks(cell)["grade_id"]] = about.hexdigest()
    return digests


def checksum(cell):
    """Return the checksum of a cell with nbgrader's metadata as `compute_checksum` there does.

    No worker needs to wait for all that comes with nbgrader.
    """
    marks = _marks(cell)
    graded, solution = marks.get("grade", False), marks.get("solution", False)
    locked = not solution and (bool(graded) or marks.get("locked", False))
    parts = [cell["source"], cell["cell_type"], str(graded), str(solution), str(locked)]
    parts += [marks["grade_id"], *([str(float(marks["points"]))] if graded else [])]
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def _named(notebook):
    return {name: cell for cell in notebook.cells if (name := _marks(cell).get("grade_id"))}


def _marks(cell):
    return cell["metadata"].get("nbgrader", {})


def _is(cell, kind):
    return bool(_marks(cell).get(kind))


def _untouched(cell):
    return _marks(cell).get("checksum") == checksum(cell)
