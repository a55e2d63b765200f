import pytest

from tools.notebooks.errors import SourceError

SOLUTION = "    ### BEGIN SOLUTION\n    return x + x\n    ### END SOLUTION\n"


@pytest.fixture
def assemble(course, assembler_of, source_of):
    """Return a function that assembles the exercise after replacing some of its text."""

    def with_edit(old="", new=""):
        source = source_of(course, "exercise")
        text = source.read()
        assert old in text
        source.path.write_text(text.replace(old, new))
        return assembler_of(course).assemble(source).notebook

    return with_edit


def grading(notebook):
    cells = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    return {cell.grade_id: cell for cell in cells}


def test_cells_are_graded_by_what_they_are(assemble):
    cells = grading(assemble())
    assert list(cells) == ["setup", "double", "check_double", "why_double"]
    flags = {
        name: (cell.solution, cell.grade, cell.locked, cell.get("points"))
        for name, cell in cells.items()
    }
    assert flags == {
        "setup": (False, False, True, None),
        "double": (True, False, False, None),
        "check_double": (False, True, True, 2),
        "why_double": (True, True, False, 3),
    }


def test_a_task_may_be_a_class_or_a_value(assemble):
    body = 'def double(x):\n    """Return twice x."""\n' + SOLUTION
    value = "### BEGIN SOLUTION\ndouble = 2\n### END SOLUTION\n"
    assert "double" in grading(assemble(body, value))


@pytest.mark.parametrize(
    "asked", ["check.progress()", 'check.hint("double")', "check.hint.double()"]
)
def test_a_cell_that_asks_for_progress_or_a_hint_is_not_graded(assemble, asked):
    more = f"```{{code-cell}} ipython3\n{asked}\n```\n\nExplain it."
    assert list(grading(assemble("Explain it.", more))) == [
        "setup",
        "double",
        "check_double",
        "why_double",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("check.double(double)", "check.halve(halve)", "check.halve: no such task; .* double"),
        ("check.double(double)", "print(check.double(double))", "and nothing else"),
        ("check.double(double)", "pass", "no check cell for task double"),
        ("def double", "def twice", "a solution cell defines one task's function"),
        ("    ### END SOLUTION\n", "", "expected pairs of '### BEGIN SOLUTION'"),
        (SOLUTION, "    ...\n", "no solution cell for task double"),
        ('"written"', '"writen"', "of a written answer, found .*'writen'"),
    ],
    ids=["no task", "more than a check", "unchecked", "other name", "open", "unsolved", "typo"],
)
def test_a_cell_of_no_form_is_refused(assemble, old, new, message):
    with pytest.raises(SourceError, match=message):
        assemble(old, new)
