"""The marks of an autograded notebook, without a database and without nbgrader."""

import pickle
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from autograder import marks
from tests.autograder import tiny

ROOT = Path(__file__).parents[2]
RELEASES = sorted(ROOT.glob("exercises/*/*.ipynb"))
FLAGS = [(g, s, lock) for g in (True, False) for s in (True, False) for lock in (True, False)]


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_checksums_are_those_of_nbgrader(path):
    cells = nbformat.read(path, as_version=4).cells
    named = [cell for cell in cells if "nbgrader" in cell.metadata]
    assert named
    assert [marks.checksum(cell) for cell in named] == [compute_checksum(cell) for cell in named]


@pytest.mark.parametrize("flags", FLAGS, ids=str)
@pytest.mark.parametrize("points", [2, 0.5, "3"])
def test_checksums_depend_on_what_nbgraders_do(flags, points):
    (cell,) = [c for c in tiny.notebook().cells if c.id == "check_total"]
    told = dict(zip(("grade", "solution", "locked"), flags, strict=True))
    cell.metadata.nbgrader.update(told, points=points)
    assert marks.checksum(cell) == compute_checksum(cell)


def test_no_worker_waits_for_nbgrader():
    code = "import sys, autograder.engine; print([m for m in sys.modules if 'nbgrader' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout == b"[]\n"


@pytest.fixture
def notebook():
    """The tiny notebook, with checksums of the cells as they were handed out."""
    notebook = tiny.notebook()
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.checksum = marks.checksum(cell)
    return notebook


def test_an_answer_waits_for_a_person_unless_it_was_left_as_it_was(notebook):
    assert marks.of("ann", notebook, {}).scores["why"] == 0
    notebook.cells[-1].source = "Because."
    assert marks.of("ann", notebook, {}).scores["why"] is None


def test_what_was_left_as_it_was_is_told(notebook):
    notebook.cells[3].source += "  # mine"
    given = marks.of("ann", notebook, {})
    assert given.untouched == {"double": False, "total": True, "why": True}


def test_scores_of_checks_are_those_that_are_given(notebook):
    given = marks.of("ann", notebook, {"check_double": 2, "check_total": 1.5})
    assert given.scores == {"check_double": 2, "check_total": 1.5, "why": 0}


def changed(notebook, position):
    """Return the names of the cells whose work is another after a cell was changed."""
    before = marks.work(notebook)
    notebook.cells[position].source += " "
    now = marks.work(notebook)
    return [name for name in now if now[name] != before[name]]


@pytest.mark.parametrize(
    ("position", "names"),
    [
        (0, []),
        (2, ["check_double", "check_total"]),
        (3, ["check_double", "check_total"]),
        (5, ["check_total"]),
        (8, ["why"]),
    ],
    ids=["a text", "all code's beginning", "the first solution", "the second", "the answer"],
)
def test_the_work_of_a_check_is_all_code_down_to_it_that_of_an_answer_its_text(
    notebook, position, names
):
    assert changed(notebook, position) == names


def test_work_is_the_same_in_a_file(notebook, tmp_path):
    nbformat.write(notebook, tmp_path / "x.ipynb")
    again = nbformat.read(tmp_path / "x.ipynb", as_version=4)
    assert marks.work(again) == marks.work(notebook)


def test_marks_cross_between_processes(notebook):
    given = marks.of("ann", notebook, {"check_double": 2})
    assert pickle.loads(pickle.dumps(given)) == given
