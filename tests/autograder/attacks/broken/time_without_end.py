"""The time stamp is a pipe."""

import os

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    write(folder, notebook)
    os.mkfifo(folder / "timestamp.txt")
