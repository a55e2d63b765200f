"""Going on where an earlier run ended: what is graded already, from the same, the same way."""

import hashlib
import itertools
import math

from nbgrader import api

from autograder import autograded, intake
from autograder.autograded import MADE_FROM, RECORD

# Students that are looked up in the gradebook at once.
AT_ONCE = 500


def pending(desk, students, again, skip):
    """Yield (submission, fingerprint) of the students whose work is still to be graded.

    again: grade all of it; skip(student, record): is called for work that is graded already, and
    skip(student, None) where the work is gone meanwhile.
    """
    exam, students = desk.exam.digest, iter(students)
    while some := list(itertools.islice(students, AT_ONCE)):
        marks = {} if again else scores(desk.gradebook, desk.slug, some)
        for student in some:
            submission = intake.submission(desk.course, student, desk.slug)
            made_from = submission and fingerprint(exam, submission)
            record = made_from and _record(desk, student, made_from, marks.get(student))
            if record or not submission:
                skip(student, record)
            else:
                yield submission, made_from


def fingerprint(exam, submission):
    """Return what tells a submission, graded for an exam, from any other, a short text.

    exam: the exam's digest, bytes.
    """
    digest = hashlib.sha256(exam)
    for part in (submission.content, submission.refusal.encode(), str(submission.moment).encode()):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def scores(gradebook, slug, students):
    """Return {student: {grade_id: automatic score}} of those whose rows are in the gradebook."""
    work, book, grade, cell = (
        api.SubmittedAssignment,
        api.SubmittedNotebook,
        api.Grade,
        api.BaseCell,
    )
    found = {}
    with gradebook.tables() as tables:
        rows = (
            tables.db.query(work.student_id, cell.name, grade.auto_score)
            .select_from(work)
            .join(api.Assignment, api.Assignment.id == work.assignment_id)
            .join(book, book.assignment_id == work.id)
            .join(grade, grade.notebook_id == book.id)
            .join(cell, cell.id == grade.cell_id)
            .filter(api.Assignment.name == slug, work.student_id.in_(students))
        )
        for student, name, score in rows:
            found.setdefault(student, {})[name] = score
    return found


def _record(desk, student, made_from, marks):
    """Return the stored record if it is of this work and the gradebook says the same, else None.

    The gradebook is written first. So a notebook without its rows comes from another gradebook,
    an older copy put back for instance.
    """
    if marks is None:
        return None
    metadata = autograded.read_metadata(desk.course.autograded_notebook(student, desk.slug))
    record = metadata.get(RECORD)
    if metadata.get(MADE_FROM) != made_from or not record:
        return None
    return record if _agree(desk.assignment, record, marks) else None


def _agree(assignment, record, marks):
    graded = {cell.name for cell in assignment.cells if cell.role in ("check", "written")}
    said = {
        cell.name: record["tasks"][cell.question.task.name]["score"] for cell in assignment.checks
    }
    return graded == set(marks) and all(
        marks[name] is not None and math.isclose(marks[name], said[name]) for name in said
    )
