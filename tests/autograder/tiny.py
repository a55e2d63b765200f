"""A tiny assignment: two functions and an answer in words, instead of a whole exercise."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import nbformat
from nbformat import v4

from autograder.course import Course
from tests.autograder import tiny_tasks

ROOT = Path(__file__).parents[2]
SLUG = "01-tiny"
SETUP = f"import helpers.checks\n\ncheck = helpers.checks.load({SLUG!r})"
TASKS = {task.name: task for task in tiny_tasks.TASKS}
SOLUTION = "### BEGIN SOLUTION\n    {}\n    ### END SOLUTION"


def load(slug):
    """Stand for `helpers.checks.load`."""
    return SimpleNamespace(tasks=TASKS)


def notebook(solution=SOLUTION):
    """Return the notebook; solution: what stands in place of one, with {} for the right line."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=list(_cells(solution)), metadata={"kernelspec": kernel})


def course_in(folder, gradebook):
    """Return a new `Course` that holds the assignment and no submission.

    gradebook: an empty one, to be copied: nbgrader takes two seconds to make one.
    """
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    course = Course(folder)
    course.source(SLUG).parent.mkdir(parents=True)
    nbformat.write(notebook(), course.source(SLUG))
    (folder / "autograder").mkdir()
    shutil.copy(gradebook, folder / "autograder" / "gradebook.db")
    return course


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


def _cells(solution):
    double, total = (solution.format(right) for right in ("return 2 * x", "return x.sum()"))
    yield v4.new_markdown_cell("# Tiny", id="title")
    yield _code("setup", SETUP, locked=True)
    yield v4.new_code_cell("import numpy as np", id="numpy")
    yield _code("double", f"def double(x):\n    {double}", solution=True)
    yield _code("check_double", "check.double(double)", grade=True, locked=True, points=2)
    yield _code("total", f"def total(x):\n    {total}", solution=True)
    yield _code("check_total", "check.total(total)", grade=True, locked=True, points=3)
    yield v4.new_markdown_cell("Explain.", id="question")
    yield v4.new_markdown_cell(
        "A model answer.", id="why", metadata=_marks("why", grade=True, solution=True, points=4)
    )
