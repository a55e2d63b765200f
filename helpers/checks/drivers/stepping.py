"""Several steps of an optimizer: what the student's function returns goes into its next call."""

import contextlib
import sys

import numpy as np

from helpers.checks.drivers.calling import called, is_pair
from helpers.checks.drivers.surroundings import Unpatched


def take_steps(student, w, gradients, memory, *options):
    """Let the student take one step for each of the gradients, from w and with this memory.

    The student's function gets (w, g, memory, *options) and returns the next (w, memory). Returns
    all of them, {"w": [...], "memory": [...]}, each as it was right after its step; None where a
    step gives None, which is not written yet.
    """
    steps = []
    for g in gradients:
        with contextlib.redirect_stdout(sys.stdout), Unpatched():  # as if each step were a call
            returned = called(student, w, g, memory, *options)
        if returned is None:
            return None
        if not is_pair(returned):
            return {"w": returned, "memory": returned}
        w, memory = returned
        steps.append((_copied(w), _copied(memory)))
    return {"w": [w for w, _ in steps], "memory": [memory for _, memory in steps]}


def _copied(value):
    """Return a value as it is now: the next step may change its arrays."""
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) is dict:
        return {key: _copied(item) for key, item in value.items()}
    return value
