"""Simpler instances: shorter axes and rounder numbers.

The instances of a task have axes of different sizes, so axes of one size belong together: they
are shortened in all arguments at once.
"""

import dataclasses

import numpy as np

SMALL = 3


def simpler(instance):
    """Yield instances that are simpler than `instance`, the simplest first.

    Each has the same arguments with some axes cut short, or with numbers rounded away from 0 to
    few digits. Integers, flags and texts stay; so do rows that sum to 1 and rising numbers, or
    the instance is left out: they mean something.
    """
    seen = [instance]
    for change in (*_shortenings(instance), *_roundings(instance)):
        new = _changed(instance, change)
        if _keeps_meaning(instance, new) and not any(_equal(new, old) for old in seen):
            seen.append(new)
            yield new


def _changed(instance, change):
    counter = iter(range(10**6))
    return dataclasses.replace(
        instance,
        args=_map(instance.args, lambda a: change(next(counter), a)),
        kwargs=_map(instance.kwargs, lambda a: change(next(counter), a)),
    )


def _map(value, change):
    """Return a tree of values with each array changed."""
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_map(item, change) for item in value)
    if isinstance(value, dict):
        return {key: _map(item, change) for key, item in value.items()}
    return value


def arrays(instance):
    """Return the arrays among the arguments of an instance, those in lists too."""
    found = []
    _map((instance.args, instance.kwargs), lambda array: found.append(array) or array)
    return found


def size(instance):
    """Return how many numbers the arrays of an instance hold."""
    return sum(array.size for array in arrays(instance))


def _shortenings(instance):
    sizes = sorted({n for array in arrays(instance) for n in array.shape if n > 1}, reverse=True)
    for most in range(1, SMALL + 1):
        if any(n > most for n in sizes):
            yield _cut({n: most for n in sizes if n > most}, first=True)
            yield _cut({n: most for n in sizes if n > most}, first=False)
    for n in sizes:
        for most in sorted({1, n // 2, n - 1}):
            yield _cut({n: most}, first=True)
            yield _cut({n: most}, first=False)


def _cut(lengths, *, first):
    """Return a change that keeps the first, or last, entries along axes of the given sizes."""

    def change(_, array):
        kept = ((n, lengths.get(n, n)) for n in array.shape)
        return array[tuple(slice(m) if first else slice(n - m, n) for n, m in kept)].copy()

    return change


def _roundings(instance):
    floats = [k for k, array in enumerate(arrays(instance)) if array.dtype.kind == "f"]
    for digits in (0, 1):
        yield _round(set(floats), digits)
        if len(floats) > 1:
            yield from (_round({k}, digits) for k in floats)


def _round(which, digits):
    """Return a change that rounds the arrays with these numbers, away from 0.

    To no digit after the point they become 2 or more in size: much that is wrong is right for 1.
    What lies between 0 and 1 stays there, for it may be a probability, and what is whole stays.
    """

    def change(number, array):
        if number not in which or not np.isfinite(array).all() or (array == array.round()).all():
            return array
        inside = ((array > 0) & (array < 1)).all()
        unit = 0.1 if inside or digits else 1.0
        rounded = np.ceil(np.abs(array) / unit - 1e-9) * unit + (unit == 1)
        rounded = np.where(array == 0, 0, np.copysign(rounded, array)).round(6)
        return np.clip(rounded, unit, 1 - unit) if inside else rounded

    return change


def _keeps_meaning(old, new):
    pairs = zip(arrays(old), arrays(new), strict=True)
    return all(_sums_to_one(b) or not _sums_to_one(a) for a, b in pairs) and all(
        _rises(b) or not _rises(a) for a, b in zip(arrays(old), arrays(new), strict=True)
    )


def _sums_to_one(array):
    return (
        array.ndim > 0
        and array.shape[-1] > 0
        and array.dtype.kind in "if"
        and np.allclose(array.sum(axis=-1), 1)
    )


def _rises(array):
    return array.ndim == 1 and array.size > 2 and bool((np.diff(array) > 0).all())


def _equal(one, other):
    return all(
        a.shape == b.shape and np.array_equal(a, b)
        for a, b in zip(arrays(one), arrays(other), strict=True)
    )
