"""The one writer of nbgrader's gradebook, through nbgrader's own interface."""

import contextlib
import os
import sysconfig
import tempfile
import warnings
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook as Tables
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import compute_checksum, determine_grade
from sqlalchemy.exc import SAWarning
from traitlets.config import Config, PyFileConfigLoader

from autograder.course import CourseError


class Gradebook:
    """nbgrader's gradebook of a course, and the assignment in it."""

    def __init__(self, course):
        config = course.root / "nbgrader_config.py"
        if not config.exists():
            raise CourseError(f"no nbgrader_config.py in {course.root}: start this where it stands")
        self._course = course
        self._config = PyFileConfigLoader(config.name, str(course.root)).load_config()
        self._config.merge(Config({"CourseDirectory": {"root": str(course.root)}}))
        self._nbgrader = NbGraderAPI(config=self._config)
        _put_scripts_on_path()

    def release(self, slug):
        """Register an assignment's cells as `nbgrader generate_assignment` does.

        Return the notebook that students get. Their folder `exercises/` is not touched.

        Raises:
            CourseError: with nbgrader's own words, if it refuses.
        """
        directory = self._nbgrader.coursedir
        with tempfile.TemporaryDirectory() as folder:
            kept, directory.release_directory = directory.release_directory, folder
            try:
                answer = self._nbgrader.generate_assignment(slug)
            finally:
                directory.release_directory = kept
            if not answer["success"]:
                raise CourseError(f"nbgrader refuses {slug}:\n{answer.get('log', '')}")
            return nbformat.read(Path(folder) / slug / f"{slug}.ipynb", as_version=4)

    def tables(self):
        """Open nbgrader's own interface to the gradebook, a context manager."""
        coursedir = self._nbgrader.coursedir
        return Tables(coursedir.db_url, coursedir.course_id)

    def write(self, slug, student, notebook, scores, *, moment=None, changed=()):
        """Record a graded notebook: `scores` by grade_id for its checks, the rest to be read.

        A score that a person gave is kept; `changed` names the cells whose text is new since.
        """
        with _quietly(), self.tables() as tables:
            tables.update_or_create_student(student)
            given = {} if moment is None else {"timestamp": moment}
            tables.update_or_create_submission(slug, student, **given)
            for cell in notebook.cells:
                marks = cell.metadata.get("nbgrader", {})
                if marks.get("grade"):
                    grade = tables.find_grade(marks["grade_id"], slug, slug, student)
                    _fill(grade, _score(cell, scores), marks["grade_id"] in changed)
                if marks.get("solution"):
                    comment = tables.find_comment(marks["grade_id"], slug, slug, student)
                    comment.auto_comment = "No response." if _untouched(cell) else None
            tables.db.commit()


def _score(cell, scores):
    """A check has a score of ours, always; for the rest nbgrader's rule: 0 if left untouched."""
    marks = cell.metadata.nbgrader
    return determine_grade(cell)[0] if marks.get("solution") else scores[marks["grade_id"]]


def _untouched(cell):
    return cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)


def _fill(grade, score, changed):
    """Ask for a person where there is no score; and again where one was given for other work."""
    if grade.manual_score is None:
        grade.needs_manual_grade = score is None
    elif changed or grade.auto_score != score:
        grade.needs_manual_grade = True
    grade.auto_score = score


@contextlib.contextmanager
def _quietly():
    """nbgrader adds rows in an order about which SQLAlchemy warns; nothing is lost by it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        yield


def _put_scripts_on_path():
    """nbgrader starts `alembic`, which stands beside the interpreter."""
    folders = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    os.environ["PATH"] = os.pathsep.join(folders)
