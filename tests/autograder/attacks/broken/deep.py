"""Lists in lists, a hundred thousand deep, which a parser follows by recursion."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "no JSON"


def hand_in(folder, notebook):
    write(folder, '{"nbformat": 4, "cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
