"""Grading a class: complete, repeatable, and stopped by nobody."""

import nbformat
import pytest

from autograder import run
from autograder.course import CourseError
from autograder.sandbox.session import SandboxError, Session
from autograder.seed import seed_of

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


def test_grading_again_changes_nothing(grade, hand_in, copy_of, course, marks):
    hand_in("ann", copy_of(total="def total(x): return 1"))
    grade()
    first = marks("ann"), course.autograded_notebook("ann", SLUG).read_bytes()
    grade()
    second = marks("ann"), course.autograded_notebook("ann", SLUG).read_bytes()
    assert first == second


def test_a_broken_submission_stops_nobody(grade, hand_in, copy_of):
    hand_in("ann", copy_of())
    hand_in("bob", "{")
    hand_in("carl", copy_of(double="import os; os._exit(1)"))
    hand_in("<img src=x>", copy_of())
    hand_in("dora", copy_of())
    states = {student: record["state"] for student, record in grade().records.items()}
    assert states == {
        "<img src=x>": "not readable",
        "ann": "graded",
        "bob": "not readable",
        "carl": "ended early",
        "dora": "graded",
    }


def test_a_broken_submission_has_no_points_and_its_reason(grade, hand_in, marks, autograded):
    hand_in("bob", "{")
    grade()
    assert {auto for auto, _, _ in marks("bob").values()} == {0}
    assert "could not be graded" in autograded("bob").cells[0].source


def test_the_order_of_grading_is_of_no_consequence(course, limits, load, hand_in, copy_of):
    for student in ("ann", "bob"):
        hand_in(student, copy_of(double=f"def double(x): return {student!r}"))
    desk = run.desk(course, SLUG, limits=limits, load=load)
    first = {student: desk.grade(student) for student in ("ann", "bob")}
    second = {student: desk.grade(student) for student in ("bob", "ann")}
    assert first == second


def test_the_seed_is_drawn_once_and_for_its_owner_only(course):
    (course.root / "autograder").mkdir(exist_ok=True)
    assert seed_of(course, SLUG) == seed_of(course, SLUG)
    assert (course.secrets / SLUG).stat().st_mode & 0o077 == 0
    assert course.secrets.stat().st_mode & 0o077 == 0


def test_assignments_have_seeds_of_their_own(course):
    assert seed_of(course, SLUG) != seed_of(course, "02-other")


def test_a_graded_cell_of_another_form_stops_the_run(course, source, grade, gradebook):
    source.cells[4].source = "assert double(1) == 2"
    nbformat.write(source, course.source(SLUG))
    with pytest.raises(CourseError, match="check_double"):
        grade()
    with gradebook() as tables:
        assert tables.assignments == []


def test_a_sandbox_that_does_not_start_has_a_second_chance(grade, hand_in, copy_of, monkeypatch):
    hand_in("ann", copy_of())
    start, failures = Session.__init__, [SandboxError("killed")]

    def fail_first(*arguments):
        if failures:
            raise failures.pop()
        start(*arguments)

    monkeypatch.setattr(Session, "__init__", fail_first)
    assert grade().records["ann"]["state"] == "graded"


def test_no_sandbox_is_no_fault_of_a_submission(grade, hand_in, copy_of, monkeypatch, course):
    def fail(*arguments):
        raise SandboxError("no namespaces")

    hand_in("ann", copy_of())
    monkeypatch.setattr(Session, "__init__", fail)
    with pytest.raises(SandboxError, match="no namespaces"):
        grade()
    assert not course.autograded.exists()
