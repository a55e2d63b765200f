"""How a wrong array may be related to the right one: scaled, transposed, shifted and so on.

A relation is ``relation(pairs)`` with pairs (got, expected) of float64 arrays, one for each
instance, and returns a sentence where it holds on all of them, else None.
"""

import itertools

import numpy as np

from helpers.checks.evidence import ENOUGH, along, distinct, equal, holds, ndim, part
from helpers.checks.factors import scaled
from helpers.checks.judge import far
from helpers.checks.precision import lost_digits, nearly, rounded


def value_relation(pairs, sizes):
    """Return the sentence of the first relation that holds, or None.

    pairs: (got, expected) for each instance, arrays of numbers; sizes: for each instance what
    `arguments.sizes` gives.
    """
    if any(got.dtype.kind not in "iuf" or want.dtype.kind not in "iuf" for got, want in pairs):
        return None
    lost = lost_digits(pairs)
    pairs = [(got.astype(np.float64), want.astype(np.float64)) for got, want in pairs]
    if not all(np.isfinite(want).all() and want.size for _, want in pairs):
        return None
    with np.errstate(all="ignore"):
        found = (relation(pairs) for relation in RELATIONS)
        exact = next(filter(None, found), None) or scaled(pairs, sizes)
        return exact or lost or nearly(pairs)


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
    axes = ndim(pairs, most=4)
    for order in itertools.permutations(range(axes)) if axes > 2 else ():
        if holds(pairs, lambda want, order=order: want.transpose(order)):
            return (
                f"The numbers are right, but the axes stand in another order: yours are the "
                f"expected axes {_listed(order)}."
            )
    return None


def _reversed(pairs):
    for axis in range(ndim(pairs)):
        if holds(pairs, lambda want, axis=axis: np.flip(want, axis)):
            return f"The numbers are right but run backwards{along(pairs, axis)}."
    return None


def _rolled(pairs):
    for axis, step in itertools.product(range(ndim(pairs)), (1, -1)):
        if holds(pairs, lambda want, axis=axis, step=step: np.roll(want, step, axis)):
            return (
                f"The numbers are right, but each stands one place too {_side(step)}"
                f"{along(pairs, axis)}, and the last has come round to the other end: an index "
                "is off by one."
            )
        if _shifted(pairs, axis, step):
            return (
                f"The numbers are right, but each stands one place too {_side(step)}"
                f"{along(pairs, axis)}: an index is off by one."
            )
    return None


def _shifted(pairs, axis, step):
    """Look at all but the entries that a shift leaves open."""
    if any(got.shape != want.shape or want.shape[axis] < 2 for got, want in pairs):
        return False
    cut = [
        (part(got, axis, step), np.stack([part(want, axis, -step), part(want, axis, step)]))
        for got, want in pairs
    ]
    moved = [(got, want[0]) for got, want in cut]
    kept = [want[1] for _, want in cut]
    same = [not far(got, want).any() for got, want in moved]
    changed = [w[far(w, k)] for (_, w), k in zip(moved, kept, strict=True)]
    return all(same) and distinct(changed) >= ENOUGH


def _missing_end(pairs):
    for axis, step in itertools.product(range(ndim(pairs)), (1, -1)):
        which = "first" if step > 0 else "last"
        if holds(pairs, lambda want, axis=axis, step=step: part(want, axis, step)):
            return (
                f"The {which} entry{along(pairs, axis)} is missing, and the others are right: "
                f"does a range or a slice {'start too late' if step > 0 else 'stop too early'}?"
            )
        if equal([(part(got, axis, step), want) for got, want in pairs]):
            return (
                f"There is one entry too many{along(pairs, axis)}, the {which}; the others are "
                "right. Does a range or a slice run one too far?"
            )
    return None


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
        if holds(mirrored, change) and distinct([want for _, want in pairs]) >= ENOUGH:
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


def _plus_a_constant(pairs):
    if any(got.shape != want.shape for got, want in pairs):
        return None
    shifts = [float(np.mean(got - want)) for got, want in pairs]
    if not np.isfinite(shifts).all():
        return None
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
    for axis, step in itertools.product(range(ndim(pairs)), (1, -1)):
        tall = all(bad.shape[axis] > 2 for bad in wrong)
        inside = [part(bad, axis, step) for bad in wrong]
        edge = sum(bad.sum() for bad in wrong)
        if tall and right >= 2 * ENOUGH and edge >= ENOUGH and not any(i.any() for i in inside):
            where = "first" if step > 0 else "last"
            return (
                f"Only the {where} entries{along(pairs, axis)} are wrong, all others are right: "
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
    rounded,
    _of_each_number,
    _unfilled,
    _with_nan,
    _plus_a_constant,
    _at_an_edge,
    _permuted,
)
