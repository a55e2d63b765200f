"""Row for row our gradebook is the one that nbgrader's own autograder writes."""

import datetime
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Base, Gradebook
from rich.console import Console
from sqlalchemy import select

from autograder import run
from autograder.course import Course
from autograder.sample_class import classes
from autograder.sample_class.hand_in import hand_in
from autograder.sandbox.limits import Limits

pytestmark = pytest.mark.usefixtures("bwrap")
ROOT = Path(__file__).parents[3]
SLUG = "06-backpropagation"
SAMPLES = [s for s in classes()[SLUG] if s.student in ("right", "half-done", "not-averaged")]
LIMITS = Limits(cpu=5, wall=60, total_cpu=60, total_wall=240)
DUE = datetime.datetime(2026, 11, 20, 18)
ANSWER = "why_backpropagation"


@pytest.fixture
def courses(tmp_path):
    """Two courses with the same exercise and submissions: ours, and nbgrader's."""
    return [_course(tmp_path / name) for name in ("ours", "theirs")]


def _course(folder):
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name / SLUG, folder / name / SLUG)
    config = (ROOT / "nbgrader_config.py").read_text()
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (folder / "nbgrader_config.py").write_text(config + late)
    course = Course(folder)
    hand_in(course, SLUG, SAMPLES)
    _timestamp(course, "right", "2026-11-20 19:00:00 UTC")
    _timestamp(course, "not-averaged", "2026-11-20 18:30:00.250000 UTC")
    return course


def _timestamp(course, student, text):
    (course.submitted / student / SLUG / "timestamp.txt").write_text(text)


def _tables(course):
    return Gradebook(f"sqlite:///{course.root}/autograder/gradebook.db", "nn-by-hand")


def _ours(course):
    run.grade_class(run.desk(course, SLUG, limits=LIMITS), Console(file=io.StringIO()))


def _theirs(course, command="autograde"):
    scripts = os.path.dirname(sys.executable)
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    subprocess.run(
        [os.path.join(scripts, "nbgrader"), command, SLUG, "--force"],
        cwd=course.root,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=600,
        check=True,
    )


def _rows(course):
    """Return {table: its rows}, each row with what an id refers to in the id's place."""
    with _tables(course) as book:
        found = {
            name: [dict(row) for row in book.db.execute(select(table)).mappings()]
            for name, table in Base.metadata.tables.items()
        }
    named = _names(found)
    return {
        name: sorted(str({k: named.get(v, v) for k, v in row.items()}) for row in rows)
        for name, rows in found.items()
    }


def _names(found):
    """Return {id: what it stands for} of all rows that others refer to."""
    named = {}
    for table in ("assignment", "notebook", "base_cell", "source_cell"):
        for row in found[table]:
            named[row["id"]] = f"{table} {row['name']} {row.get('type')}"
    for row in found["submitted_assignment"]:
        named[row["id"]] = f"submission of {row['student_id']}"
    for row in found["submitted_notebook"]:
        named[row["id"]] = f"notebook, {named[row['assignment_id']]}"
    for row in (*found["grade"], *found["comment"]):
        named[row["id"]] = "id"
    return named


def _penalties(course):
    with _tables(course) as book:
        submissions = book.assignment_submissions(SLUG)
        return {s.student_id: s.notebooks[0].late_submission_penalty for s in submissions}


def _set_due(course):
    with _tables(course) as book:
        book.update_or_create_assignment(SLUG, duedate=DUE)
        book.update_or_create_student("right", first_name="Ann", last_name="Lee")


def _read_by_a_person(course):
    with _tables(course) as book:
        for student in ("right", "half-done"):
            grade = book.find_grade(ANSWER, SLUG, SLUG, student)
            grade.manual_score, grade.extra_credit = 2.5, 0.5
            grade.needs_manual_grade = False
            book.find_comment(ANSWER, SLUG, SLUG, student).manual_comment = "Well said."
        grades = book.find_submission_notebook(SLUG, SLUG, "half-done").grades
        check = min((g for g in grades if g.name != ANSWER), key=lambda g: g.name)
        check.manual_score, check.needs_manual_grade = 1, False
        book.db.commit()


def _handed_in_anew(course):
    """Everyone changes the first solution and the answer; "right" is not late any more."""
    for sample in SAMPLES:
        path = course.submitted / sample.student / SLUG / f"{SLUG}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        changed = {}
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            if marks.get("solution"):
                changed.setdefault(cell.cell_type, cell)
        changed["code"].source += "\n# changed"
        changed["markdown"].source += "\n\nAnd in other words."
        nbformat.write(notebook, path)
    _timestamp(course, "right", "2026-11-20 17:00:00 UTC")
    _timestamp(course, "half-done", "2026-11-21 17:00:00 UTC")


def test_our_rows_are_nbgraders_the_first_time_and_after_a_person_read(courses):
    ours, theirs = courses
    run.desk(ours, SLUG)
    _theirs(theirs, "generate_assignment")
    for course in courses:
        _set_due(course)
    _ours(ours)
    _theirs(theirs)
    assert _rows(ours) == _rows(theirs)
    for course in courses:
        _read_by_a_person(course)
        _handed_in_anew(course)
    _ours(ours)
    _theirs(theirs)
    assert _rows(ours) == _rows(theirs)
    assert _penalties(ours) == {"right": None, "half-done": 7, "not-averaged": 19}
