"""The sample class gets the marks that it was made for; nbgrader's own autograder agrees."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import run
from autograder.course import Course
from autograder.sample_class.ch06_backpropagation import SAMPLES
from autograder.sample_class.copy import Copy
from autograder.sample_class.hand_in import hand_in
from autograder.sandbox.limits import Limits

ROOT = Path(__file__).parents[2]
SLUG = "06-backpropagation"
HONEST = [sample for sample in SAMPLES if sample.stock]
LIMITS = Limits(cpu=2, wall=6, total_cpu=30, total_wall=60)

pytestmark = pytest.mark.skipif(
    not (ROOT / "exercises" / SLUG / f"{SLUG}.ipynb").exists(), reason="no exercise is built"
)


def course_in(folder, samples):
    """Return a new course with the exercise, and the samples handed in."""
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name / SLUG, folder / name / SLUG)
    course = Course(folder)
    hand_in(course, SLUG, samples)
    return course


def marks(course):
    """Return {student: {cell: (automatic, manual, to be read?)}}."""
    url = f"sqlite:///{course.root}/autograder/gradebook.db"
    with Gradebook(url, "nn-by-hand") as tables:
        return {
            submission.student.id: {
                g.name: (g.auto_score, g.manual_score, g.needs_manual_grade)
                for notebook in submission.notebooks
                for g in notebook.grades
            }
            for submission in tables.find_assignment(SLUG).submissions
        }


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The whole class, graded: its course and its records."""
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed")
    course = course_in(tmp_path_factory.mktemp("class"), SAMPLES)
    desk = run.desk(course, SLUG, limits=LIMITS)
    return course, run.grade_class(desk, Console(file=io.StringIO())).records


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.student)
def test_a_sample_gets_what_it_was_made_for(graded, sample):
    record = graded[1][sample.student]
    total = sum(task["score"] for task in record["tasks"].values())
    assert (total, record["state"]) == (sample.score, sample.state)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.student)
def test_a_sample_with_points_missing_is_told_why(graded, sample):
    record = graded[1][sample.student]
    assert bool(record["why"]) == (sample.score < 21)


def test_nbgraders_own_autograder_gives_the_same_marks_to_honest_work(graded, tmp_path):
    stock = course_in(tmp_path, HONEST)
    scripts = os.path.dirname(sys.executable)
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    # nbgrader's kernels stand in the student's folder; there the set-up cell finds no `helpers`.
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    for command in ("generate_assignment", "autograde"):
        subprocess.run(
            [shutil.which("nbgrader", path=path), command, SLUG, "--force"],
            cwd=stock.root,
            env=environment,
            capture_output=True,
            timeout=180,
            check=True,
        )
    ours = marks(graded[0])
    assert marks(stock) == {sample.student: ours[sample.student] for sample in HONEST}


def test_the_class_has_every_kind_of_student():
    assert len({sample.student for sample in SAMPLES}) >= 18


@pytest.fixture
def work():
    release = nbformat.read(ROOT / "exercises" / SLUG / f"{SLUG}.ipynb", as_version=4)
    source = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    return Copy(release, source)


def test_an_edit_that_does_not_apply_fails(work):
    with pytest.raises(ValueError, match="stands 0 times in dense_backward"):
        work.edit("dense_backward", "no such text", "")


def test_a_cell_that_is_not_there_is_named(work):
    with pytest.raises(ValueError, match="no cell is called 'triple'"):
        work.cell("triple")
