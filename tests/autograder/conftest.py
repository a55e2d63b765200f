"""A course with one tiny assignment, made in a temporary folder for each test."""

import io
import os
import shutil
import sysconfig
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from nbformat import v4
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import run
from autograder.course import Course
from autograder.sandbox.limits import Limits
from helpers.checks.task import Instance, Mistake, Property, Task

ROOT = Path(__file__).parents[2]
SLUG = "01-tiny"
SETUP = f"import helpers.checks\n\ncheck = helpers.checks.load({SLUG!r})"
STUB = "### BEGIN SOLUTION\n    {}\n    ### END SOLUTION"


def reference_double(x):
    """Return 2 x."""
    return 2 * x


def reference_total(x):
    """Return the sum of all entries."""
    return x.sum()


def _arrays(rng):
    yield Instance((rng.normal(size=(2, 3)),), "small")
    yield Instance((rng.normal(size=(4, 1)),), "tall")


HALVED = Mistake("halved", "You halved it. Double it instead.", (("2 * x", "x / 2"),))
TASKS = {
    "double": Task(
        name="double",
        inputs=_arrays,
        reference=reference_double,
        properties=(Property("twice as much", 2),),
        mistakes=(HALVED,),
        equivalents=(),
        hints=(),
    ),
    "total": Task(
        name="total",
        inputs=_arrays,
        reference=reference_total,
        properties=(
            Property("of a small one", 2, tags=("small",)),
            Property("of a tall one", 1, tags=("tall",)),
        ),
        mistakes=(),
        equivalents=(),
        hints=(),
        after=("double",),
    ),
}


def _load(slug):
    return SimpleNamespace(tasks=TASKS)


def _marks(name, **marks):
    return {
        "nbgrader": {
            "grade_id": name,
            "grade": False,
            "solution": False,
            "locked": False,
            "task": False,
            "schema_version": 3,
            **marks,
        }
    }


def _code(name, source, **marks):
    return v4.new_code_cell(source, id=name, metadata=_marks(name, **marks))


def _source_cells():
    yield v4.new_markdown_cell("# Tiny", id="title")
    yield _code("setup", SETUP, locked=True)
    yield v4.new_code_cell("import numpy as np", id="numpy")
    yield _code("double", f"def double(x):\n    {STUB.format('return 2 * x')}", solution=True)
    yield _code("check_double", "check.double(double)", grade=True, locked=True, points=2)
    yield _code("total", f"def total(x):\n    {STUB.format('return x.sum()')}", solution=True)
    yield _code("check_total", "check.total(total)", grade=True, locked=True, points=3)
    yield v4.new_markdown_cell("Explain.", id="question")
    yield v4.new_markdown_cell(
        "A model answer.", id="why", metadata=_marks("why", grade=True, solution=True, points=4)
    )


@pytest.fixture
def source():
    """The instructor's notebook of the tiny assignment."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=list(_source_cells()), metadata={"kernelspec": kernel})


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
def course(tmp_path, source, empty_gradebook):
    """A `Course` that holds the tiny assignment and no submission."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    path = Course(tmp_path).source(SLUG)
    path.parent.mkdir(parents=True)
    nbformat.write(source, path)
    (tmp_path / "autograder").mkdir()
    shutil.copy(empty_gradebook, tmp_path / "autograder" / "gradebook.db")
    return Course(tmp_path)


@pytest.fixture
def load():
    """What stands for `helpers.checks.load`."""
    return _load


@pytest.fixture
def tasks():
    """The tiny assignment's tasks by name."""
    return TASKS


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
