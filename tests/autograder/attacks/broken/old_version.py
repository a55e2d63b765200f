"""A notebook of the format before the present one."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "expected 4.0 to 4.5"


def hand_in(folder, notebook):
    write(folder, {"nbformat": 3, "nbformat_minor": 0, "worksheets": [], "cells": []})
