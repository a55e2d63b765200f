"""A course with one tiny assignment, made in a temporary folder for each test."""

import contextlib
import io
import os
import shutil
import sysconfig
from collections import defaultdict
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import run
from autograder.sandbox.limits import Limits
from tests.autograder import tiny

SLUG = tiny.SLUG


@pytest.fixture
def source():
    """The instructor's notebook of the tiny assignment."""
    return tiny.notebook()


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    """A gradebook with tables and nothing in them: nbgrader takes two seconds to make one."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    scripts = sysconfig.get_path("scripts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", scripts, prepend=os.pathsep)
        Gradebook(f"sqlite:///{path}", "nn-by-hand").close()
    return path


@pytest.fixture
def course(tmp_path, empty_gradebook):
    """A `Course` that holds the tiny assignment and no submission."""
    return tiny.course_in(tmp_path, empty_gradebook)


@pytest.fixture
def load():
    """What stands for `helpers.checks.load`."""
    return tiny.load


@pytest.fixture
def tasks():
    """The tiny assignment's tasks by name."""
    return tiny.TASKS


@pytest.fixture
def limits():
    """Limits for tests: short."""
    return Limits(cpu=1, wall=2, total_cpu=6, total_wall=12, memory=2**30, grace=1)


@pytest.fixture
def bwrap():
    """Skip the test where bubblewrap is missing."""
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed")


@pytest.fixture
def copy_of(source):
    """Return a student's copy of the tiny notebook with sources replaced by grade_id."""

    def make(**sources):
        notebook = nbformat.from_dict(source)
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = sources.get(name, cell.source)
        return notebook

    return make


@pytest.fixture
def hand_in(course):
    """Write a notebook, or text, as a student's submission."""

    def write(student, notebook):
        path = course.submitted / student / SLUG / f"{SLUG}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def rng():
    """A generator with a fixed seed."""
    return np.random.default_rng(0)


@pytest.fixture
def grade(course, limits, load):
    """Grade the tiny class and return its `ClassResult`."""

    def grade():
        desk = run.desk(course, SLUG, limits=limits, load=load)
        return run.grade_class(desk, Console(file=io.StringIO()))

    return grade


@pytest.fixture
def gradebook(course):
    """Open nbgrader's own view of the gradebook."""
    return lambda: Gradebook(f"sqlite:///{course.root}/autograder/gradebook.db", "nn-by-hand")


@pytest.fixture
def marks(gradebook):
    """Return {cell: (automatic score, manual score, to be read?)} of a student."""

    def look(student):
        with gradebook() as tables:
            (notebook,) = tables.find_submission(SLUG, student).notebooks
            return {
                g.name: (g.auto_score, g.manual_score, g.needs_manual_grade)
                for g in notebook.grades
            }

    return look


@pytest.fixture
def autograded(course):
    """Return the autograded notebook of a student."""
    return lambda student: nbformat.read(course.autograded_notebook(student, SLUG), as_version=4)


@pytest.fixture
def descendants():
    """Return the processes that a process has started, and those that they have, by number."""

    def of(pid):
        children = defaultdict(list)
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it has ended meanwhile
                _, parent = path.read_text().rpartition(")")[2].split()[:2]
                children[int(parent)].append(int(path.parent.name))
        found = list(children[pid])
        for child in found:
            found += children[child]
        return found

    return of
