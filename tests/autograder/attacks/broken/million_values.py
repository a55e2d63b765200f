"""Few bytes, and a million values that each take memory."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "values; at most"


def hand_in(folder, notebook):
    write(folder, '{"nbformat": 4, "cells": [' + ",".join(["[]"] * 10**6) + "]}")
