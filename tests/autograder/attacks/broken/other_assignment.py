"""The notebook of another assignment under this one's name."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "the notebook of another assignment"


def hand_in(folder, notebook):
    notebook.cells[1].source = notebook.cells[1].source.replace("01-tiny", "02-other")
    write(folder, notebook)
