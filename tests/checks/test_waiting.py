"""A check that takes long says so; one that is stopped leaves no trace."""

import sys
import threading
import traceback
import warnings

import numpy as np
import pytest

import helpers.checks
from helpers.checks import waiting

SLUG = "06-backpropagation"


@pytest.fixture
def check():
    return helpers.checks.load(SLUG)


def waits_for_the_timer(*args):
    """A student's function that runs until whoever watches it has spoken."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(60)


def test_a_long_check_says_once_that_it_runs_and_how_to_stop_it(check, monkeypatch, capsys):
    monkeypatch.setattr(waiting, "PATIENCE", 0.01)
    check.dense_backward(waits_for_the_timer)
    out, err = capsys.readouterr()
    assert out.startswith("The check of `dense_backward` is still running after 0.01 seconds.")
    assert "interrupt the kernel" in out
    assert out.count("\n") == 1
    assert err == ""


def test_what_is_said_is_not_taken_for_something_that_the_student_printed(check, monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 0.01)
    report = check.dense_backward(waits_for_the_timer)
    assert "Your code printed" not in str(report)


def test_a_short_check_says_nothing_and_leaves_no_thread(check, capsys):
    check.dense_backward(check.tasks["dense_backward"].reference)
    for timer in [t for t in threading.enumerate() if isinstance(t, threading.Timer)]:
        timer.join(60)
    assert capsys.readouterr().out == ""


def test_where_no_thread_can_start_the_check_runs_all_the_same(check, monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert check.dense_backward(check.tasks["dense_backward"].reference).score == 3


def interrupted(*args):
    raise KeyboardInterrupt


def test_an_interrupt_reaches_the_student_and_nothing_is_recorded(check):
    with pytest.raises(KeyboardInterrupt):
        check.dense_backward(interrupted)
    assert check.progress().reports == {}
    assert not check.finished("dense_backward")


def test_after_an_interrupt_the_report_before_it_still_stands(check):
    solved = check.dense_backward(check.tasks["dense_backward"].reference)
    with pytest.raises(KeyboardInterrupt):
        check.dense_backward(interrupted)
    assert check.progress().reports == {"dense_backward": solved}


def test_an_interrupt_leaves_the_screen_the_warnings_and_numpy_as_they_were(check):
    before = sys.stdout, warnings.filters[:], np.geterr()
    with pytest.raises(KeyboardInterrupt):
        check.dense_backward(interrupted)
    assert before == (sys.stdout, warnings.filters[:], np.geterr())


def test_an_interrupt_shows_the_students_line_without_the_drivers(check):
    with pytest.raises(KeyboardInterrupt) as stopped:
        check.dense_backward(interrupted)
    frames = traceback.extract_tb(stopped.value.__traceback__)
    assert [frame.name for frame in frames[1:]] == ["_check", "interrupted"]
