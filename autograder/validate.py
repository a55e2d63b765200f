"""Before handing in: what would go wrong with a notebook when it is graded.

It is matched, run and checked as grading does it, but with the public questions that every
student can see, so it tells nothing that the checks in the notebook do not.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import helpers.checks
from autograder import assignment as assignments
from autograder import intake, matching
from autograder.assignment import normal
from autograder.course import CourseError
from autograder.grading import ENDED, FAULT, GRADED, LATE, Grader
from autograder.intake import Rejected
from autograder.sandbox.limits import Limits
from helpers.checks.paper import PUBLIC_SEED

STOPPED = {LATE: "a time limit", ENDED: "the notebook ended early", FAULT: "a check failed"}


@dataclass(frozen=True)
class Validation:
    """What was found. problems cost points or may; notes are put right by the grader.

    reports: a check's report for each task, in order.
    """

    slug: str
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    reports: tuple = ()

    @property
    def is_ready(self):
        """Is there nothing left to do?"""
        return not self.problems and all(r.score == r.points for r in self.reports)


def validate(course, path, *, limits=None, isolation="bubblewrap", load=helpers.checks.load):
    """Return the `Validation` of a notebook file.

    Raises:
        CourseError: if there is no such file, or it is of no exercise that is here.
    """
    path = Path(path)
    if not path.exists():
        raise CourseError(f"{path} does not exist; expected a notebook (.ipynb)")
    try:
        raw = intake.content(path)
        slug = _slug(course, path, raw)
        cells = intake.read_content(raw, slug)
        assignment = _assignment(course, slug, load)
        steps = matching.steps(assignment, cells)
    except Rejected as reason:
        return Validation(path.stem, (f"this file can't be graded: {reason}",))
    grader = Grader(assignment, PUBLIC_SEED, limits or Limits(), isolation)
    return _looked_at(assignment, cells, grader.grade(steps))


def _slug(course, path, raw):
    known = set(course.assignments())
    loaded = intake.exercises(raw)
    for name in (*sorted(loaded), path.stem):
        if name in known:
            return name
    said = ", ".join(sorted(loaded)) or "none"
    raise CourseError(
        f"{path} loads the checks of: {said}; expected one of: {', '.join(sorted(known))}"
    )


def _assignment(course, slug, load):
    path = course.root / "exercises" / slug / f"{slug}.ipynb"
    if not path.exists():
        raise CourseError(f"{path} is missing; expected the exercise as it was handed out")
    return assignments.parse(slug, assignments.read(path), load(slug).tasks)


def _looked_at(assignment, cells, result):
    known = matching.recognised(assignment, cells)
    problems = [
        *_stopped(result),
        *_missing(assignment, known),
        *_raised(cells, result),
        *_not_started(assignment, cells, known, result),
    ]
    notes = [*_duplicated(assignment, cells), *_retyped(cells, known), *_edited(cells, known)]
    reports = tuple(result.reports[cell.name] for cell in assignment.checks)
    return Validation(assignment.slug, tuple(problems), tuple(notes), reports)


def _stopped(result):
    if result.state != GRADED:
        yield f"{STOPPED[result.state]}: {result.reason}"


def _missing(assignment, known):
    names = {cell.name for cell in known if cell}
    for cell in assignment.named.values():
        if cell.name not in names and cell.role in ("solution", "written"):
            yield f"the cell for `{cell.name}` is missing"
        elif cell.name not in names and cell.role == "check":
            yield f"the check `{cell.name}` is missing; the grader asks it all the same"


def _raised(cells, result):
    for step, outputs in zip(result.steps, result.outputs, strict=True):
        for output in outputs:
            if output.output_type == "error":
                yield f"{_where(cells, step)} does not run: {output.ename}: {_said(output)}"


def _where(cells, step):
    place = next((i for i, cell in enumerate(cells, 1) if cell is step.cell), None)
    lines = [line for line in step.source.splitlines() if line.strip()]
    begin = f" (`{lines[0].strip()[:60]}`)" if lines else ""
    return f"cell {place}{begin}" if place else f"a cell of the exercise{begin}"


def _said(output):
    return output.evalue.removeprefix(f"{output.ename}: ")[:200]


def _not_started(assignment, cells, known, result):
    for check in assignment.checks:
        report = result.reports[check.name]
        if not report.started and report.score < report.points:
            yield f"`{report.task.name}` is not started"
    texts = {k.name: cell.source for k, cell in zip(known, cells, strict=True) if k}
    for cell in assignment.cells:
        if cell.role == "written" and texts.get(cell.name, "?").strip() in (
            "",
            cell.source.strip(),
        ):
            yield f"`{cell.name}`, a question for an answer in words, is not started"


def _duplicated(assignment, cells):
    for name, count in Counter(cell.name for cell in cells if cell.name).items():
        if count > 1 and name in assignment.named:
            yield f"{count} cells are called `{name}`: {_WHICH[assignment.named[name].role]}"


_WHICH = {
    "check": "each is asked, and the best result counts",
    "solution": "all of them run, and the last one above the check holds",
    "written": "the last one that says something counts",
    "locked": "the exercise's own runs",
}


def _retyped(cells, known):
    for cell, wanted in zip(cells, known, strict=True):
        if wanted and cell.name != wanted.name:
            yield f"`{wanted.name}` was typed into a cell of its own and is found by what it says"


def _edited(cells, known):
    for cell, wanted in zip(cells, known, strict=True):
        locked = wanted and wanted.role in matching.LOCKED and wanted.is_code
        if locked and normal(cell.source) != normal(wanted.source):
            yield f"`{wanted.name}` was changed; the grader uses the exercise's own"
