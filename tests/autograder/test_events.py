"""Other programs follow the grading line by line."""

import io
import json

import pytest

from autograder import __main__, run
from autograder.__main__ import main
from autograder.events import Lines

SLUG = "01-tiny"


@pytest.fixture
def told(course, monkeypatch, load, capsys):
    """Run the command in the course's folder; return its status and the events it printed."""
    monkeypatch.chdir(course.root)
    monkeypatch.setitem(run.desk.__kwdefaults__, "load", load)

    def told(*arguments):
        status = main([*arguments, "--json"])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return told


@pytest.mark.usefixtures("bwrap")
def test_each_submission_is_told_between_a_start_and_an_end(told, hand_in, copy_of):
    hand_in("ann", copy_of(double="def double(x): return x / 2"))
    hand_in("bob", "{")
    status, (start, ann, bob, end) = told("grade", SLUG)
    assert status == 1
    assert start == {"event": "start", "assignment": SLUG, "submissions": 2}
    assert (ann["student"], ann["score"], ann["points"], ann["state"]) == ("ann", 3, 5, "graded")
    assert (ann["done"], ann["of"]) == (1, 2)
    assert ann["tasks"]["double"]["mistakes"] == ["You halved it. Double it instead."]
    assert bob["state"] == "not readable"
    assert end == {"event": "end", "submissions": 2, "skipped": 0, "failed": ["bob"]}


@pytest.mark.usefixtures("bwrap")
def test_what_an_earlier_run_graded_is_told_as_skipped(told, hand_in, copy_of):
    hand_in("ann", copy_of())
    told("grade", SLUG)
    _, (_, ann, end) = told("grade", SLUG)
    assert (ann["event"], ann["student"], ann["score"]) == ("skipped", "ann", 5)
    assert end["skipped"] == 1


def test_workers_are_a_number(told):
    with pytest.raises(SystemExit):
        told("grade", SLUG, "--workers", "0")


def test_an_error_is_the_last_event(told):
    status, (error,) = told("grade", "02-other")
    assert (status, error["event"]) == (2, "error")
    assert "there are: 01-tiny" in error["message"]


def test_an_interruption_is_the_last_event(told, monkeypatch):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__.run, "desk", interrupted)
    assert told("grade", SLUG) == (130, [{"event": "interrupted"}])


def test_grading_without_a_sandbox_is_a_warning_first(told):
    _, (first, *_) = told("grade", SLUG, "--isolation", "process")
    assert first["event"] == "warning"
    assert first["message"].startswith("NOT SAFE")


def test_nothing_in_a_line_steers_a_terminal():
    stream = io.StringIO()
    Lines(stream).tell("graded", student="\x1b[31mann\u202e\n")
    assert stream.getvalue().rstrip("\n").isprintable()
    assert json.loads(stream.getvalue())["student"] == "\x1b[31mann\u202e\n"
