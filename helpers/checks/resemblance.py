"""What the right answer and a wrong one have in common, where no known mistake explains it."""

import numpy as np

from helpers.checks import arguments
from helpers.checks.drivers.plain import Foreign
from helpers.checks.forms import form
from helpers.checks.judge import Absent, Raised, near
from helpers.checks.outcome import outcome, selected
from helpers.checks.packing import elsewhere, repacked
from helpers.checks.relations import value_relation

MOST_NUMBERS = 20_000


def resemblance(paper, answers, *props):
    """Return a sentence about how what properties look at resembles the right answer, or None.

    It is the same sentence for all of them, and holds on every instance that they look at.
    """
    looks = [_Look(paper, answers, prop, i) for prop in props for i in selected(paper, prop)]
    if any(_is_missing(look) for look in looks):
        return None
    return _of_the_whole(looks) or _of_the_place(looks) or _of_the_parts(paper, looks)


class _Look:
    """What one property looks at on one instance."""

    def __init__(self, paper, answers, prop, position):
        self.position, self.part = position, prop.part
        self.got = outcome(answers[position], prop)
        self.expected = outcome(paper.expected[position], prop)
        self.whole = answers[position].get("value")
        self.whole_expected = paper.expected[position].get("value")
        self.is_again = prop.again and "again" in answers[position]


def _is_missing(look):
    nothing = look.got is None or isinstance(look.got, (Raised, Foreign))
    return nothing or look.is_again or isinstance(look.expected, Raised)


def _of_the_whole(looks):
    return repacked([(look.whole, look.whole_expected) for look in looks])


def _of_the_place(looks):
    """Is it right for another place of the tuple, or dict, that it stands in?"""
    keys = {look.part for look in looks}
    if len(keys) > 1 or keys == {()} or any(isinstance(look.got, Absent) for look in looks):
        return None
    *path, last = keys.pop()
    around = [look.whole_expected for look in looks]
    for key in path:
        around = [whole[key] for whole in around]
    return elsewhere([(look.got, w) for look, w in zip(looks, around, strict=True)], last)


def _of_the_parts(paper, looks):
    """Find one sentence that holds for every part that is wrong."""
    parts = {}
    for look in looks:
        own = _parts(look.got, look.expected, look.part)
        if own is None:
            return None
        instance = paper.instances[look.position]
        sizes = arguments.sizes(arguments.named(paper.task, instance))
        for path, (got, want) in own.items():
            parts.setdefault(path, []).append((got, want, sizes))
    wrong = [p for p in parts.values() if any(near(g, w) is not None for g, w, _ in p)]
    together = [looked for part in wrong for looked in part]
    sentences = {_of_one_part(part) for part in wrong}
    return sentences.pop() if len(sentences) == 1 else _of_one_part(together)


def _of_one_part(looked):
    pairs, sizes = [pair[:2] for pair in looked], [pair[2] for pair in looked]
    if sum(_count(got) for got, _ in pairs) > MOST_NUMBERS:
        return None
    if any(isinstance(want, (bool, str)) or want is None for _, want in pairs):
        return None
    arrays = [(np.asarray(got), np.asarray(want)) for got, want in pairs if _is_numeric(got)]
    if len(arrays) == len(pairs) and (sentence := value_relation(arrays, sizes)):
        return sentence
    return form(pairs)


def _count(value):
    """Return how many numbers a plain value holds; a broadcast array may claim billions."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return sum(map(_count, value))
    return value.size if isinstance(value, np.ndarray) else 1


def _is_numeric(value):
    if type(value) is int:
        return value.bit_length() <= 64
    return type(value) in (np.ndarray, float)


def _parts(got, want, path=()):
    """Return {path: (got, expected)} of the arrays and numbers in an expected value.

    None where what was got is built in another way.
    """
    if isinstance(got, Absent):
        return None
    if not isinstance(want, (list, tuple, dict)):
        return {path: (got, want)}
    if isinstance(want, dict):
        if type(got) is not dict or not want.keys() <= got.keys():
            return None
        items = [(key, got[key], want[key]) for key in want]
    else:
        if type(got) not in (list, tuple) or len(got) != len(want):
            return None
        items = zip(range(len(want)), got, want, strict=True)
    found = {}
    for key, mine, theirs in items:
        inner = _parts(mine, theirs, (*path, key))
        if inner is None:
            return None
        found |= inner
    return found
