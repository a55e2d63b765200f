import json

import nbformat
import pytest

from tools.notebooks.check import check
from tools.notebooks.errors import BuildError


@pytest.fixture
def findings(built, assembler_of, source_of):
    """Return a function that checks the chapter or the exercise."""
    return lambda kind: check(assembler_of(built), source_of(built, kind))


@pytest.fixture
def change(built):
    """Return a function that changes a built notebook in place."""

    def with_edit(name, edit):
        path = built.root / name
        notebook = nbformat.read(path, 4)
        edit(notebook)
        nbformat.write(notebook, path)

    return with_edit


CHAPTER = "book/notebooks/01-doubling.ipynb"
SOLUTION = "solutions/01-doubling/01-doubling.ipynb"
STUDENT = "exercises/01-doubling/01-doubling.ipynb"


@pytest.mark.parametrize("kind", ["chapter", "exercise"])
def test_what_was_just_built_is_right(findings, kind):
    assert findings(kind) == []


@pytest.mark.parametrize(
    ("name", "kind", "cell", "old", "new"),
    [
        (CHAPTER, "chapter", 2, "Twice 23", "Twice 22"),
        (CHAPTER, "chapter", 3, "double(23)", "double(24)"),
        (SOLUTION, "exercise", 3, "x + x", "x * x"),
        (STUDENT, "exercise", 3, "...", ".. "),
    ],
    ids=["prose", "code", "solution", "stub"],
)
def test_one_changed_character_names_the_cell(findings, change, name, kind, cell, old, new):
    ids = []

    def edit(notebook):
        ids.append(notebook.cells[cell].id)
        notebook.cells[cell].source = notebook.cells[cell].source.replace(old, new)

    change(name, edit)
    (finding,) = findings(kind)
    assert finding.startswith(f"{name}: cell {ids[0]} (")
    assert any(line.strip().startswith("-") and new.strip() in line for line in finding.split("\n"))


def test_changed_points_are_found(findings, change):
    change(SOLUTION, lambda nb: nb.cells[4].metadata.nbgrader.update(points=5))
    (finding,) = findings("exercise")
    assert finding.startswith(f"{SOLUTION}: cell check_double ('check.double(double)') differs")


def test_a_missing_cell_is_found(findings, change):
    change(CHAPTER, lambda nb: nb.cells.pop(5))
    assert findings("chapter")[0].startswith(f"{CHAPTER}: cell")


def test_an_added_cell_is_found(findings, change):
    extra = nbformat.v4.new_markdown_cell("More.", id="extra")
    change(CHAPTER, lambda nb: nb.cells.append(extra))
    assert findings("chapter") == [f"{CHAPTER}: cell extra ('More.') is not in the text"]


def test_moved_cells_are_found(findings, change):
    change(CHAPTER, lambda nb: nb.cells.insert(0, nb.cells.pop(4)))
    assert findings("chapter") == [f"{CHAPTER}: the cells are in another order than in the text"]


def test_a_missing_notebook_is_found(built, findings):
    (built.root / STUDENT).unlink()
    assert findings("exercise") == [f"{STUDENT} is missing"]


def test_a_changed_helper_makes_it_stale(built, findings):
    (built.root / "helpers/_twice.py").write_text("def twice(x):\n    return x + x\n")
    (finding,) = findings("chapter")
    assert finding.startswith(f"{CHAPTER} is stale")


def test_stripped_outputs_are_found(findings, change):
    def strip(notebook):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None

    change(CHAPTER, strip)
    assert findings("chapter") == [f"{CHAPTER}: some cells have no outputs"]


def test_an_output_that_contradicts_the_prose_is_found(findings, change):
    change(CHAPTER, lambda nb: nb.cells[3].outputs[0].update(text="48\n"))
    (finding,) = findings("chapter")
    assert "cell 'twice' does not show 46" in finding


def test_outputs_in_a_students_notebook_are_found(findings, change):
    change(STUDENT, lambda nb: nb.cells[3].update(execution_count=1))
    assert findings("exercise") == [f"{STUDENT}: a student's notebook holds no outputs"]


def test_a_large_notebook_is_found(built, findings, change):
    change(CHAPTER, lambda nb: nb.cells[3].outputs[0].update(text="46 " * 110_000))
    assert any("kB; at most 300 are allowed" in finding for finding in findings("chapter"))


def test_a_file_that_is_no_notebook_is_named(built, findings):
    (built.root / CHAPTER).write_text(json.dumps({"cells": 1}))
    with pytest.raises(BuildError, match=r"01-doubling\.ipynb is not a notebook"):
        findings("chapter")
