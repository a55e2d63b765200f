"""Two of a task's mistakes at once."""

import functools
import itertools
from dataclasses import dataclass

from helpers.checks.answers import Answers
from helpers.checks.task import built, source_of


@dataclass(frozen=True)
class Pair:
    """Two mistakes, and what the reference with both of them answers."""

    mistakes: tuple
    answers: Answers


def pairs_of(task, questions):
    """Return the `Pair` objects of a task, in the order in which it declares its mistakes.

    Both edits are made in the reference's source, in either order; where they don't fit
    together, or give what one mistake alone gives, there is no pair.
    """
    return [
        Pair(mistakes, Answers(task, function, questions))
        for mistakes, function in _compositions(task)
    ]


@functools.lru_cache(maxsize=256)
def _compositions(task):
    source = source_of(task.reference)
    seen = {source, *(v.edit(source) for mistake in task.mistakes for v in mistake.versions)}
    found = []
    for pair in itertools.combinations(task.mistakes, 2):
        for first, second in (pair, pair[::-1]):
            text = _edited(source, first, second)
            if text is not None and text not in seen:
                seen.add(text)
                found += _defined(task.reference, text, pair)
    return found


def _edited(source, first, second):
    try:
        return second.edit(first.edit(source))
    except ValueError:
        return None


def _defined(reference, text, pair):
    try:
        return [(pair, built(reference, text))]
    except Exception:  # edits that fit apart may make no program together
        return []
