"""The page about a class."""

import re
from types import SimpleNamespace

import pytest

from autograder import __main__, report
from autograder.course import CourseError

TASKS = [
    SimpleNamespace(
        name="second_in_the_alphabet",
        points=2,
        mistakes=(SimpleNamespace(name="halved", sentence="You halved it."),),
    ),
    SimpleNamespace(name="a", points=1, mistakes=()),
]


def record(score, *mistakes, why="", state="graded"):
    given = {"score": score, "points": 2, "why": why, "mistakes": list(mistakes)}
    given["properties"] = [["twice <as> much", score == 2]]
    return {"state": state, "why": why, "tasks": {"second_in_the_alphabet": given}}


def test_tasks_stand_in_the_exercises_order():
    page = report.page("x", TASKS, {"ann": record(2)})
    assert page.index("second_in_the_alphabet") < page.index("<code>a</code>")


def test_mistakes_are_counted_and_the_commonest_comes_first():
    class_ = {"ann": record(1, "Rare."), "bo": record(1, "Often."), "cy": record(0, "Often.")}
    page = report.page("x", TASKS, class_)
    assert '<td class="number">2</td><td></td><td class="words">Often.</td>' in page
    assert page.index("Often.") < page.index("Rare.")


def test_a_task_that_a_record_lacks_counts_as_no_points():
    page = report.page("x", TASKS, {"ann": record(2), "bo": record(1)})
    assert "1.5 of 2" in page
    assert "0.0 of 1" in page


def test_a_named_mistake_is_counted_by_its_name_also_as_one_of_two():
    both = "Two mistakes at once. First: You halved it. Second: Rare."
    page = report.page("x", TASKS, {"ann": record(1, "You halved it."), "bo": record(0, both)})
    assert '<td class="number">2</td><td>halved</td><td class="words">You halved it.</td>' in page


def test_properties_are_counted():
    page = report.page("x", TASKS, {"ann": record(2), "bo": record(1), "cy": record(2)})
    assert '<td class="words">twice &lt;as&gt; much</td><td>2 of 3</td>' in page


def test_failures_are_listed_with_their_reasons():
    page = report.page("x", TASKS, {"ann": record(0, why="It ended.", state="ended early")})
    failures = page[page.index("<h2>Failures") : page.index("<h2>Scores")]
    assert "1 ended early" in failures
    assert '<td>ann</td><td>ended early</td><td class="words">It ended.</td>' in failures


def test_the_page_needs_no_other_file():
    page = report.page("x", TASKS, {"ann": record(2)})
    assert not re.search(r"src=|href=|url\(|@import|<script", page)


def test_a_record_of_before_without_properties_is_no_problem():
    old = record(2)
    del old["tasks"]["second_in_the_alphabet"]["properties"]
    assert "What was checked" not in report.page("x", TASKS, {"ann": old})


def test_what_students_write_is_text_only():
    page = report.page("x", TASKS, {"<b>ann</b>": record(0, why="<script>alert(1)</script>")})
    assert "<b>" not in page
    assert "<script>" not in page


def test_the_slowest_task_stands_first_with_its_times():
    taken = {
        "ann": (0.5, {"a": 0.3, "second_in_the_alphabet": 0.01}),
        "<b>bo</b>": (2.5, {"a": 2.0, "second_in_the_alphabet": 0.03}),
    }
    page = report.page("x", TASKS, {student: record(2) for student in taken}, taken)
    section = page[page.index("<h2>Time used") : page.index("<h2>Scores")]
    assert "3 s in all, one submission 1.5 s (median), and the slowest, &lt;b&gt;bo" in section
    rows = re.findall(r"<tr><td><code>(.*?)</code></td><td>(.*?)</td>", section)
    assert rows == [("a", "1.1 s"), ("second_in_the_alphabet", "20 ms")]


def test_without_times_nothing_is_said_of_them():
    assert "Time used" not in report.page("x", TASKS, {"ann": record(2)})


def test_nothing_graded_says_what_to_do(course, load):
    with pytest.raises(CourseError, match="run `autograder grade 01-tiny` first"):
        report.write(course, "01-tiny", load=load)


def test_an_interrupted_command_says_that_it_goes_on(monkeypatch, capsys):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__.report, "write", interrupted)
    assert __main__.main(["report", "tiny"]) == 130
    assert "goes on from here" in capsys.readouterr().err
