"""A student is told before handing in what would go wrong."""

import re

import nbformat
import pytest

from autograder.__main__ import main
from autograder.course import CourseError
from autograder.validate import validate

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "total": "def total(x):\n    return x.sum()",
    "why": "Because.",
}
STUBS = {
    "double": "def double(x):\n    ...",
    "total": "def total(x):\n    ...",
    "why": "*Write your answer here.*",
}


@pytest.fixture
def released(course, copy_of):
    """The exercise as students got it."""
    path = course.root / "exercises" / SLUG / f"{SLUG}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(copy_of(**STUBS), path)
    return path


@pytest.fixture
def look(course, released, copy_of, limits, load, tmp_path):
    """Validate right work with some cells replaced, or changed by a function."""

    def look(change=None, **sources):
        notebook = copy_of(**{**RIGHT, **sources})
        if change:
            change(notebook.cells)
        path = tmp_path / "mine.ipynb"
        nbformat.write(notebook, path)
        return validate(course, path, limits=limits, load=load)

    return look


def named(cells, name):
    (cell,) = [c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    return cell


def test_right_work_is_ready(look):
    found = look()
    assert (found.problems, found.notes, found.is_ready) == ((), (), True)


def test_a_wrong_answer_is_no_problem_of_the_file_but_not_ready(look):
    found = look(double="def double(x):\n    return x / 2")
    assert found.problems == ()
    assert found.reports[0].why == "You halved it. Double it instead."
    assert not found.is_ready


PROBLEMS = {
    "untouched": (STUBS, "`double` is not started"),
    "unwritten": ({"why": STUBS["why"]}, "`why`, a question for an answer in words"),
    "emptied": ({"why": " "}, "`why`, a question for an answer in words"),
    "broken": (
        {"double": "def double(x:"},
        r"cell 4 \(`def double\(x:`\) does not run: SyntaxError",
    ),
    "raising": (
        {"double": f"{RIGHT['double']}\n1 / 0"},
        "does not run: ZeroDivisionError: division",
    ),
    "loop": ({"double": "while True: pass"}, "a time limit: a cell did not finish in 1 seconds"),
    "exit": (
        {"double": "import os; os._exit(3)"},
        r"the notebook ended early: its process ended early \(status 3\)",
    ),
}


@pytest.mark.parametrize("case", PROBLEMS.values(), ids=PROBLEMS)
def test_what_costs_points_is_a_problem(look, case):
    sources, text = case
    assert any(re.search(text, problem) for problem in look(**sources).problems)


def test_a_check_that_is_not_reached_says_so(look):
    found = look(double="import os; os._exit(3)")
    assert "not reached" in found.reports[1].why


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("double", "the cell for `double` is missing"),
        ("check_double", "the check `check_double` is missing; the grader asks it"),
    ],
)
def test_a_missing_cell_is_a_problem(look, name, text):
    found = look(lambda cells: cells.remove(named(cells, name)))
    assert any(problem.startswith(text) for problem in found.problems)


def _twice(name):
    return lambda cells: cells.append(nbformat.from_dict({**named(cells, name), "id": "again"}))


def _retyped(cells):
    named(cells, "double").metadata = {}


def _edited(cells):
    named(cells, "check_double").source = "check.double(double)  # 2\nprint('mine')"


NOTES = {
    "duplicated": (_twice("check_double"), "2 cells are called `check_double`: each is asked"),
    "retyped": (_retyped, "`double` was typed into a cell of its own"),
    "edited": (_edited, "`check_double` was changed; the grader uses the exercise's own"),
}


@pytest.mark.parametrize("case", NOTES.values(), ids=NOTES)
def test_what_the_grader_puts_right_is_a_note(look, case):
    change, text = case
    found = look(change)
    assert [note[: len(text)] for note in found.notes] == [text]
    assert found.is_ready


@pytest.mark.parametrize("text", ["{", '{"cells": 1}'])
def test_an_unreadable_file_is_a_problem(course, released, tmp_path, text):
    path = tmp_path / f"{SLUG}.ipynb"
    path.write_text(text)
    (problem,) = validate(course, path).problems
    assert problem.startswith("this file can't be graded: not a notebook")


def test_a_notebook_of_no_exercise_is_refused_with_the_names(course, tmp_path):
    path = tmp_path / "diary.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    with pytest.raises(CourseError, match="loads the checks of: none; expected one of: 01-tiny"):
        validate(course, path)


def test_a_missing_file_is_refused(course):
    with pytest.raises(CourseError, match=r"no\.ipynb does not exist; expected a notebook"):
        validate(course, "no.ipynb")


def test_the_command_ends_with_1_where_something_is_left_to_do(
    course, released, load, monkeypatch, capsys
):
    monkeypatch.chdir(course.root)
    monkeypatch.setitem(validate.__kwdefaults__, "load", load)
    assert main(["validate", str(released)]) == 1
    printed = capsys.readouterr().out
    assert "PROBLEM  `double` is not started" in printed
    assert "not ready" in printed
