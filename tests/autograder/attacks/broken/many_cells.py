"""Ten thousand cells."""

from nbformat import v4

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "cells; at most"


def hand_in(folder, notebook):
    notebook.cells += [v4.new_markdown_cell("x", id=f"cell{n}") for n in range(10_000)]
    write(folder, notebook)
