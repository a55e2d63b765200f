"""Each cell has the name of another one."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 2, "graded"
SAYS = ""


def hand_in(folder, notebook):
    names = [c.metadata["nbgrader"]["grade_id"] for c in notebook.cells if c.metadata]
    for cell in (cell for cell in notebook.cells if cell.metadata):
        cell.metadata["nbgrader"]["grade_id"] = names.pop()
    write(folder, notebook)
