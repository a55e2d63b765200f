"""Who has which grade: read from the gradebook in a few queries, however large the class."""

from dataclasses import dataclass

from nbgrader import api
from sqlalchemy import case, func

from autograder.course import CourseError


@dataclass(frozen=True)
class Grade:
    """One student's grade of one exercise, in points.

    assignment, student: rows of nbgrader's tables; handed_in: False where there is no submission;
    raw: automatic or, where there are any, manual scores, and extra credit; penalty: for being
    late; unread: does an answer still wait for a person?
    """

    assignment: object
    student: object
    handed_in: bool = False
    timestamp: object = None
    raw: float = 0.0
    penalty: float = 0.0
    unread: bool = False

    @property
    def score(self):
        """What counts: never below 0."""
        return max(0.0, self.raw - self.penalty)


def grades(gradebook, slugs=()):
    """Return the `Grade`s of all students and exercises, or only of those called `slugs`.

    Raises:
        CourseError: if the gradebook lacks one of `slugs`, or has nothing.
    """
    with gradebook.tables() as tables:
        assignments = _assignments(tables.db, slugs)
        students = _students(tables.db)
        found = _submissions(tables.db)
        return [
            Grade(assignment, student, *found.get((assignment.id, student.id), ()))
            for assignment in assignments
            for student in students
        ]


def _assignments(db, slugs):
    columns = (api.Assignment.id, api.Assignment.name, api.Assignment.duedate)
    rows = db.query(*columns, api.Assignment.max_score).order_by(api.Assignment.name).all()
    names = {row.name for row in rows}
    if not names:
        raise CourseError("the gradebook is empty: run `autograder grade EXERCISE` first")
    if unknown := sorted(set(slugs) - names):
        raise CourseError(
            f"{', '.join(unknown)}: not in the gradebook; there are: {', '.join(sorted(names))}"
        )
    return [row for row in rows if not slugs or row.name in slugs]


def _students(db):
    names = ("id", "first_name", "last_name", "email", "lms_user_id")
    return db.query(*(getattr(api.Student, n) for n in names)).order_by(api.Student.id).all()


def _submissions(db):
    """Return {(assignment, student): (True, timestamp, points, penalty, unread)}."""
    work, book, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
    penalties = dict(
        db.query(book.assignment_id, func.sum(book.late_submission_penalty))
        .group_by(book.assignment_id)
        .all()
    )
    points = {
        id_: (score, count)
        for id_, score, count in db.query(
            book.assignment_id, func.sum(grade.score), _count(grade.needs_manual_grade)
        )
        .join(grade, grade.notebook_id == book.id)
        .group_by(book.assignment_id)
    }
    rows = db.query(work.id, work.assignment_id, work.student_id, work.timestamp)
    return {
        (assignment, student): _numbers(moment, *points.get(id_, (0, 0)), penalties.get(id_))
        for id_, assignment, student, moment in rows
    }


def _count(flag):
    return func.sum(case((flag, 1), else_=0))


def _numbers(moment, score, unread, penalty):
    return True, moment, float(score or 0), float(penalty or 0), bool(unread)
