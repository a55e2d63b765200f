"""The same command goes on where it ended: what is graded and unchanged is not graded again."""

import io
import shutil
import subprocess
import sys

import nbformat
import pytest
from rich.console import Console

from autograder import engine, exam, files, run, versions
from autograder.course import CourseError
from autograder.sandbox.limits import Limits
from autograder.versions import here, sources

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


@pytest.fixture
def graded(course, limits, load, monkeypatch):
    """Grade the class; return the students that were graded, not skipped, and the tally."""
    taken = []
    real = engine.grade

    def grade(exam, submission, made_from=""):
        taken.append(submission.student)
        return real(exam, submission, made_from)

    monkeypatch.setattr(engine, "grade", grade)

    def graded(**options):
        taken.clear()
        settings = {"limits": limits, "load": load, "isolation": "process"}
        settings |= {key: options.pop(key) for key in ("limits", "isolation") if key in options}
        desk = run.desk(course, SLUG, **settings)
        tally = run.grade_class(desk, Console(file=io.StringIO()), **options)
        return list(taken), tally

    return graded


@pytest.fixture
def two(hand_in, copy_of, graded):
    """Two students' work is graded."""
    hand_in("ann", copy_of(double="def double(x): return x / 2", why="Because."))
    hand_in("bob", copy_of())
    assert graded()[0] == ["ann", "bob"]


@pytest.mark.usefixtures("two")
def test_what_is_unchanged_is_skipped_and_counted(graded):
    taken, tally = graded()
    assert (taken, tally.skipped, tally.count) == ([], 2, 2)
    assert tally.records["ann"]["tasks"]["double"]["score"] == 0


@pytest.mark.usefixtures("two")
def test_everything_is_graded_again_when_asked(graded):
    assert graded(again=True)[0] == ["ann", "bob"]


@pytest.mark.usefixtures("two")
def test_a_new_version_is_graded(graded, hand_in, copy_of, marks):
    hand_in("ann", copy_of())
    taken, tally = graded()
    assert (taken, tally.skipped) == (["ann"], 1)
    assert marks("ann")["check_double"][0] == 2


@pytest.mark.usefixtures("two")
def test_a_new_moment_of_handing_in_is_recorded(graded, course, gradebook):
    stamp = course.submitted / "ann" / SLUG / "timestamp.txt"
    stamp.write_text("2026-11-20 10:00:00 UTC")
    assert graded()[0] == ["ann"]
    with gradebook() as tables:
        assert tables.find_submission(SLUG, "ann").timestamp.day == 20
    kept = course.autograded_notebook("ann", SLUG).parent / "timestamp.txt"
    stamp.unlink()
    assert graded()[0] == ["ann"]
    assert not kept.exists()


@pytest.mark.usefixtures("two")
def test_a_changed_exercise_is_graded_again(graded, course, source):
    source.cells[2].source += "  # changed"
    nbformat.write(source, course.source(SLUG))
    assert graded()[0] == ["ann", "bob"]


@pytest.mark.usefixtures("two")
def test_other_limits_grade_again(graded):
    assert graded(limits=Limits(cpu=2, total_cpu=9))[0] == ["ann", "bob"]


@pytest.mark.usefixtures("two")
def test_another_seed_grades_again(graded, course):
    (course.secrets / SLUG).unlink()
    assert graded()[0] == ["ann", "bob"]


@pytest.mark.usefixtures("two")
def test_other_code_grades_again(graded, monkeypatch):
    monkeypatch.setattr(versions, "here", lambda slug: {"course": "changed"})
    assert graded()[0] == ["ann", "bob"]


@pytest.mark.usefixtures("two")
def test_work_without_its_rows_is_graded_again(graded, empty_gradebook, course, marks):
    shutil.copy(empty_gradebook, course.root / "autograder" / "gradebook.db")
    assert graded()[0] == ["ann", "bob"]
    assert marks("bob")["check_total"][0] == 3


@pytest.mark.usefixtures("two")
def test_work_whose_rows_say_otherwise_is_graded_again(graded, gradebook, marks):
    with gradebook() as tables:
        tables.find_grade("check_double", SLUG, SLUG, "ann").auto_score = 2
        tables.db.commit()
    assert graded()[0] == ["ann"]
    assert marks("ann")["check_double"][0] == 0


@pytest.mark.usefixtures("two")
def test_a_score_given_by_a_person_is_no_change(graded, gradebook, marks):
    with gradebook() as tables:
        grade = tables.find_grade("why", SLUG, SLUG, "ann")
        grade.manual_score, grade.needs_manual_grade = 3, False
        tables.db.commit()
    assert graded()[0] == []
    assert marks("ann")["why"] == (None, 3, False)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("what", ["{", '{"metadata": {"autograder": {}}}', ""])
def test_a_notebook_that_was_spoilt_is_written_again(graded, course, what):
    path = course.autograded_notebook("ann", SLUG)
    before = path.read_bytes()
    path.write_text(what)
    assert graded()[0] == ["ann"]
    assert path.read_bytes() == before


@pytest.mark.usefixtures("two")
def test_a_folder_that_vanished_keeps_its_marks(graded, course, marks):
    shutil.rmtree(course.submitted / "ann")
    taken, tally = graded()
    assert (taken, tally.count, marks("ann")["check_total"][0]) == ([], 1, 3)


def test_a_folder_that_vanishes_while_grading_is_not_counted(graded, course, hand_in, copy_of):
    for student in ("ann", "bob"):
        hand_in(student, copy_of())
    listed = run.intake.students
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run.intake, "students", lambda *a: ["aaron", *listed(*a)])
        taken, tally = graded()
    assert (taken, tally.count) == (["ann", "bob"], 2)


def test_work_that_can_not_be_read_is_skipped_like_any(graded, hand_in):
    hand_in("ann", "{")
    graded()
    taken, tally = graded()
    assert (taken, tally.failed) == ([], ["ann"])


def test_what_grading_itself_did_not_survive_is_tried_again(graded, hand_in, copy_of, monkeypatch):
    hand_in("ann", copy_of())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.matching, "steps", lambda *a: 1 / 0)
        taken, tally = graded()
    assert tally.records["ann"]["state"] == "not graded"
    assert "ZeroDivisionError" in tally.records["ann"]["why"]
    taken, tally = graded()
    assert (taken, tally.records["ann"]["state"]) == (["ann"], "graded")


def test_two_that_grade_the_same_at_once_are_refused(course):
    with (
        run.alone(course, SLUG),
        pytest.raises(CourseError, match="01-tiny is being graded already"),
        run.alone(course, SLUG),
    ):
        pass
    with run.alone(course, SLUG):
        pass


def test_what_a_killed_writer_left_is_replaced(tmp_path):
    (tmp_path / ".a.part").write_bytes(b"half")
    files.replace(tmp_path / "a", b"whole")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"whole"}


def test_a_link_that_lies_in_the_way_is_not_followed(tmp_path):
    (tmp_path / "other").write_bytes(b"mine")
    (tmp_path / ".a.part").symlink_to(tmp_path / "other")
    files.replace(tmp_path / "a", b"whole")
    assert (tmp_path / "other").read_bytes() == b"mine"


def test_a_worker_with_other_code_refuses(course, limits, load, monkeypatch):
    desk = run.desk(course, SLUG, limits=limits, load=load, isolation="process")
    monkeypatch.setattr(versions, "here", lambda slug: {"numpy": "1.0"})
    with pytest.raises(exam.OtherVersions, match=r"numpy is 1\.0, expected \d"):
        desk.exam.grader()


def test_an_exercise_depends_on_its_own_tasks_and_on_no_other_exercises():
    names = {path.as_posix() for path in sources("06-backpropagation")}
    assert "helpers/checks/tasks/ch06_backpropagation/dense_backward.py" in names
    assert "helpers/checks/tasks/_torch.py" in names
    assert not any("ch07_sgd" in name for name in names)


def test_versions_know_the_libraries():
    assert here("06-backpropagation")["numpy"].startswith("2.")


def test_all_code_that_grades_is_looked_at():
    program = (
        "import sys, autograder.engine\nprint(*(m for m in sys.modules if m[:11] == 'autograder.'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    imported = {
        f"{name.replace('.', '/')}.py"
        for name in said.stdout.split()
        if name.startswith("autograder.")
    }
    looked_at = {path.as_posix() for path in sources("06-backpropagation")}
    known = {"autograder/course.py", "autograder/files.py", "autograder/versions.py"}
    assert (
        imported - looked_at - known - {"autograder/sandbox.py", "autograder/sandbox/inside.py"}
        == set()
    )
