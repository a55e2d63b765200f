"""Every cell stands there twice, with all that is in its metadata."""

import copy

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    notebook.cells += copy.deepcopy(notebook.cells)
    write(folder, notebook)
