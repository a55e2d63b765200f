"""One cell with a megabyte of code."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "characters; at most"


def hand_in(folder, notebook):
    notebook.cells[2].source = "x = 1  # " + "x" * 2**20
    write(folder, notebook)
