"""How long grading took is kept beside the reports, and not in a notebook."""

from types import SimpleNamespace

import pytest

from autograder import report, times

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


def graded(student, seconds, **tasks):
    return SimpleNamespace(student=student, seconds=seconds, task_seconds=tasks)


def test_what_was_added_is_read(tmp_path):
    path = tmp_path / "reports" / "x.jsonl"
    times.add(path, [graded("ann", 0.25, double=0.125)])
    times.add(path, [graded("bo", 0.5)])
    assert times.read(path) == {"ann": (0.25, {"double": 0.125}), "bo": (0.5, {})}


def test_of_a_student_graded_again_the_last_time_counts(tmp_path):
    path = tmp_path / "x.jsonl"
    for seconds in (0.5, 0.25):
        times.add(path, [graded("ann", seconds)])
    assert times.read(path) == {"ann": (0.25, {})}


def test_a_line_that_was_cut_off_is_left_out(tmp_path):
    path = tmp_path / "x.jsonl"
    times.add(path, [graded("ann", 0.5), graded("bo", 0.25)])
    path.write_bytes(path.read_bytes()[:-4])
    assert list(times.read(path)) == ["ann"]


def test_nothing_kept_is_no_times(tmp_path):
    assert times.read(tmp_path / "x.jsonl") == {}


def test_grading_keeps_the_time_of_each_submission_and_task(grade, course, hand_in, copy_of):
    slow = "def double(x):\n    import time\n    time.sleep(0.05)\n    return 2 * x"
    hand_in("ann", copy_of(double=slow))
    hand_in("bo", "{")
    grade()
    kept = times.read(course.times(SLUG))
    seconds, tasks = kept["ann"]
    assert tasks["double"] >= 0.1  # two questions
    assert seconds >= sum(tasks.values())
    assert kept["bo"][1] == {}


def test_the_report_shows_them(grade, course, hand_in, copy_of, load):
    hand_in("ann", copy_of())
    grade()
    page = report.write(course, SLUG, load=load).read_text()
    section = page[page.index("<h2>Time used") : page.index("<h2>Scores")]
    assert "<code>double</code>" in section
    assert "submissions by time" in section
