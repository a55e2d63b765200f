"""The one writer of nbgrader's gradebook, through nbgrader's own interface."""

import os
import sysconfig
import tempfile
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook as Tables
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import compute_checksum, determine_grade
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

    def write(self, slug, student, notebook, *, moment=None, changed=()):
        """Record a graded notebook: automatic scores from its check cells, the rest to be read.

        A score that a person gave is kept; `changed` names the cells whose text is new since.
        """
        coursedir = self._nbgrader.coursedir
        with Tables(coursedir.db_url, coursedir.course_id) as tables:
            tables.update_or_create_student(student)
            given = {} if moment is None else {"timestamp": moment}
            tables.update_or_create_submission(slug, student, **given)
            for cell in notebook.cells:
                self._write_cell(tables, cell, slug, student, changed)
            tables.db.commit()

    def _write_cell(self, tables, cell, slug, student, changed):
        marks = cell.metadata.get("nbgrader", {})
        name = marks.get("grade_id")
        if marks.get("grade"):
            grade = tables.find_grade(name, slug, slug, student)
            score, _ = determine_grade(cell)
            new = grade.auto_score != score or name in changed
            grade.needs_manual_grade = _needs_a_person(grade, score, new)
            grade.auto_score = score
        if marks.get("solution"):
            comment = tables.find_comment(name, slug, slug, student)
            untouched = marks.get("checksum") == compute_checksum(cell)
            comment.auto_comment = "No response." if untouched else None


def _needs_a_person(grade, score, new):
    """Ask for a person where there is no score; and again where one was given for other work."""
    if grade.manual_score is None:
        return score is None
    return bool(grade.needs_manual_grade or new)


def _put_scripts_on_path():
    """nbgrader starts `alembic`, which stands beside the interpreter."""
    folders = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    os.environ["PATH"] = os.pathsep.join(folders)


