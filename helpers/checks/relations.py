"""How a wrong array may be related to the right one: scaled, transposed, shifted and so on.

A relation is ``relation(pairs)`` with pairs (got, expected) of float64 arrays, one for each
instance, and returns a sentence where it holds on all of them, else None. What two or three
numbers have in common may be chance, so each relation wants evidence: different numbers that it
changes and gets right.
"""

import itertools

import numpy as np

from helpers.checks.judge import far

ENOUGH = 3


def value_relation(pairs, sizes):
    """Return the sentence of the first relation that holds, or None.

    pairs: (got, expected) for each instance, arrays of numbers; sizes: for each instance what
    `arguments.sizes` gives.
    """
    if any(got.dtype.kind not in "iuf" or want.dtype.kind not in "iuf" for got, want in pairs):
        return None
    lost = _lost_digits(pairs)
    pairs = [(got.astype(np.float64), want.astype(np.float64)) for got, want in pairs]
    if not all(np.isfinite(want).all() and want.size for _, want in pairs):
        return None
    with np.errstate(all="ignore"):
        found = (relation(pairs) for relation in RELATIONS)
        exact = next(filter(None, found), None) or _scaled(pairs, sizes)
        return exact or lost or _nearly(pairs)


def distinct(arrays):
    """Return how many different magnitudes, zero left out, stand in some arrays."""
    numbers = np.abs(np.concatenate([np.ravel(a) for a in arrays] or [[]]))
    numbers = numbers[np.isfinite(numbers) & (numbers > 0)]
    return len({f"{number:.5g}" for number in numbers})


def holds(pairs, change, enough=ENOUGH):
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
    return distinct(told) >= enough


def _turned(pairs):
    return holds(pairs, np.negative) and (
        "Every number here has the wrong sign, and nothing else is wrong: look for a difference "
        "taken the wrong way round, or for a minus."
    )


def _transposed(pairs):
    if holds(pairs, np.transpose):
        return (
            "This is the transpose of the right answer. Write the shapes under each factor of "
            "your product: which order gives the shape that is asked for?"
        )
    axes = _ndim(pairs, most=4)
    for order in itertools.permutations(range(axes)) if axes > 2 else ():
        if holds(pairs, lambda want, order=order: want.transpose(order)):
            return (
                f"The numbers are right, but the axes stand in another order: yours are the "
                f"expected axes {_listed(order)}."
            )
    return None


def _reversed(pairs):
    for axis in range(_ndim(pairs)):
        if holds(pairs, lambda want, axis=axis: np.flip(want, axis)):
            return f"The numbers are right but run backwards{_along(pairs, axis)}."
    return None


def _rolled(pairs):
    for axis, step in itertools.product(range(_ndim(pairs)), (1, -1)):
        if holds(pairs, lambda want, axis=axis, step=step: np.roll(want, step, axis)):
            return (
                f"The numbers are right, but each stands one place too {_side(step)}"
                f"{_along(pairs, axis)}, and the last has come round to the other end: an index "
                "is off by one."
            )
        if _shifted(pairs, axis, step):
            return (
                f"The numbers are right, but each stands one place too {_side(step)}"
                f"{_along(pairs, axis)}: an index is off by one."
            )
    return None


def _shifted(pairs, axis, step):
    """Look at all but the entries that a shift leaves open."""
    if any(got.shape != want.shape or want.shape[axis] < 2 for got, want in pairs):
        return False
    cut = [
        (_part(got, axis, step), np.stack([_part(want, axis, -step), _part(want, axis, step)]))
        for got, want in pairs
    ]
    moved = [(got, want[0]) for got, want in cut]
    kept = [want[1] for _, want in cut]
    same = [not far(got, want).any() for got, want in moved]
    changed = [w[far(w, k)] for (_, w), k in zip(moved, kept, strict=True)]
    return all(same) and distinct(changed) >= ENOUGH


def _part(array, axis, step):
    """Return an array without its first entries along an axis (step 1), or without its last."""
    cut = slice(1, None) if step > 0 else slice(None, -1)
    return array[(slice(None),) * axis + (cut,)]


def _missing_end(pairs):
    for axis, step in itertools.product(range(_ndim(pairs)), (1, -1)):
        which = "first" if step > 0 else "last"
        if holds(pairs, lambda want, axis=axis, step=step: _part(want, axis, step)):
            return (
                f"The {which} entry{_along(pairs, axis)} is missing, and the others are right: "
                f"does a range or a slice {'start too late' if step > 0 else 'stop too early'}?"
            )
        if _equal([(_part(got, axis, step), want) for got, want in pairs]):
            return (
                f"There is one entry too many{_along(pairs, axis)}, the {which}; the others are "
                "right. Does a range or a slice run one too far?"
            )
    return None


def _equal(pairs):
    same = all(g.shape == w.shape and not far(g, w).any() for g, w in pairs)
    return same and distinct([want for _, want in pairs]) >= ENOUGH


def _permuted(pairs):
    def in_order(got, want):
        return got.shape == want.shape and not far(np.sort(got, None), np.sort(want, None)).any()

    if not all(in_order(got, want) for got, want in pairs):
        return None
    if distinct([want[far(got, want)] for got, want in pairs]) <= ENOUGH:
        return None
    if holds(pairs, lambda want: np.sort(want, None).reshape(want.shape)):
        return "The numbers are right but sorted; they belong in the order of the arguments."
    return "These are the right numbers in the wrong places: no value is missing, the order is."


def _of_each_number(pairs):
    """A function of each expected number."""
    for change, sentence in _EACH:
        if holds(pairs, change):
            return sentence
    for change, sentence in _OF_EACH_OF_YOURS:
        mirrored = [(want, got) for got, want in pairs]
        if holds(mirrored, change, enough=2) and distinct([want for _, want in pairs]) >= ENOUGH:
            return sentence
    return None


_EACH = (
    (
        np.abs,
        "Right except for the sign: yours are the absolute values. Where does the sign get lost?",
    ),
    (np.square, "Yours are the squares of the expected numbers: is a square root missing?"),
    (
        lambda want: np.sqrt(want) if (want >= 0).all() else None,
        "Yours are the square roots of the expected numbers: is there a root too many?",
    ),
    (
        lambda want: 1 / want if (want != 0).all() else None,
        "Yours are 1 divided by the expected numbers: is a fraction upside down?",
    ),
    (
        lambda want: np.log(want) if (want > 0).all() else None,
        "Yours are the logarithms of the expected numbers.",
    ),
    (np.exp, "You exponentiated once too often: yours are exp of the expected numbers."),
    (lambda want: 1 - want, "Yours are 1 minus the expected numbers."),
    (
        lambda want: np.maximum(want, 0),
        "Right where the expected number is positive; the negative ones have become 0.",
    ),
)
_OF_EACH_OF_YOURS = (
    (
        np.abs,
        "Right except for the sign: the expected numbers are the absolute values of yours.",
    ),
    (
        lambda got: np.maximum(got, 0),
        "Right where your number is positive; where it is negative, 0 is expected.",
    ),
)


def _rounded(pairs):
    if any(got.shape != want.shape for got, want in pairs):
        return None

    def equal(change):
        return all((np.abs(got - change(want)) < 1e-9).all() for got, want in pairs)

    many = distinct([want[far(got, want)] for got, want in pairs]) >= ENOUGH
    informed = distinct([got for got, _ in pairs]) >= 2
    if not many or not informed:
        return None
    if equal(np.trunc):
        return (
            "Right up to what stands after the decimal point, which is cut off: does an integer "
            "array, or `//`, swallow it?"
        )
    places = next((k for k in range(6) if equal(lambda w, k=k: np.round(w, k))), None)
    return (
        None
        if places is None
        else (f"Right, but rounded to {places} decimal places: return the numbers as they are.")
    )


def _plus_a_constant(pairs):
    if any(got.shape != want.shape for got, want in pairs):
        return None
    shifts = [float(np.mean(got - want)) for got, want in pairs]
    moved = [(got, want + shift) for (got, want), shift in zip(pairs, shifts, strict=True)]
    free = len(pairs) if len({f"{s:.4g}" for s in shifts}) > 1 else 1
    if any(far(got, want).any() for got, want in moved):
        return None
    if distinct([want for _, want in pairs if want.size > 1 or free == 1]) < ENOUGH + free:
        return None
    if free == 1:
        return f"Every number is too {_more(shifts[0])} by the same {abs(shifts[0]):.4g}."
    return (
        "On each instance all numbers are off by one and the same amount "
        f"({', '.join(f'{s:+.4g}' for s in shifts[:3])}): a constant is added or left out."
    )


def _unfilled(pairs):
    """Some entries are right, and all others 0."""
    if any(got.shape != want.shape for got, want in pairs):
        return None
    wrong = [far(got, want) for got, want in pairs]
    if any(got[bad].any() for (got, _), bad in zip(pairs, wrong, strict=True)):
        return None
    right = distinct([got[~bad] for (got, _), bad in zip(pairs, wrong, strict=True)])
    missing = distinct([want[bad] for (_, want), bad in zip(pairs, wrong, strict=True)])
    if missing < ENOUGH:
        return None
    if not any(got.any() for got, _ in pairs):
        return "Every number is 0. Is the array that you return ever filled in?"
    if right >= ENOUGH:
        return "What is there is right, but some entries are still 0: are they ever filled in?"
    return None


def _at_an_edge(pairs):
    """All wrong entries stand in the first, or the last, place along an axis."""
    if any(got.shape != want.shape for got, want in pairs):
        return None
    wrong = [far(got, want) for got, want in pairs]
    right = distinct([want[~bad] for (_, want), bad in zip(pairs, wrong, strict=True)])
    for axis, step in itertools.product(range(_ndim(pairs)), (1, -1)):
        tall = all(bad.shape[axis] > 2 for bad in wrong)
        inside = [_part(bad, axis, step) for bad in wrong]
        edge = sum(bad.sum() for bad in wrong)
        if tall and right >= 2 * ENOUGH and edge >= ENOUGH and not any(i.any() for i in inside):
            where = "first" if step > 0 else "last"
            return (
                f"Only the {where} entries{_along(pairs, axis)} are wrong, all others are right: "
                "look at the first and the last turn of your loop, or at the ends of your slices."
            )
    return None


def _with_nan(pairs):
    if any(got.shape != want.shape for got, want in pairs):
        return None
    bad = [np.isnan(got) for got, _ in pairs]
    if not any(b.any() for b in bad):
        return None
    rest = [(got[~b], want[~b]) for (got, want), b in zip(pairs, bad, strict=True)]
    if any(far(*pair).any() for pair in rest) or distinct([w for _, w in rest]) < ENOUGH:
        return None
    return (
        "All numbers are right except where yours is nan. nan comes from 0/0, inf - inf, "
        "0 times inf or the log of a negative number: which of them meets an extreme value?"
    )


def _scaled(pairs, sizes):
    """A factor on each instance: a size of an argument, a constant, or a changing one."""
    if any(got.shape != want.shape for got, want in pairs):
        return None
    used = [(g, w, s) for (g, w), s in zip(pairs, sizes, strict=True) if w.any()]
    if any(g.any() for g, w in pairs if not w.any()) or not used:
        return None
    factors = [float((g * w).sum() / (w * w).sum()) for g, w, _ in used]
    fits = [not far(g, c * w).any() for (g, w, _), c in zip(used, factors, strict=True)]
    if not all(fits) or 0 in factors or not np.isfinite(factors).all():
        return None
    known = distinct([w for _, w, _ in used])
    signs = {f > 0 for f in factors}
    turned = ", with the opposite sign" if signs == {False} else ""
    if len(signs) == 1 and known >= ENOUGH:
        magnitudes = [abs(f) for f in factors]
        if sentence := _by_a_size(magnitudes, [s for _, _, s in used], turned):
            return sentence
        if np.ptp(magnitudes) <= 1e-4 * magnitudes[0] and known > ENOUGH:
            return _by_a_constant(magnitudes[0], turned)
    if all(distinct([w]) >= ENOUGH for _, w, _ in used):
        return (
            "On each instance your numbers are the expected ones times one factor, but the factor "
            f"changes ({', '.join(f'{f:.4g}' for f in factors[:3])}): a normalisation is missing, "
            "or divides by the wrong thing."
        )
    return None


_OF_A_SIZE = (
    (lambda n: n, "times {}", "Did you sum where a mean is asked for, or forget to divide?"),
    (lambda n: 1 / n, "divided by {}", "Did you average where a sum is asked for, or twice?"),
    (
        lambda n: n / (n - 1),
        "times {0}/({0} - 1)",
        "You divide by one less than the number of values; asked for is the plain mean.",
    ),
    (
        lambda n: (n - 1) / n,
        "times ({0} - 1)/{0}",
        "You divide by the number of values; asked for is one less.",
    ),
    (lambda n: n**2, "times {}²", "A division by it is missing twice."),
    (lambda n: 1 / n**2, "divided by {}²", "You divide by it twice too often."),
    (np.sqrt, "times √{}", "A division by its root is missing."),
    (lambda n: 1 / np.sqrt(n), "divided by √{}", "You divide by its root once too often."),
)
_CONSTANTS = {
    100.0: "percent instead of a fraction",
    0.01: "a fraction where percent are asked for",
    1 / np.log(2): "1/ln 2: that is log2 in place of the natural logarithm",
    np.log(2): "ln 2: that is the natural logarithm in place of log2",
    1 / np.log(10): "1/ln 10: that is log10 in place of the natural logarithm",
    180 / np.pi: "degrees in place of radians",
}


def _by_a_size(factors, sizes, turned):
    """Name the size of an argument that the factor follows.

    A single factor of 2 or 1/2 is too common to be laid to an axis of length 2, and a single
    root or square to anything.
    """
    varied = len({f"{f:.3g}" for f in factors}) > 1
    if not varied and any(np.isclose(factors[0], c) for c in (0.5, 2)):
        return None
    shared = [what for what in sizes[0] if all(s.get(what, 0) > 0 for s in sizes)]
    known = _OF_A_SIZE if varied else _OF_A_SIZE[:2]
    for (function, how, question), what in itertools.product(known, shared):
        numbers = np.array([s[what] for s in sizes], float)
        if np.allclose(factors, function(numbers), rtol=1e-4, atol=0):
            return _sized(what, [s[what] for s in sizes], how, question, turned)
    return None


def _sized(what, numbers, how, question, turned):
    name, is_itself, _ = what.partition(" is {}")
    start = "Your numbers are exactly the expected ones "
    if is_itself:
        return f"{start}{how.format(name)}{turned}: is it used once too often, or forgotten?"
    if len(set(numbers)) == 1:
        return f"{start}{how.format(numbers[0])}{turned}, and {what.format(numbers[0])}. {question}"
    values = ", then ".join(str(n) for n in numbers[:3])
    return f"{start}{how.format('N')}{turned}, and {what.format('N')} ({values}). {question}"


def _by_a_constant(factor, turned):
    for constant, meaning in _CONSTANTS.items():
        if np.isclose(factor, constant, rtol=1e-4):
            return f"Your numbers are exactly the expected ones times {meaning}."
    how = f"{factor:.5g} times" if factor > 1 else f"1/{1 / factor:.5g} of"
    return (
        f"Your numbers are exactly {how} the expected ones, on every instance{turned}: a "
        f"constant factor is {'too many' if factor > 1 else 'missing'}."
    )


def _lost_digits(pairs):
    """An answer in few digits that is right as far as these reach."""
    kinds = {got.dtype for got, _ in pairs}
    if kinds <= {np.dtype(np.float16), np.dtype(np.float32)} and _within(pairs, 0.02):
        kind = "float16" if np.dtype(np.float16) in kinds else "float32"
        return (
            f"Right as far as {kind} reaches, which is not far enough here: its rounding errors "
            "show. Compute in float64."
        )
    return None


def _nearly(pairs):
    if not _within(pairs, 0.01):
        return None
    return (
        "Nearly right: every number is within 1 % of the largest expected one. Then it is seldom "
        "the formula: look for rounding, an approximation, or a small constant added for safety."
    )


def _within(pairs, share):
    """Are all numbers wrong by at most a share of the largest, and enough of them wrong?"""
    if any(got.shape != want.shape for got, want in pairs):
        return False
    pairs = [(got.astype(np.float64), want.astype(np.float64)) for got, want in pairs]
    off = [np.abs(got - want).max(initial=0) for got, want in pairs]
    largest = [np.abs(want).max(initial=0) for _, want in pairs]
    small = all(o <= share * most for o, most in zip(off, largest, strict=True))
    return small and distinct([want[far(got, want)] for got, want in pairs]) >= ENOUGH


def _ndim(pairs, most=3):
    """Return the number of axes that all arrays have, 0 if they differ or have too many."""
    numbers = {array.ndim for pair in pairs for array in pair}
    return numbers.pop() if len(numbers) == 1 and max(numbers) <= most else 0


def _along(pairs, axis):
    if pairs[0][1].ndim == 1:
        return ""
    if pairs[0][1].ndim == 2:
        return f" {('down the columns', 'along the rows')[axis]} (axis {axis})"
    return f" along axis {axis}"


def _side(step):
    return "late" if step > 0 else "early"


def _more(difference):
    return "large" if difference > 0 else "small"


def _listed(order):
    return ", ".join(map(str, order))


RELATIONS = (
    _turned,
    _transposed,
    _reversed,
    _rolled,
    _missing_end,
    _rounded,
    _of_each_number,
    _unfilled,
    _with_nan,
    _plus_a_constant,
    _at_an_edge,
    _permuted,
)
