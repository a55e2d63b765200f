"""Which cell of a submission is which, and in what order they run."""

import pytest

from autograder.assignment import parse
from autograder.intake import Rejected, SubmittedCell
from autograder.matching import steps

SETUP = 'import helpers.checks\n\ncheck = helpers.checks.load("01-tiny")'


@pytest.fixture
def assignment(source, tasks):
    return parse("01-tiny", source, tasks)


@pytest.fixture
def cells(source):
    """An honest submission's cells."""
    return [
        SubmittedCell(c.cell_type, c.source, c.metadata.get("nbgrader", {}).get("grade_id", ""))
        for c in source.cells
    ]


def own(source, name="", kind="code"):
    return SubmittedCell(kind, source, name)


def order(assignment, cells):
    """Return the names of the instructor's cells, and the first line of the student's own."""
    return [
        step.known.name if step.known else step.source.split("\n")[0]
        for step in steps(assignment, cells)
        if step.known or step.is_code
    ]


HONEST = ["setup", "import numpy as np", "double", "check_double", "total", "check_total", "why"]


def place(cells, name):
    return next(i for i, cell in enumerate(cells) if cell.name == name)


def test_an_honest_notebook_keeps_its_order(assignment, cells):
    assert order(assignment, cells) == HONEST


def test_cells_without_metadata_are_recognised(assignment, cells):
    typed = [SubmittedCell(cell.kind, cell.source) for cell in cells]
    assert order(assignment, typed) == HONEST


def test_an_answer_without_metadata_is_the_text_behind_its_question(assignment, cells):
    cells[-1] = own("My own words.", kind="markdown")
    (answer,) = [s for s in steps(assignment, cells) if s.known and s.known.role == "written"]
    assert answer.source == "My own words."


@pytest.mark.parametrize("name", ["setup", "check_double", "check_total", "why"])
def test_a_deleted_cell_is_put_back_where_it_was(assignment, cells, name):
    del cells[place(cells, name)]
    names = [n for n in order(assignment, cells) if n in assignment.named]
    assert names == list(assignment.named)


def test_a_deleted_check_stands_behind_what_was_added_below_the_solution(assignment, cells):
    position = place(cells, "check_double")
    cells[position] = own("def double(x): return x + x")
    assert order(assignment, cells)[2:5] == [
        "double",
        "def double(x): return x + x",
        "check_double",
    ]


def test_all_checks_deleted_are_all_put_back(assignment, cells):
    left = [cell for cell in cells if not cell.name.startswith("check")]
    assert order(assignment, left) == HONEST


def test_an_edited_check_is_restored_and_its_text_runs_before_it(assignment, cells):
    position = place(cells, "check_double")
    cells[position] = own("2.0", "check_double")
    found = steps(assignment, cells)
    assert [found[position].source, found[position + 1].source] == ["2.0", "check.double(double)"]


def test_an_edited_setup_is_restored_first(assignment, cells):
    cells[place(cells, "setup")] = own("check = 3", "setup")
    assert order(assignment, cells)[:2] == ["setup", "check = 3"]


def test_every_copy_of_a_check_asks(assignment, cells):
    cells.append(own("check.double(double)", "check_double"))
    assert order(assignment, cells).count("check_double") == 2


def test_of_a_solutions_copies_the_last_written_one_bears_the_name(assignment, cells):
    stub = cells[place(cells, "double")]
    mine = own("def double(x):\n    return 2 * x", "double")
    cells[place(cells, "double")] = mine
    cells.append(stub)
    named = [s.source for s in steps(assignment, cells) if s.known and s.known.name == "double"]
    assert named == [mine.source]


def test_a_solution_typed_into_a_new_cell_is_recognised_by_its_function(assignment, cells):
    cells[place(cells, "double")] = own("# mine\ndef double(x):\n    return x + x")
    named = [s.source for s in steps(assignment, cells) if s.known and s.known.name == "double"]
    assert named == ["# mine\ndef double(x):\n    return x + x"]


def split(cells, name, *parts, keeps):
    """Split a cell, as an editor does; keeps: whether each part keeps the metadata."""
    i = place(cells, name)
    named = [name if kept else "" for kept in keeps]
    kind = cells[i].kind
    cells[i : i + 1] = [own(part, label, kind) for part, label in zip(parts, named, strict=True)]


BOTH, FIRST, LAST, NONE = (True, True), (True, False), (False, True), (False, False)
each_way = pytest.mark.parametrize(
    "keeps", [BOTH, FIRST, LAST, NONE], ids=["both", "first", "last", "none"]
)


@each_way
def test_both_parts_of_a_split_solution_run_before_its_check(assignment, cells, keeps):
    parts = "def half(x):\n    return x", "def double(x):\n    return half(x) + half(x)"
    split(cells, "double", *parts, keeps=keeps)
    found = steps(assignment, cells)
    sources = [step.source for step in found]
    assert sources[3:6] == [*parts, "check.double(double)"]
    assert sum(s.known is not None and s.known.name == "double" for s in found) == 1


@each_way
def test_a_split_check_is_asked_behind_the_work(assignment, cells, keeps):
    split(cells, "check_double", "check.double(", "double)", keeps=keeps)
    names = order(assignment, cells)
    asked = [i for i, name in enumerate(names) if name == "check_double"]
    assert asked
    assert all(names.index("double") < i for i in asked)
    assert {s.source for s in steps(assignment, cells) if s.asks} == {
        "check.double(double)",
        "check.total(total)",
    }


@each_way
def test_of_a_split_answer_both_parts_are_there_to_read(assignment, cells, keeps):
    split(cells, "why", "First.", "Second.", keeps=keeps)
    found = steps(assignment, cells)
    (answer,) = [s.source for s in found if s.known and s.known.name == "why"]
    assert answer in ("First.", "Second.")
    assert [s.source for s in found][-2:] == ["First.", "Second."]


@each_way
def test_a_split_setup_runs_whole_before_the_first_task(assignment, cells, keeps):
    split(cells, "setup", *SETUP.split("\n\n"), keeps=keeps)
    names = order(assignment, cells)
    assert names.index("setup") < names.index("double")


@pytest.mark.parametrize("mine", ['double = "b"', "double=3", "# mine\ndouble = (\n    ...\n)"])
def test_a_value_typed_into_a_new_cell_is_recognised_by_its_name(assignment, cells, mine):
    cells[place(cells, "double")] = own(mine)
    named = [s.source for s in steps(assignment, cells) if s.known and s.known.name == "double"]
    assert named == [mine]


@pytest.mark.parametrize("mine", ["double == 3", "doubled = 3", "if True:\n    double = 3"])
def test_what_only_looks_like_a_value_is_the_students_own_cell(assignment, cells, mine):
    cells[place(cells, "double")] = own(mine)
    assert [s.known for s in steps(assignment, cells) if s.source == mine] == [None]


def test_added_cells_stay_where_they_were_put(assignment, cells):
    cells.insert(3, own("a = 1"))
    cells.append(own("b = 2"))
    assert order(assignment, cells) == [*HONEST[:2], "a = 1", *HONEST[2:], "b = 2"]


def test_the_source_of_a_check_is_never_the_students(assignment, cells):
    cells[place(cells, "check_double")] = own("check.double(None)", "check_double")
    asked = [s.source for s in steps(assignment, cells) if s.asks]
    assert asked == ["check.double(double)", "check.total(total)"]


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [own("print(1)")],
        [own("text", kind="markdown")],
        [own("x", "no_such_id")],
        [own(SETUP, "setup")],
    ],
    ids=["empty", "other code", "text", "unknown id", "only the set-up"],
)
def test_a_notebook_with_no_task_in_it_is_rejected(assignment, cells):
    with pytest.raises(Rejected):
        steps(assignment, cells)
