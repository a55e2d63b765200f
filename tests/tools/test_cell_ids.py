import re

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tools.notebooks import cell_ids


def ids(*cells):
    cell_ids.assign(cells)
    return [cell.id for cell in cells]


def test_an_id_depends_on_the_source_alone():
    assert ids(new_code_cell("x = 1")) == ids(new_code_cell("x = 1"))
    assert ids(new_code_cell("x = 1")) != ids(new_code_cell("x = 2"))
    assert ids(new_code_cell("x = 1")) != ids(new_markdown_cell("x = 1"))


def test_equal_cells_are_numbered():
    first, second, third = ids(*(new_code_cell("x") for _ in range(3)))
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_a_graded_cell_has_its_grade_id():
    assert ids(new_code_cell("x", metadata={"nbgrader": {"grade_id": "task_1"}})) == ["task_1"]


def test_ids_are_valid_in_a_notebook():
    cells = [new_code_cell("x"), new_code_cell("x"), new_markdown_cell("é" * 1000)]
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in ids(*cells))
    nbformat.validate(nbformat.v4.new_notebook(cells=cells))
