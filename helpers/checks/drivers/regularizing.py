"""Dropout in both modes, and early stopping over a sequence of losses."""

import numpy as np

from helpers.checks.drivers.calling import NotYesOrNo, called, called_apart, is_pair
from helpers.checks.drivers.plain import kind_name


def drop_units(student, shape, p, seeds):
    """Let the student drop units of an array: by one seed twice, then by another; then in use.

    shape: of the array A that is made here, its entries away from 0; seeds: two different ones,
    the first of A, too. Returns a dict with "A" itself, "out" and "mask" of the first
    call, "again" and "other", what the next two make of A, and "used": output and mask in use,
    two None where nothing is returned there; None where nothing is returned in training; what
    is no pair as it is.
    """
    one, other = seeds
    rng = np.random.default_rng(one + 1000)  # the student's generator begins elsewhere
    A = rng.choice([-1, 1], shape) * rng.uniform(0.5, 2, shape)
    found = []
    for seed, training in [(one, True), (one, True), (other, True), (one, False)]:
        returned = called_apart(student, A.copy(), p, np.random.default_rng(seed), training)
        if returned is None and not training:
            returned = None, None
        if returned is None or not is_pair(returned):
            return returned
        found.append(returned)
    (out, mask), (again, _), (elsewhere, _), used = found
    return {
        "A": A,
        "out": out,
        "mask": mask,
        "again": again,
        "other": elsewhere,
        "used": used,
    }


def stop_early(student, patience, losses, w):
    """Let the student's object watch losses, one an epoch, until it says stop or they end.

    student: a class (or function) that makes the object of a patience. The parameters are
    {"w": a copy of w}; each epoch changes that array in place, as training does. Returns what
    `update` said after each epoch, where None beside a True is as good as False, and which
    parameters are kept as the best; None where there is nothing yet: no word and no best.
    """
    watch = student(patience) if isinstance(student, type) else called(student, patience)
    if watch is None:
        return None
    parameters, said = {"w": w.copy()}, []
    for loss in losses:
        parameters["w"] += 1.0
        said.append(_word(watch.update(loss, parameters)))
        if said[-1]:
            said = [word or False for word in said]
            break
    if said == [None] * len(losses) and getattr(watch, "best", None) is None:
        return None
    return {"stop": said, "best": watch.best}


def _word(answer):
    if answer is not None and type(answer) not in (bool, np.bool_):
        raise NotYesOrNo(kind_name(type(answer)))
    return None if answer is None else bool(answer)
