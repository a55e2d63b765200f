"""Tables of grades for a spreadsheet, for Canvas and for Moodle."""

import csv
import io
import re

from autograder import collect, files, grades
from autograder.course import CourseError
from autograder.gradebook import Gradebook

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# As nbgrader writes them, and one more.
COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "needs_manual_grade",
)


def export(course, form, slugs=(), *, db=None):
    """Write a table of grades, `form` one of `FORMS`. Return its path and the `Grade`s in it.

    db: see `Gradebook`.

    Raises:
        CourseError: if there is nothing to write, or, for Moodle, not exactly one exercise.
    """
    if form == "moodle" and len(slugs) != 1:
        raise CourseError(
            f"a worksheet of Moodle's is about one exercise, got {len(slugs)}; name one"
        )
    found = grades.grades(Gradebook(course, db), slugs)
    rows = FORMS[form](course, found)
    course.reports.mkdir(parents=True, exist_ok=True)
    path = course.reports / f"{'-'.join(['grades', form, *slugs])}.csv"
    files.replace(path, text(rows).encode())
    return path, found


def text(rows):
    """Return rows as CSV. No cell begins a formula in a spreadsheet; texts stand in quotes."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerows([map(_cell, row) for row in rows])
    return out.getvalue()


def _cell(value):
    if value is None or isinstance(value, (int, float)):
        return "" if value is None else value
    value = str(value)
    return f"'{value}" if FORMULA.match(value) else value


def _csv(course, found):
    yield COLUMNS
    for g in found:
        who, what = g.student, g.assignment
        identity = (who.id, who.last_name, who.first_name, who.email)
        points = (g.raw, g.penalty, g.score, what.max_score)
        yield (what.name, what.duedate, g.timestamp, *identity, *points, int(g.unread))


def _canvas(course, found):
    """Canvas wants these columns in this order. Source: lib/gradebook_importer.rb of Canvas."""
    assignments = {g.assignment.name: g.assignment for g in found}
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *assignments]
    yield ["    Points Possible", "", "", "", "", *(a.max_score for a in assignments.values())]
    by_student = {}
    for g in found:
        if g.handed_in:
            by_student.setdefault(g.student.id, {})[g.assignment.name] = g
    for student, given in by_student.items():
        scores = [given[name].score if name in given else "" for name in assignments]
        yield [*_canvas_student(course, student, list(given.values())), *scores]


def _canvas_student(course, student, given):
    who = given[0].student
    names = ", ".join(filter(None, (who.last_name, who.first_name)))
    number = who.lms_user_id or _number(course, given, "Canvas")
    return [names or student, number or "", "", "" if number else student, ""]


def _moodle(course, found):
    """Moodle's grading worksheet. Source: mod/assign/feedback/offline of Moodle."""
    rows = [(_number(course, [g], "Moodle"), g) for g in found if g.handed_in]
    if not any(number for number, _ in rows):
        raise CourseError(
            f"no submission of {found[0].assignment.name} was collected from Moodle with "
            "`autograder collect`, which keeps the participants' numbers; use --format csv"
        )
    yield ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"]
    for number, g in rows:
        if number:
            name = g.student.id.removesuffix(f"_{number}")
            yield [f"Participant {number}", name, g.score, g.assignment.max_score, ""]


def _number(course, given, source):
    """Return the number that a platform knows a student by, or None."""
    for g in given:
        student, slug = g.student.id, g.assignment.name
        found = re.search(r"_(\d+)$", student)
        if found and collect.source(course, student, slug) == source:
            return found[1]
    return None


FORMS = {"csv": _csv, "canvas": _canvas, "moodle": _moodle}
