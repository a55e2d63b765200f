"""What is said of a class at the end: everyone's scores, or, of a large class, a summary."""

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

from autograder import table
from autograder.tally import KEPT, Tally


@pytest.fixture
def said(tasks):
    """Count results, (student, score of `double`, state), and return what is printed of them."""
    assignment = SimpleNamespace(tasks=list(tasks.values()))

    def said(results, skipped=0):
        tally = Tally(assignment, skipped=skipped)
        for student, score, state in results:
            given = {
                "double": {"score": score, "points": 2},
                "total": {"score": 3, "points": 3},
            }
            tally.add(student, {"state": state, "why": "", "tasks": given})
        stream = io.StringIO()
        for part in table.outcome("01-tiny", tally):
            Console(file=stream, width=table.WIDTH).print(part)
        return stream.getvalue()

    return said


def many(count, failed=0):
    """Results of a class, the first of which failed; every other one has full marks."""
    states = ["not readable"] * failed + ["graded"] * (count - failed)
    return [(f"s{i:04}", 2 * (i % 2), state) for i, state in enumerate(states)]


def test_a_small_class_is_listed_by_name_whoever_was_done_first(said):
    text = said(reversed(many(3)))
    assert text.index("s0000") < text.index("s0001") < text.index("s0002")


def test_of_a_large_class_the_tasks_are_summed_up(said):
    text = said(many(KEPT + 100))
    (row,) = [line for line in text.splitlines() if "double" in line]
    assert [cell.strip() for cell in row.split("│")[1:-1]] == ["double", "1.00", "2", "100", "100"]
    assert "s0001" not in text


def test_of_a_large_class_those_that_failed_are_listed(said):
    text = said(many(KEPT + 100, failed=2))
    assert ["s0000" in text, "s0001" in text, "s0002" in text] == [True, True, False]


def test_more_failures_than_a_table_holds_are_counted(said):
    text = said(many(KEPT + 100, failed=KEPT + 20))
    assert "And 20 more failed" in text


def test_what_an_earlier_run_graded_is_counted(said):
    assert "3 submissions, 2 graded before and unchanged, 0 of them failed." in said(many(3), 2)


def test_records_of_a_large_class_are_not_kept(tasks):
    tally = Tally(None)
    for student, _, state in many(10 * KEPT, failed=5 * KEPT):
        tally.add(student, {"state": state, "why": "", "tasks": {}})
    assert (len(tally.records), len(tally.failures), tally.count) == (KEPT, KEPT, 10 * KEPT)
