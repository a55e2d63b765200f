"""In place of the notebook stands a folder with its name."""

from tests.autograder.attacks.hand_in import path

EXPECTED = 0, "not readable"
SAYS = "is no ordinary file"


def hand_in(folder, notebook):
    path(folder).mkdir()
