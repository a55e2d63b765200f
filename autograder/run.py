"""Grading a class: every submission of an assignment, one after the other."""

import time
from dataclasses import dataclass

import helpers.checks
from autograder import assignment as assignments
from autograder import autograded, intake, marks, matching, table
from autograder.course import CourseError
from autograder.events import Silence
from autograder.gradebook import Gradebook
from autograder.grading import ENDED, FAULT, REJECTED, Grader
from autograder.sandbox.limits import Limits
from autograder.seed import seed_of

FAILED = (ENDED, FAULT, REJECTED)


@dataclass(frozen=True)
class ClassResult:
    """The outcome of a run. records: {student: record}, see `autograded.record`."""

    assignment: object
    records: dict

    @property
    def failed(self):
        """The students whose submissions could not be graded properly."""
        return [s for s, record in self.records.items() if record["state"] in FAILED]


@dataclass(frozen=True)
class Desk:
    """Everything that grading one submission of an assignment needs."""

    course: object
    gradebook: Gradebook
    grader: Grader

    @property
    def slug(self):
        return self.grader.assignment.slug

    def grade(self, student):
        """Grade one student's submission, store what it gave, and return its record."""
        result = self._result(student)
        notebook = autograded.build(self.grader.assignment, result)
        if intake.STUDENT.fullmatch(student):
            self._store(student, notebook, result.scores)
        return autograded.record(result)

    def _result(self, student):
        try:
            cells = intake.read(self.course, student, self.slug)
            steps = matching.steps(self.grader.assignment, cells)
        except intake.Rejected as reason:
            return self.grader.reject(str(reason))
        return self.grader.grade(steps)

    def _store(self, student, notebook, scores):
        """Gradebook first: a notebook that is there says that its scores are there, too."""
        path = self.course.autograded_notebook(student, self.slug)
        moment = intake.timestamp(self.course, student, self.slug)
        self.gradebook.write(self.slug, [marks.of(student, notebook, scores, moment)])
        autograded.write(path, notebook)
        autograded.write_timestamp(path, moment)


def desk(course, slug, *, limits=None, isolation="bubblewrap", db=None, load=helpers.checks.load):
    """Return the `Desk` of an assignment, after everything that could stop a run was looked at.

    db: see `Gradebook`.

    Raises:
        CourseError: if the assignment can't be graded.
        Missing, SandboxError: if there is no sandbox.
    """
    course.require(slug)
    limits = limits or Limits()
    gradebook = Gradebook(course, db)
    tasks = _tasks(slug, load)
    assignments.parse(slug, assignments.read(course.source(slug)), tasks)
    assignment = assignments.parse(slug, gradebook.release(slug), tasks)
    grader = Grader(assignment, seed_of(course, slug), limits, isolation)
    grader.try_sandbox()
    return Desk(course, gradebook, grader)


def grade_class(desk, screen, events=None):
    """Grade all submissions of an assignment and return a `ClassResult`.

    events: `events.Lines` that are told of each submission.
    """
    students, events = intake.students(desk.course, desk.slug), events or Silence()
    events.tell("start", assignment=desk.slug, submissions=len(students))
    records, started = {}, time.monotonic()
    with table.progress(screen) as bar:
        line = bar.add_task(desk.slug, total=len(students), rate="", failed=0)
        for student in students:
            records[student] = desk.grade(student)
            rate = f"{len(records) / (time.monotonic() - started):.1f}/s"
            failed = sum(record["state"] in FAILED for record in records.values())
            bar.update(line, advance=1, rate=rate, failed=failed)
            events.graded(student, records[student], len(records), len(students))
    return ClassResult(desk.grader.assignment, records)


def _tasks(slug, load):
    try:
        tasks = load(slug).tasks
    except ValueError as error:
        raise CourseError(str(error)) from None
    if missing := next((task.missing for task in tasks.values() if task.missing), ""):
        raise CourseError(f"{slug}: {missing}")
    return tasks
