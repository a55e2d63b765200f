import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.notebooks.release import shown_solutions

SECRET = "def f(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION\n    # the end"
ANSWER = new_markdown_cell("It is so.", metadata={"nbgrader": {"solution": True}})


@pytest.mark.parametrize("line", ["    return x + 1", "### BEGIN SOLUTION", "It is so."])
def test_a_solution_line_is_found(line):
    solution = new_notebook(cells=[new_code_cell(SECRET), ANSWER])
    student = new_notebook(cells=[new_code_cell(f"def f(x):\n{line}")])
    assert shown_solutions(solution, student) == [line.strip()]


def test_a_line_that_is_also_given_is_none():
    solution = new_notebook(cells=[new_code_cell(SECRET), new_code_cell("return x + 1")])
    student = new_notebook(cells=[new_code_cell("return x + 1\n# the end")])
    assert shown_solutions(solution, student) == []
