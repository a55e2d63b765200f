"""nbgrader's rows of graded submissions, many at a time.

They hold what `nbgrader autograde` writes, with one difference. It asks for a person again wherever
one gave a score; here only where the work that was scored is not the same any more.
"""

import datetime

from nbgrader import api
from sqlalchemy import func, select

from autograder.course import CourseError
from autograder.sheet import Sheet

CELL = ("cell_id", "notebook_id")


def write(connection, slug, batch, *, earlier, penalty):
    """Write a batch of `Marks`, some hundreds at most.

    earlier(student) gives {grade_id: digest} of the work that was graded before, see `marks.work`;
    penalty(student, score, seconds) gives the points that being late costs, or None.

    Raises:
        CourseError: if the gradebook does not know the assignment.
    """
    rows = _Rows(connection, _Registered(connection, slug), {m.student: m for m in batch})
    rows.write_grades(earlier)
    rows.write_comments()
    rows.write_penalties(penalty)


class _Registered:
    """An assignment's own rows, to which students' rows refer.

    notebook: the id of its notebook; grades, comments: {(cell's id, notebook's id): grade_id} of
    the cells that have them, in all of its notebooks.
    """

    def __init__(self, connection, slug):
        assignment, notebook, cell = _columns(api.Assignment, api.Notebook, api.BaseCell)
        # Whoever else writes marks of this assignment waits.
        query = select(assignment.id, assignment.duedate).where(assignment.name == slug)
        found = connection.execute(query.with_for_update()).one_or_none()
        if found is None:
            raise CourseError(f"the gradebook does not know {slug}; run `autograder grade {slug}`")
        self.id, self.due = found
        query = select(notebook.id, notebook.name).where(notebook.assignment_id == self.id)
        self.notebooks = dict(map(tuple, connection.execute(query)))
        self.notebook = next(id_ for id_, name in self.notebooks.items() if name == slug)
        query = select(cell).where(cell.notebook_id.in_(self.notebooks))
        cells = connection.execute(query).all()
        self.grades = _cells(cells, ("GradeCell", "TaskCell"))
        self.comments = _cells(cells, ("SolutionCell", "TaskCell"))


def _columns(*models):
    return [model.__table__.c for model in models]


def _cells(rows, types):
    return {(row.id, row.notebook_id): row.name for row in rows if row.type in types}


class _Rows:
    """The rows of a batch, in one transaction. batch: {student: Marks}."""

    def __init__(self, connection, registered, batch):
        self._connection, self._registered, self._batch = connection, registered, batch
        self._write_students()
        self._works = self._write_submissions()
        self._books = self._write_notebooks()

    def _write_students(self):
        students = Sheet(self._connection, api.Student, ("id",), id=self._batch)
        for student in self._batch:
            students.row(student)
        students.write()

    def _write_submissions(self):
        """Return {student: row}."""
        key, assignment = ("assignment_id", "student_id"), self._registered.id
        within = {"assignment_id": [assignment], "student_id": self._batch}
        sheet = Sheet(self._connection, api.SubmittedAssignment, key, ("timestamp",), **within)
        rows = {student: sheet.row(assignment, student) for student in self._batch}
        for student, marks in self._batch.items():
            rows[student]["timestamp"] = marks.moment or rows[student]["timestamp"]
        sheet.write()
        return rows

    def _write_notebooks(self):
        key, ours = ("notebook_id", "assignment_id"), ("late_submission_penalty",)
        works, notebooks = [row["id"] for row in self._works.values()], self._registered.notebooks
        within = {"notebook_id": notebooks, "assignment_id": works}
        sheet = Sheet(self._connection, api.SubmittedNotebook, key, ours, **within)
        for work in works:
            for notebook in notebooks:
                sheet.row(notebook, work, flagged=False)
        sheet.write()
        return sheet

    def _book(self, student, notebook):
        """Return the row of a submitted notebook."""
        return self._books.row(notebook, self._works[student]["id"])

    def _sheet(self, model, cells, ours):
        books = [self._book(s, n)["id"] for s in self._batch for n in self._registered.notebooks]
        within = {"cell_id": [cell for cell, _ in cells], "notebook_id": books}
        return Sheet(self._connection, model, CELL, ours, **within)

    def _rows(self, sheet, cells, **new):
        """Give (marks, grade_id, row) for each student and cell; "" for a notebook of no marks."""
        for student, marks in self._batch.items():
            for (cell, notebook), name in cells.items():
                row = sheet.row(cell, self._book(student, notebook)["id"], **new)
                yield marks, name if notebook == self._registered.notebook else "", row

    def write_grades(self, earlier):
        ours, before = ("auto_score", "needs_manual_grade"), {}
        sheet = self._sheet(api.Grade, self._registered.grades, ours)
        for marks, name, row in self._rows(sheet, self._registered.grades, needs_manual_grade=True):
            if name not in marks.scores:
                continue
            if row["manual_score"] is not None and marks.student not in before:
                before[marks.student] = earlier(marks.student)
            changed = before.get(marks.student, {}).get(name) != marks.work[name]
            _fill(row, marks.scores[name], changed)
        sheet.write()

    def write_comments(self):
        sheet = self._sheet(api.Comment, self._registered.comments, ("auto_comment",))
        for marks, name, row in self._rows(sheet, self._registered.comments):
            if name in marks.untouched:
                row["auto_comment"] = "No response." if marks.untouched[name] else None
        sheet.write()

    def write_penalties(self, penalty):
        """Of the scores as they stand now, those that a person gave among them."""
        late = {s: seconds for s in self._batch if (seconds := self._seconds_late(s))}
        scores = self._scores([self._book(s, self._registered.notebook)["id"] for s in late])
        for student in self._batch:
            book = self._book(student, self._registered.notebook)
            costs = None
            if student in late:
                score = scores.get(book["id"], 0.0)
                costs = _possible(penalty(student, score, late[student]), score)
            book["late_submission_penalty"] = costs
        self._books.write()

    def _seconds_late(self, student):
        work, due = self._works[student], self._registered.due
        if work["timestamp"] is None or due is None:
            return 0
        due += work["extension"] or datetime.timedelta()
        return max(0, (work["timestamp"] - due).total_seconds())

    def _scores(self, books):
        if not books:
            return {}
        cells = [cell for cell, _ in self._registered.grades]
        query = select(api.Grade.notebook_id, func.sum(api.Grade.score))
        query = query.where(api.Grade.cell_id.in_(cells), api.Grade.notebook_id.in_(books))
        query = query.group_by(api.Grade.notebook_id)
        return dict(map(tuple, self._connection.execute(query)))


def _fill(grade, score, changed):
    """Ask for a person where there is no score; and again where one was given for other work."""
    if grade["manual_score"] is None:
        grade["needs_manual_grade"] = score is None
    elif changed or grade["auto_score"] != score:
        grade["needs_manual_grade"] = True
    grade["auto_score"] = score


def _possible(penalty, score):
    """A penalty is neither a reward nor more than there is, as nbgrader has it."""
    return None if penalty is None else 0 if penalty < 0 else min(penalty, score)
