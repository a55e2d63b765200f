"""The page about a class."""

from types import SimpleNamespace

import pytest

from autograder import __main__, report
from autograder.course import CourseError

TASKS = [
    SimpleNamespace(name="second_in_the_alphabet", points=2),
    SimpleNamespace(name="a", points=1),
]


def record(score, *mistakes, why=""):
    given = {"score": score, "points": 2, "why": why, "mistakes": list(mistakes)}
    return {"state": "graded", "why": why, "tasks": {"second_in_the_alphabet": given}}


def test_tasks_stand_in_the_exercises_order():
    page = report.page("x", TASKS, {"ann": record(2)})
    assert page.index("second_in_the_alphabet") < page.index("<code>a</code>")


def test_mistakes_are_counted_and_the_commonest_comes_first():
    class_ = {"ann": record(1, "Rare."), "bo": record(1, "Often."), "cy": record(0, "Often.")}
    page = report.page("x", TASKS, class_)
    assert '<td class="number">2</td><td class="words">Often.</td>' in page
    assert page.index("Often.") < page.index("Rare.")


def test_a_task_that_a_record_lacks_counts_as_no_points():
    page = report.page("x", TASKS, {"ann": record(2), "bo": record(1)})
    assert "1.5 of 2" in page
    assert "0.0 of 1" in page


def test_what_students_write_is_text_only():
    page = report.page("x", TASKS, {"<b>ann</b>": record(0, why="<script>alert(1)</script>")})
    assert "<b>" not in page
    assert "<script>" not in page


def test_nothing_graded_says_what_to_do(course, load):
    with pytest.raises(CourseError, match="run `autograder grade 01-tiny` first"):
        report.write(course, "01-tiny", load=load)


def test_an_interrupted_command_says_that_it_goes_on(monkeypatch, capsys):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__.report, "write", interrupted)
    assert __main__.main(["report", "tiny"]) == 130
    assert "goes on from here" in capsys.readouterr().err
