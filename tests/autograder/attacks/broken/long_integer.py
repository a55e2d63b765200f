"""An integer of a million digits, which takes a parser minutes."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "not a notebook"


def hand_in(folder, notebook):
    write(folder, '{"nbformat": 4, "nbformat_minor": ' + "7" * 10**6 + ', "cells": []}')
