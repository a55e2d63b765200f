"""The points of every cell are a thousand, and the checks are the student's to solve."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    """All is right, and so earns what it is worth."""
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).update(points=1000, solution=True, locked=False)
    write(folder, notebook)
