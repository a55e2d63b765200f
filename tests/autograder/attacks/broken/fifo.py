"""In place of the notebook stands a pipe, at which a reader waits for ever."""

import os

from tests.autograder.attacks.hand_in import path

EXPECTED = 0, "not readable"
SAYS = "is no ordinary file"


def hand_in(folder, notebook):
    os.mkfifo(path(folder))
