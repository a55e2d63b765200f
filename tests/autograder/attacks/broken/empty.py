"""The file has no bytes."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "no JSON"


def hand_in(folder, notebook):
    write(folder, "")
