"""NaN and Infinity, which JSON does not know, in an honest notebook's metadata."""

import nbformat

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    text = nbformat.writes(notebook)
    write(folder, text.replace('"points": 2', '"points": NaN, "x": [Infinity, -Infinity, 1e999]'))
