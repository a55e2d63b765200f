"""The smallest input that can be found on which an answer is wrong."""

import itertools
from dataclasses import dataclass

import numpy as np

from helpers.checks.answers import Answers
from helpers.checks.judge import Absent, Raised
from helpers.checks.outcome import outcome, selected
from helpers.checks.shrinking import size

ROUNDS = 8
AT_ONCE = 12


@dataclass(frozen=True)
class Failure:
    """An instance, what is expected there and what was got: the part that a property looks at."""

    instance: object
    expected: object
    got: object


def failures(paper, answers, prop):
    """Return the `Failure` of each instance on which a property fails, the smallest first."""
    found = [
        Failure(
            paper.instances[position],
            outcome(paper.expected[position], prop),
            outcome(answers[position], prop),
        )
        for position in selected(paper, prop)
    ]
    return sorted(filter(lambda f: fails(prop, f), found), key=lambda f: size(f.instance))


def fails(prop, failure):
    """Does the property not hold there?"""
    return prop.judge(failure.got, failure.expected) is not None


def smallest(task, prop, failure, ask):
    """Return a `Failure` of the same kind on the simplest instance that is found.

    ask: takes questions, as `Paper.questions` has them, and returns what the student's function
    answers. Each of at most `ROUNDS` rounds asks for at most `AT_ONCE` simpler instances, and
    goes on from the first that fails alike. None where the failure does not come again.
    """
    failure = _first_alike(prop, failure, list(_answered(task, [failure.instance])), ask)
    for _ in range(ROUNDS if failure else 0):
        smaller = _usable(task, task.simpler(failure.instance))
        found = _first_alike(prop, failure, smaller, ask) if smaller else None
        if found is None:
            break
        failure = found
    return failure


def _answered(task, instances):
    """Yield each instance with the reference's answer."""
    for instance in instances:
        yield instance, Answers(task, task.reference, [question(instance)])[0]


def _usable(task, instances):
    """Return some instances, with the reference's answer, to which it has a finite one."""
    answered = _answered(task, instances)
    usable = ((i, a) for i, a in answered if "error" not in a and _is_finite(a["value"]))
    return list(itertools.islice(usable, AT_ONCE))


def _first_alike(prop, failure, answered, ask):
    """Return the first `Failure` of the same kind among (instance, right answer), or None."""
    given = ask([question(instance) for instance, _ in answered])
    for (instance, right), mine in zip(answered, given, strict=True):
        found = Failure(instance, outcome(right, prop), outcome(mine, prop))
        if fails(prop, found) and kind(found) == kind(failure):
            return found
    return None


def question(instance):
    """Return an instance as a driver wants it."""
    return {"args": list(instance.args), "kwargs": instance.kwargs}


def kind(failure):
    """Return in what way it fails: "form" or "values", None where there is nothing to compare."""
    if failure.got is None or isinstance(failure.got, (Raised, Absent)):
        return None
    return "values" if _shape(failure.got) == _shape(failure.expected) else "form"


def _shape(value):
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return [_shape(item) for item in value]
    return np.shape(value) if isinstance(value, (np.ndarray, int, float)) else type(value)


def _is_finite(value):
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_is_finite, value))
    if isinstance(value, (np.ndarray, int, float, complex)):
        return bool(np.isfinite(value).all())
    return True
