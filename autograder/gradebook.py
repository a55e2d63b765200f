"""The one writer of nbgrader's gradebook."""

import contextlib
import functools
import os
import sysconfig
import tempfile
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook as Tables
from nbgrader.apps import NbGraderAPI
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import text
from traitlets import TraitError
from traitlets.config import Config, PyFileConfigLoader

from autograder import autograded, database, rows
from autograder.course import CourseError


class Gradebook:
    """nbgrader's gradebook of a course, and the assignment in it."""

    def __init__(self, course, db=None):
        """db: the URL of the database; by default what nbgrader_config.py says."""
        config = course.root / "nbgrader_config.py"
        if not config.exists():
            raise CourseError(f"no nbgrader_config.py in {course.root}: start this where it stands")
        self._course = course
        self._config = PyFileConfigLoader(config.name, str(course.root)).load_config()
        self._config.merge(Config({"CourseDirectory": {"root": str(course.root)}}))
        self._nbgrader = NbGraderAPI(config=self._config)
        self._url = database.address(db or self._nbgrader.coursedir.db_url)
        self._nbgrader.coursedir.db_url = self._url.render_as_string(hide_password=False)
        _put_scripts_on_path()

    def release(self, slug):
        """Register an assignment's cells as `nbgrader generate_assignment` does.

        Return the notebook that students get. Their folder `exercises/` is not touched.

        Raises:
            CourseError: with nbgrader's own words, if it refuses.
        """
        self._require()
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

    def _require(self):
        """Look beforehand at what nbgrader would drown in a traceback, or the end of a run."""
        database.transact(self._url, lambda connection: connection.execute(text("SELECT 1")))
        _ = self._plugin

    @functools.cached_property
    def _plugin(self):
        """What says how many points being late costs."""
        try:
            late = AssignLatePenalties(config=self._config)
            late.init_plugin()
        except TraitError as error:
            raise CourseError(f"AssignLatePenalties.plugin_class: {error}") from None
        return late.plugin_inst

    @contextlib.contextmanager
    def tables(self):
        """Open nbgrader's own interface to the gradebook."""
        coursedir = self._nbgrader.coursedir
        with database.explained(self._url), Tables(coursedir.db_url, coursedir.course_id) as tables:
            yield tables

    def write(self, slug, batch):
        """Record graded submissions, a list of `marks.Marks`: all of them or, after an error, none.

        What a person gave stays: manual scores, extra credit, comments. Where the work that a
        person scored is not the same any more, a person is asked to look again.

        Raises:
            CourseError: if the database is locked, or lost.
        """
        earlier = functools.partial(self._earlier, slug)

        def write(connection):
            rows.write(connection, slug, batch, earlier=earlier, penalty=self._penalty)

        database.transact(self._url, write)

    def _earlier(self, slug, student):
        return autograded.read_work(self._course.autograded_notebook(student, slug))

    def _penalty(self, student, score, seconds):
        try:
            return self._plugin.late_submission_penalty(student, score, seconds)
        except Exception as error:
            name = type(self._plugin).__name__
            raise CourseError(f"{name}, which says what being late costs: {error!r}") from error


def _put_scripts_on_path():
    """nbgrader starts `alembic`, which stands beside the interpreter."""
    folders = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    os.environ["PATH"] = os.pathsep.join(folders)
