import nbformat
import pytest

from tools.notebooks import sources
from tools.notebooks.adopt import adopt
from tools.notebooks.assemble import Assembler
from tools.notebooks.errors import BuildError


@pytest.fixture
def adopted(built, assembler_of, source_of):
    """Return a function that edits a built notebook, adopts it, and returns its source."""

    def after(kind, edit):
        source = source_of(built, kind)
        notebook = nbformat.read(source.notebook, 4)
        edit(notebook)
        nbformat.write(notebook, source.notebook)
        adopt(assembler_of(built), source)
        return source

    return after


def replace(cell, old, new):
    def edit(notebook):
        assert old in notebook.cells[cell].source
        notebook.cells[cell].source = notebook.cells[cell].source.replace(old, new)

    return edit


def test_an_untouched_notebook_changes_nothing(adopted, built, source_of):
    before = source_of(built, "chapter").read()
    assert adopted("chapter", lambda notebook: None).read() == before


@pytest.mark.parametrize(
    ("kind", "cell", "old", "new"),
    [
        ("chapter", 3, "double(23)", "double(23)  # twice\nprint()"),
        ("chapter", 5, "A plain paragraph", "Another\n\nplain paragraph"),
        ("exercise", 3, "x + x", "2 * x"),
        ("exercise", 6, "Because", "Since"),
    ],
    ids=["code", "prose", "solution", "written answer"],
)
def test_an_edit_changes_its_lines_alone(built, source_of, adopted, kind, cell, old, new):
    before = source_of(built, kind).read()
    assert before.count(old) == 1
    assert adopted(kind, replace(cell, old, new)).read() == before.replace(old, new)


def test_building_after_adopting_gives_the_edited_notebook(adopted, assembler_of):
    source = adopted("chapter", replace(3, "double(23)", "double(23)  # twice"))
    notebook = Assembler(source.project).assemble(source).notebook
    assert [c.source for c in notebook.cells] == [
        c.source for c in nbformat.read(source.notebook, 4).cells
    ]


def test_points_of_a_written_answer_are_taken(adopted):
    source = adopted("exercise", lambda nb: nb.cells[6].metadata.nbgrader.update(points=5))
    assert '+++ {"written": "why_double", "points": 5}' in source.read()


def test_points_of_a_task_are_not(adopted, built, source_of):
    before = source_of(built, "exercise").read()
    source = adopted("exercise", lambda nb: nb.cells[4].metadata.nbgrader.update(points=9))
    assert source.read() == before


@pytest.mark.parametrize("kind", ["code", "markdown"])
@pytest.mark.parametrize("at", range(8))
def test_a_new_cell_comes_where_it_was_put(adopted, kind, at):
    make = getattr(nbformat.v4, f"new_{kind}_cell")
    source = adopted("chapter", lambda nb: nb.cells.insert(at, make("2 + 2")))
    cells = Assembler(source.project).assemble(source).notebook.cells
    assert (cells[at].cell_type, cells[at].source) == (kind, "2 + 2")
    assert len(cells) == 8


def test_a_deleted_cell_goes(adopted):
    source = adopted("chapter", lambda nb: nb.cells.pop(5))
    assert "A plain paragraph" not in source.read()


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (replace(2, "Twice", "Double"), r"'## Why double'\) was converted; edit .*md:18"),
        (lambda nb: nb.cells.pop(4), r"'> \*\*Note\*\*'\) was deleted"),
        (replace(1, "import sys", "import os"), "is the set-up cell"),
        (lambda nb: nb.cells.insert(0, nb.cells.pop(5)), "cells were moved"),
        (lambda nb: nb.cells[5].update(id="0123456789ab"), "comes from an older text"),
    ],
    ids=["converted", "converted deleted", "set-up", "moved", "older text"],
)
def test_what_the_build_made_is_refused_by_name(built, source_of, adopted, edit, message):
    before = source_of(built, "chapter").read()
    with pytest.raises(BuildError, match=message):
        adopted("chapter", edit)
    assert source_of(built, "chapter").read() == before


def test_one_refused_edit_stops_the_others(built, source_of, adopted):
    before = source_of(built, "chapter").read()

    def both(notebook):
        replace(2, "Twice", "Double")(notebook)
        replace(3, "double(23)", "double(24)")(notebook)

    with pytest.raises(BuildError, match="Nothing was taken over"):
        adopted("chapter", both)
    assert source_of(built, "chapter").read() == before


def test_an_edit_that_would_split_a_cell_is_refused(adopted):
    with pytest.raises(BuildError):
        adopted("chapter", replace(5, "A plain", "+++\n\nA plain"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("exercises/01-doubling/01-doubling.ipynb", "is the student's notebook; edit solutions/"),
        ("elsewhere.ipynb", "is not built from a text here"),
    ],
    ids=["student's", "unknown"],
)
def test_another_notebook_is_refused(built, name, message):
    with pytest.raises(BuildError, match=message):
        sources.built_as(built, built.root / name)
