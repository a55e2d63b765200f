"""A class that is handed in, and what an undisturbed run leaves of it."""

import time
from types import SimpleNamespace

import pytest

from tests.autograder import tiny
from tests.autograder.faults import grader

SLUG = tiny.SLUG
WORK = {
    "ann": {},
    "bob": {"double": "def double(x): return x / 2", "why": "Because."},
    "carl": {"double": "import os; os._exit(1)"},
    "dora": {"total": "def total(x): return float(x.max())"},
    "emil": {"total": "import time; time.sleep(0.2)\ndef total(x): return x.sum()"},
    "fred": {"double": "def double(x): raise ValueError(x)"},
    "gina": {"why": "Because of it."},
}


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory, empty_gradebook):
    """A course as handed in, and what one run leaves of it in how many seconds."""
    course = tiny.course_in(tmp_path_factory.mktemp("faults"), empty_gradebook)
    for student, sources in WORK.items():
        grader.hand_in(course, student, sources)
    grader.hand_in(course, "hugo", "{")
    course.secrets.mkdir(mode=0o700, parents=True)
    (course.secrets / SLUG).write_text("7")
    done = grader.copy(course, tmp_path_factory.mktemp("undisturbed") / "course")
    grader.import_everything()
    started = time.monotonic()
    run = grader.start(done)
    assert run.end() == 1, run.said
    seconds = time.monotonic() - started
    return SimpleNamespace(course=course, left=grader.left(done), seconds=seconds)


@pytest.fixture
def fresh(undisturbed, tmp_path):
    """A function that makes a course of the class, with nothing graded yet."""
    made = []

    def fresh():
        made.append(tmp_path / f"course-{len(made)}")
        return grader.copy(undisturbed.course, made[-1])

    return fresh
