"""The file ends in the middle, as after a broken upload."""

import nbformat

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "no JSON"


def hand_in(folder, notebook):
    text = nbformat.writes(notebook)
    write(folder, text[: len(text) // 2])
