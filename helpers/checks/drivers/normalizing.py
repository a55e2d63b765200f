"""What a student's initializers and normalizing layers make of generators and batches."""

import numpy as np

from helpers.checks.drivers.calling import called_apart

KEYS = ("Z", "running", "Z_new", "after")


def draw_weights(student, fan_in, fan_out, seeds):
    """Let the student draw weights (fan_in, fan_out): with one seed twice, then with another.

    seeds: two different ones. Returns a dict with "W", "again" and "other"; None where the first
    is None.
    """
    one, other = seeds
    drawn = [
        called_apart(student, fan_in, fan_out, np.random.default_rng(s)) for s in (one, one, other)
    ]
    return None if drawn[0] is None else dict(zip(("W", "again", "other"), drawn, strict=True))


def normalize_batches(student, batches, X_new, gamma, beta, mean, var, momentum=None, eps=None):
    """Let the student normalize batches in training, one after the other, then X_new.

    batches: arrays (N, C); X_new (M, C); gamma, beta, mean, var (C,), the last two the running
    averages at the start; momentum, eps: None where the student's own defaults are to hold. Each
    call gets the averages that the one before it returned. Returns a dict with "Z", one entry a
    batch, "running", the averages after them, "Z_new", and "after", the averages after
    inference; None where nothing is returned. What should be three things and is not stands in
    the place of all of them.
    """
    options = () if momentum is None else (momentum, eps)
    Z = []
    for X in batches:
        returned = called_apart(student, X, gamma, beta, mean, var, True, *options)
        if not _are_three(returned):
            return returned if returned is None else dict.fromkeys(KEYS, returned)
        out, mean, var = returned
        Z.append(out)
    running = np.copy(mean), np.copy(var)
    returned = called_apart(student, X_new, gamma, beta, mean, var, False, *options)
    new, *after = returned if _are_three(returned) else (returned, returned, returned)
    return dict(zip(KEYS, (Z, running, new, after), strict=True))


def _are_three(value):
    return isinstance(value, (list, tuple)) and len(value) == 3
