"""Between the cells stands a number."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "is no cell"


def hand_in(folder, notebook):
    write(folder, {**notebook, "cells": [*notebook.cells, 7]})
