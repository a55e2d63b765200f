"""Dropout in both modes, and early stopping over a sequence of losses."""

import numpy as np

from helpers.checks.drivers.calling import NotAPair, called, called_apart
from helpers.checks.drivers.plain import kind_name


def drop_units(student, shape, p, seeds):
    """Let the student drop units of an array: by one seed twice, then by another; then in use.

    shape: of the array A that is made here, its entries away from 0; seeds: two different ones,
    the first of A, too. Returns a dict with "A" itself, "out" and "mask" of the first
    call, "again" and "other", what the next two make of A, and "used" and "used mask"; None
    where nothing is returned.
    """
    one, other = seeds
    rng = np.random.default_rng(one + 1000)  # the student's generator begins elsewhere
    A = rng.choice([-1, 1], shape) * rng.uniform(0.5, 2, shape)
    found = []
    for seed, training in [(one, True), (one, True), (other, True), (one, False)]:
        returned = called_apart(student, A.copy(), p, np.random.default_rng(seed), training)
        if returned is None:
            return None
        found.append(_pair(returned))
    (out, mask), (again, _), (elsewhere, _), (used, used_mask) = found
    return {
        "A": A,
        "out": out,
        "mask": mask,
        "again": again,
        "other": elsewhere,
        "used": used,
        "used mask": used_mask,
    }


def _pair(returned):
    if type(returned) not in (tuple, list) or len(returned) != 2:
        raise NotAPair(kind_name(type(returned)))
    return returned


def stop_early(student, patience, losses, w):
    """Let the student's object watch losses, one an epoch, until it says stop or they end.

    student: a class (or function) that makes the object of a patience. The parameters are
    {"w": a copy of w}; each epoch changes that array in place, as training does. Returns what
    `update` said after each epoch and which parameters are kept as the best; None where `update`
    gives None at first, which is not written yet.
    """
    watch = student(patience) if isinstance(student, type) else called(student, patience)
    if watch is None:
        return None
    parameters, said = {"w": w.copy()}, []
    for loss in losses:
        parameters["w"] += 1.0
        answer = watch.update(loss, parameters)
        if answer is None and not said:
            return None
        said.append(bool(answer) if type(answer) is np.bool_ else answer)
        if type(said[-1]) is bool and said[-1]:
            break
    return {"stop": said, "best": watch.best}
