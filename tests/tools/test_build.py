import nbformat
import pytest
from sample_course import SITE

from tools.notebooks import build as building
from tools.notebooks.build import build
from tools.notebooks.errors import BuildError, SourceError


@pytest.fixture
def edit(built, source_of):
    """Return a function that replaces some text of a source and returns the source."""

    def replace(kind, old, new):
        source = source_of(built, kind)
        assert old in source.read()
        source.path.write_text(source.read().replace(old, new))
        return source

    return replace


@pytest.fixture
def runs(monkeypatch):
    """Count executions without executing anything."""
    counted = []
    monkeypatch.setattr(building, "execute", lambda source, notebook: counted.append(source))
    return counted


def test_the_chapter_is_executed_plain_markdown(built, source_of):
    notebook = nbformat.read(source_of(built, "chapter").notebook, 4)
    nbformat.validate(notebook)
    sources = [cell.source for cell in notebook.cells]
    assert sources[2] == (
        "## Why double\n\nTwice 23 is 46, says [One et al. (2000)](https://doi.org/10.1000/1)."
    )
    assert sources[4] == "> **Note**\n>\n> The rule is (1.1).\n\n$$\ny = 2x \\tag{1.1}\n$$"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3]
    assert code[1].outputs[0].text == "46\n"
    assert code[2].outputs[0].data == {"text/plain": "8"}


def test_nothing_in_a_notebook_depends_on_the_machine(built, source_of):
    for kind in ("chapter", "exercise"):
        source = source_of(built, kind)
        content = source.notebook.read_text()
        assert '"version"' not in content
        assert str(built.root) not in content
        assert set(nbformat.reads(content, 4).metadata) == {
            "kernelspec",
            "language_info",
            "nn_by_hand",
        }


def test_two_builds_give_the_same_bytes(built, course_files, assembler_of, source_of):
    before = course_files(built)
    for kind in ("chapter", "exercise"):
        source = source_of(built, kind)
        source.notebook.unlink()
        build(assembler_of(built), source)
    assert course_files(built) == before


@pytest.fixture
def course_files():
    return lambda project: {p: p.read_bytes() for p in project.root.rglob("*.ipynb")}


def test_building_again_runs_and_writes_nothing(built, runs, assembler_of, source_of):
    for kind in ("chapter", "exercise"):
        assert build(assembler_of(built), source_of(built, kind)) == []
    assert runs == []


def test_a_change_of_prose_keeps_the_outputs(built, edit, runs, assembler_of):
    source = edit("chapter", "A plain paragraph", "A new paragraph")
    assert build(assembler_of(built), source) == [source.notebook]
    assert runs == []
    assert "46\\n" in source.notebook.read_text()


def test_a_change_of_a_helper_runs_the_notebook(built, runs, assembler_of, source_of):
    (built.root / "helpers/_twice.py").write_text("def twice(x):\n    return x + x\n")
    source = source_of(built, "chapter")
    with pytest.raises(SourceError):  # nothing ran here, so no cell shows the measured number
        build(assembler_of(built), source)
    assert runs == [source]


def test_a_wrong_number_fails_with_the_cell_and_what_it_shows(built, edit, assembler_of):
    source = edit("chapter", "{out}`46 <twice>`", "{out}`47 <twice>`")
    with pytest.raises(SourceError) as error:
        build(assembler_of(built), source)
    assert str(error.value) == (
        "book/01-doubling.md:21: cell 'twice' does not show 47; it shows:\n46\n"
    )


def test_a_number_of_an_unknown_cell_fails(built, edit, assembler_of):
    source = edit("chapter", "<twice>", "<thrice>")
    with pytest.raises(SourceError, match="no cell is named 'thrice'; the named cells are twice"):
        build(assembler_of(built), source)


def test_a_raising_cell_shows_itself_and_leaves_the_old_notebook(built, edit, assembler_of):
    source = edit("chapter", "double(4)", "1 / 0  # oh")
    before = source.notebook.read_bytes()
    with pytest.raises(BuildError, match=r"(?s)a cell raised.*1 / 0  # oh.*ZeroDivisionError"):
        build(assembler_of(built), source)
    assert source.notebook.read_bytes() == before
    assert list(source.notebook.parent.glob(".*")) == []


def test_a_warning_fails(built, edit, assembler_of):
    source = edit("chapter", "double(4)", "import warnings; warnings.warn('careful')")
    with pytest.raises(BuildError, match=r"(?s)wrote to stderr.*careful"):
        build(assembler_of(built), source)


def test_the_released_notebook_holds_the_stub_and_no_outputs(built, source_of):
    notebook = nbformat.read(source_of(built, "exercise").released, 4)
    cells = {cell.id: cell for cell in notebook.cells}
    assert cells["double"].source == 'def double(x):\n    """Return twice x."""\n    ...'
    assert cells["why_double"].source == "*Write your answer here.*"
    assert all(
        not c.outputs and c.execution_count is None for c in cells.values() if "outputs" in c
    )
    assert f"[Doubling]({SITE}/book/01-doubling.html)" in notebook.cells[0].source


def test_releasing_touches_no_gradebook(built):
    assert list(built.root.rglob("*.db")) == []
