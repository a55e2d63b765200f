"""Right values that are packed wrongly: in another place of the answer, or in another structure."""

import numpy as np

from helpers.checks.evidence import distinct
from helpers.checks.judge import near


def elsewhere(pairs, keys):
    """Return a sentence if what was got is right for another place of the whole answer.

    pairs: (got, the whole expected tuple or dict) for each instance; keys: the place looked at.
    """
    for key in _keys(pairs[0][1]):
        if key == keys or not all(_has(whole, key) for _, whole in pairs):
            continue
        wanted = [whole[key] for _, whole in pairs]
        told = distinct([w for w in wanted if isinstance(w, np.ndarray)])
        if told >= 2 and all(
            near(got, want) is None for (got, _), want in zip(pairs, wanted, strict=True)
        ):
            return f"What stands here is right for {_place(key)}: have two values changed places?"
    return None


def repacked(pairs):
    """Return a sentence if the whole answer has the right values, packed in another way.

    pairs: (the whole answer, the whole expected answer) for each instance.
    """
    kind = type(pairs[0][1])
    if all(
        type(got) is dict and type(want) is kind is tuple and _same_items(list(got.values()), want)
        for got, want in pairs
    ):
        return "The values are right, but in a dict: return them as a tuple, in this order."
    if all(
        type(got) in (list, tuple) and type(want) is dict and _same_items(got, list(want.values()))
        for got, want in pairs
    ):
        names = ", ".join(f"`{key}`" for key in pairs[0][1])
        return f"The values are right, but without names: return a dict with the keys {names}."
    return None


def _same_items(got, want):
    return len(got) == len(want) and all(map(_is_near, got, want))


def _is_near(got, want):
    return near(got, want) is None


def _keys(whole):
    return list(whole) if type(whole) is dict else list(range(len(whole)))


def _has(whole, key):
    return key in whole if type(whole) is dict else key < len(whole)


def _place(key):
    if isinstance(key, str):
        return f"the key `{key}`"
    return f"position {key}, counted from 0,"
