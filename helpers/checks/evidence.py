"""Do arrays say enough to believe what they seem to have in common?

Pairs are (got, expected), arrays of float64, one for each instance.
"""

import numpy as np

from helpers.checks.judge import far

# So many different numbers must agree: what two have in common may be chance.
ENOUGH = 3
# More are not counted: every question asked of the count is one of a few.
PLENTY = 100


def distinct(arrays):
    """Return how many different magnitudes, zero left out, stand in some arrays, up to `PLENTY`."""
    numbers = np.abs(np.concatenate([np.ravel(a) for a in arrays] or [[]]))
    found = set()
    for number in np.unique(numbers[np.isfinite(numbers) & (numbers > 0)]):
        found.add(f"{number:.5g}")
        if len(found) == PLENTY:
            break
    return len(found)


def tell(arrays):
    """Do the numbers in some arrays say enough? Two suffice where they are no whole numbers."""
    fractions = [a[np.isfinite(a) & (a != np.round(a))] for a in map(np.asarray, arrays)]
    return distinct(arrays) >= ENOUGH or distinct(fractions) >= ENOUGH - 1


def holds(pairs, change):
    """Is every `got` the changed `expected`, where the change makes a difference often enough?

    change: takes an expected array and returns what is to be compared, None if it can't.
    """
    changed = [change(want) for _, want in pairs]
    if any(c is None or c.shape != got.shape for c, (got, _) in zip(changed, pairs, strict=True)):
        return False
    if any(far(got, c).any() for c, (got, _) in zip(changed, pairs, strict=True)):
        return False
    told = [
        want[far(c, want)] if c.shape == want.shape else c
        for c, (_, want) in zip(changed, pairs, strict=True)
    ]
    return tell(told)


def equal(pairs):
    """Do all arrays agree, and in enough different numbers?"""
    same = all(g.shape == w.shape and not far(g, w).any() for g, w in pairs)
    return same and distinct([want for _, want in pairs]) >= ENOUGH


def part(array, axis, step):
    """Return an array without its first entries along an axis (step 1), or without its last."""
    cut = slice(1, None) if step > 0 else slice(None, -1)
    return array[(slice(None),) * axis + (cut,)]


def ndim(pairs, most=3):
    """Return the number of axes that all arrays have, 0 if they differ or have too many."""
    numbers = {array.ndim for pair in pairs for array in pair}
    return numbers.pop() if len(numbers) == 1 and max(numbers) <= most else 0


def along(pairs, axis):
    """Return words for a direction, with a space before them; '' for vectors."""
    if pairs[0][1].ndim == 1:
        return ""
    if pairs[0][1].ndim == 2:
        return f" {('down the columns', 'along the rows')[axis]} (axis {axis})"
    return f" along axis {axis}"
