"""The command says what happened, in words, in a table and in its exit status."""

import pytest

from autograder import report, run
from autograder.__main__ import main

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


@pytest.fixture
def in_course(course, monkeypatch, load):
    """Stand in the course's folder, with the tiny tasks."""
    monkeypatch.chdir(course.root)
    monkeypatch.setattr("helpers.checks.load", load)
    for function in (run.desk, report.write):
        monkeypatch.setitem(function.__kwdefaults__, "load", load)
    return course


def test_the_command_returns_0_when_all_went_well(in_course, hand_in, copy_of, capsys):
    hand_in("ann", copy_of())
    assert main(["grade", SLUG]) == 0
    assert "1 submissions, 0 of them failed" in capsys.readouterr().out


def test_the_command_returns_1_when_a_submission_failed(in_course, hand_in):
    hand_in("ann", "{")
    assert main(["grade", SLUG]) == 1


def test_the_command_returns_2_and_the_names_for_an_unknown_assignment(in_course, capsys):
    assert main(["grade", "02-other"]) == 2
    assert "there are: 01-tiny" in capsys.readouterr().err


def test_the_table_shows_scores_and_reasons(in_course, hand_in, copy_of, capsys):
    hand_in("ann", copy_of(double="def double(x): return x / 2"))
    main(["grade", SLUG])
    (row,) = [line for line in capsys.readouterr().out.split("\n") if "ann" in line]
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [
        "ann",
        "0",
        "3",
        "3",
        "graded",
        "You halved it.",
    ]


def test_markup_in_a_name_is_only_text(in_course, hand_in, copy_of, capsys):
    hand_in("[bold red]x", copy_of())
    main(["grade", SLUG])
    assert "[bold red]x" in capsys.readouterr().out


def test_grading_by_process_says_that_it_is_not_safe(in_course, capsys):
    main(["grade", SLUG, "--isolation", "process"])
    assert "NOT SAFE" in capsys.readouterr().out


def test_the_page_counts_mistakes_and_escapes(in_course, hand_in, copy_of):
    for student in ("ann", "bob"):
        hand_in(student, copy_of(double="def double(x): return x / 2"))
    hand_in("carl", copy_of(double="def double(x): raise ValueError('<script>alert(1)</script>')"))
    main(["grade", SLUG])
    assert main(["report", SLUG]) == 0
    page = (in_course.reports / f"{SLUG}.html").read_text()
    assert '<code>double</code></td><td class="number">2</td>' in page
    assert '<td class="words">You halved it.' in page
    assert "<script" not in page


def test_a_page_about_nothing_is_refused(in_course, capsys):
    assert main(["report", SLUG]) == 2
    assert "nothing of 01-tiny is graded yet" in capsys.readouterr().err
