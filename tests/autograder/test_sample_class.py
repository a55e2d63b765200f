"""The sample classes get the marks that they were made for; nbgrader's own autograder agrees."""

import functools
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

import helpers.checks
from autograder import run
from autograder.course import Course
from autograder.sample_class import classes
from autograder.sample_class.copy import Copy
from autograder.sample_class.hand_in import hand_in
from autograder.sandbox.limits import Limits

ROOT = Path(__file__).parents[2]
CLASSES = classes()
SLUG = "06-backpropagation"
SEED = "7"
LIMITS = Limits(cpu=5, wall=60, total_cpu=60, total_wall=240)
# nbgrader takes most of a minute for each class: one with NumPy and one with torch every time.
ALWAYS = (SLUG, "08-pytorch")
each_class = pytest.mark.parametrize(
    "slug", [pytest.param(s, marks=[] if s in ALWAYS else pytest.mark.long) for s in CLASSES]
)
each_sample = pytest.mark.parametrize(
    ("slug", "sample"),
    [pytest.param(slug, s, id=f"{slug}:{s.student}") for slug in CLASSES for s in CLASSES[slug]],
)


def course_in(folder, slug, samples):
    """Return a new course with the exercise, and the samples handed in."""
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name / slug, folder / name / slug)
    course = Course(folder)
    hand_in(course, slug, samples)
    course.secrets.mkdir(parents=True)
    (course.secrets / slug).write_text(SEED)
    return course


def marks(course, slug):
    """Return {student: {cell: (automatic, manual, to be read?)}}."""
    url = f"sqlite:///{course.root}/autograder/gradebook.db"
    with Gradebook(url, "nn-by-hand") as tables:
        return {
            submission.student.id: {
                g.name: (g.auto_score, g.manual_score, g.needs_manual_grade)
                for notebook in submission.notebooks
                for g in notebook.grades
            }
            for submission in tables.find_assignment(slug).submissions
        }


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A function from an exercise to its whole class, graded: its course and its records."""
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed")

    @functools.cache
    def of(slug):
        course = course_in(tmp_path_factory.mktemp("class"), slug, CLASSES[slug])
        desk = run.desk(course, slug, limits=LIMITS)
        return course, run.grade_class(desk, Console(file=io.StringIO())).records

    return of


def test_every_exercise_has_its_class():
    assert list(CLASSES) == helpers.checks.slugs()


@each_sample
def test_a_sample_gets_what_it_was_made_for(graded, slug, sample):
    record = graded(slug)[1][sample.student]
    total = sum(task["score"] for task in record["tasks"].values())
    assert (total, record["state"]) == (sample.score, sample.state)


@each_sample
def test_a_sample_with_points_missing_is_told_why(graded, slug, sample):
    record = graded(slug)[1][sample.student]
    points = sum(task.points for task in helpers.checks.load(slug).tasks.values())
    assert bool(record["why"]) == (sample.score < points)


@each_class
def test_nbgraders_own_autograder_gives_the_same_marks_to_honest_work(graded, tmp_path, slug):
    honest = [sample for sample in CLASSES[slug] if sample.stock]
    stock = course_in(tmp_path, slug, honest)
    scripts = os.path.dirname(sys.executable)
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    # nbgrader's kernels stand in the student's folder; there the set-up cell finds no `helpers`.
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    for command in ("generate_assignment", "autograde"):
        subprocess.run(
            [shutil.which("nbgrader", path=path), command, slug, "--force"],
            cwd=stock.root,
            env=environment,
            capture_output=True,
            timeout=600,
            check=True,
        )
    ours = marks(graded(slug)[0], slug)
    assert honest
    assert marks(stock, slug) == {sample.student: ours[sample.student] for sample in honest}


def test_the_model_class_has_every_kind_of_student():
    assert len({sample.student for sample in CLASSES[SLUG]}) >= 18


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
