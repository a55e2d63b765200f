"""The cells with the checks are deleted."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    notebook.cells = [cell for cell in notebook.cells if not cell.source.startswith("check.")]
    write(folder, notebook)
