"""Inverted dropout. Every draw differs: compared are factors, shares and what goes with what."""

import numpy as np

from helpers.checks.judge import near
from helpers.checks.task import Instance, Mistake, Property, Task

FAR_IN_SHARE = 0.06  # six deviations of the difference of two shares of 5,000 lots, or more


def reference(A, p, rng, training):
    """Return (out, mask): in training scaled lots, in use A and ones."""
    if not training:
        return A, np.ones(A.shape)
    kept = rng.random(A.shape) >= p
    mask = kept / (1 - p)
    return A * mask, mask


def inputs(rng):
    """So many entries that shares tell; p below and above 1/2, where both look alike."""
    for shape, p in [((80, 70), 0.2), ((70, 90), 0.8), ((70, 5, 16), 0.3)]:
        first = int(rng.integers(10**6))
        yield Instance((list(shape), p, [first, first + 1]), f"p = {p}")


# ---- Judges: like `near`, for what `drop_units` returns -----------------------------------------
#
# A is taken from what is expected: what comes from the student's side may say anything.


def same_factors(got, expected):
    """Are kept entries multiplied by the same number, and the others 0?"""
    if (ratios := _ratios(got, expected, "out")) is None:
        return near(_part(got, "out"), _part(expected, "out"))
    sentence = _other_factors(*ratios, "entries are multiplied by")
    masks = _ratios(got, expected, "mask") if sentence else None
    if masks and _other_factors(masks[0], ratios[1], "") is None:
        return "output and mask have changed places"
    return sentence


def same_lots(got, expected):
    """Is about the same share dropped, entry by entry?"""
    if (ratios := _ratios(got, expected, "out")) is None:
        return near(_part(got, "out"), _part(expected, "out"))
    ours, theirs = (ratio == 0 for ratio in ratios)
    if abs(ours.mean() - theirs.mean()) > FAR_IN_SHARE:
        return f"share dropped: expected about {theirs.mean():.2f}, got {ours.mean():.2f}"
    for axis, name in enumerate(("examples", "units")):
        found, wanted = (_spread(dropped, axis) for dropped in (ours, theirs))
        if max(found, wanted) > 2 * min(found, wanted):
            return f"the shares dropped of single {name} do not differ as lots entry by entry do"
    return None if _is_kept_alike(ratios[0]) else "what stays of A is no multiple of it"


def same_mask(got, expected):
    """Is the mask what A was multiplied by, with the right factors in it?"""
    masks, ratios = (_ratios(got, expected, part) for part in ("mask", "out"))
    if masks is None or ratios is None:
        return near(_part(got, "mask"), _part(expected, "mask"))
    A = expected["A"]
    masks = [mask * A for mask in masks]  # `_ratios` divides by A
    ours, theirs = (
        "what is returned" if near(mask, ratio) is None else "something else"
        for mask, ratio in zip(masks, ratios, strict=True)
    )
    if ours != theirs:
        return f"A times the mask is: expected {theirs}, got {ours}"
    return _other_factors(*masks, "the mask holds")


def same_modes(got, expected):
    """Is it right in use, and is it not so because nothing is ever dropped?"""
    if (ratios := _ratios(got, expected, "out")) is None:
        return near(_part(got, "out"), _part(expected, "out"))
    ours, theirs = ("something" if (ratio == 0).any() else "nothing" for ratio in ratios)
    if ours != theirs:
        return f"dropped in training: expected {theirs}, got {ours}"
    used, wanted = _part(got, "used"), expected["used"]
    if type(used) not in (tuple, list) or len(used) != len(wanted):
        return near(used, wanted)
    found = (near(*both) for both in zip(used, wanted, strict=True))
    named = zip(("", "the mask: "), found, strict=True)
    return next((what + sentence for what, sentence in named if sentence), None)


def same_use(got, expected):
    """Do the lots follow the generator alike?"""
    if not (isinstance(got, dict) and isinstance(expected, dict)):
        return near(got, expected)
    ours, theirs = _use(got, expected.get("A")), _use(expected, expected.get("A"))
    return None if ours == theirs else f"expected: {theirs}; got: {ours}"


def _part(value, name):
    return value.get(name) if isinstance(value, dict) else value


def _ratios(got, expected, part):
    """Return what A is multiplied by in both, two arrays; None where one of them is no array."""
    A = _part(expected, "A")
    arrays = _part(got, part), _part(expected, part)
    if not all(_is_like(array, A) for array in arrays):
        return None
    return [array.astype(np.float64) / A for array in arrays]


def _is_like(array, A):
    both = isinstance(array, np.ndarray) and isinstance(A, np.ndarray)
    return both and array.shape == A.shape and array.dtype.kind in "biuf" and _finite(array)


def _finite(array):
    return bool(np.isfinite(array).all())


def _other_factors(ours, theirs, what):
    ours, theirs = _factors(ours), _factors(theirs)
    if near(ours, theirs) is None:
        return None
    expected, got = (" or ".join(f"{v:.4g}" for v in np.unique(f[:3])) for f in (theirs, ours))
    return f"{what}: expected {expected}, got {got}"


def _factors(ratio):
    """Return up to three different factors, the least, the largest and one between them."""
    rounded = np.unique(np.round(ratio, 5))
    values = rounded[np.append(True, np.diff(rounded) > 1e-4)]
    return np.array([values[0], values[len(values) // 2], values[-1], min(len(values), 3)])


def _spread(dropped, axis):
    """Return how far the shares of single examples (axis 0) or single units (axis 1) differ."""
    return dropped.reshape(len(dropped), -1).mean(axis=1 - axis).std() + 1e-9


def _is_kept_alike(ratio):
    """Are all entries that are not dropped multiplied by one number?"""
    kept = ratio[ratio != 0]
    return kept.size == 0 or np.ptp(kept) <= 1e-3 * np.abs(kept).max()


def _use(value, A):
    out, again, other = (value.get(name) for name in ("out", "again", "other"))
    if not all(_is_like(array, A) for array in (out, again, other)):
        return "nothing"
    if not np.array_equal(out, again):
        return "the same generator gives other lots"
    if np.array_equal(out, other):
        return "every generator gives the same lots"
    ratios = [array.astype(np.float64) / A for array in (out, other)]
    lots = all(0 < np.mean(ratio == 0) < 1 and _is_kept_alike(ratio) for ratio in ratios)
    return "the generator decides" if lots else "nothing is drawn by lots"


_KEPT = "kept = rng.random(A.shape) >= p"
_LOTS = "rng.random(A.shape) >= p"
_MASK = "mask = kept / (1 - p)"
_USED = "    if not training:\n        return A, np.ones(A.shape)\n"
_IN_USE = "return A, np.ones(A.shape)"
_IN_TRAINING = "return A * mask, mask"

MISTAKES = (
    Mistake(
        "p inverted",
        "You keep the share p. Here p is the probability to drop: an entry stays where the random "
        "number is at least p.",
        ((_LOTS, "rng.random(A.shape) < p"),),
    ),
    Mistake(
        "keep probability",
        "You read p as the probability to keep, both in the lots and in the scale. Here it is the "
        "probability to drop, as in PyTorch.",
        ((_LOTS, "rng.random(A.shape) < p"), (_MASK, "mask = kept / p")),
    ),
    Mistake(
        "divided by p",
        "You divide by p. What stays is a share of 1 - p, so the scale is 1/(1 - p).",
        ((_MASK, "mask = kept / p"),),
    ),
    Mistake(
        "randn for rand",
        "Your lots are normal variables, which are below p far too often. `rng.random` is uniform "
        "between 0 and 1.",
        ((_LOTS, "rng.normal(size=A.shape) >= p"),),
    ),
    Mistake(
        "rand < p / p",
        "Nothing is dropped, as in `rng.random(...) < p / p`, where the division comes first. Make "
        "the mask of zeros and ones, then divide it by 1 - p.",
        (
            (
                "kept = rng.random(A.shape) >= p\n    mask = kept / (1 - p)",
                "mask = 1.0 * (rng.random(A.shape) < (1 - p) / (1 - p))",
            ),
        ),
    ),
    Mistake(
        "compared with p / (1 - p)",
        "You compare with p / (1 - p): the division comes before the comparison. Put the "
        "comparison in parentheses, then divide by 1 - p.",
        ((_KEPT, "kept = rng.random(A.shape) >= p / (1 - p)"), (_MASK, "mask = 1.0 * kept")),
    ),
    Mistake(
        "no scaling",
        "What stays must be divided by 1 - p. Without it the next layer gets smaller sums in "
        "training than in use.",
        ((_MASK, "mask = 1.0 * kept"),),
    ),
    Mistake(
        "multiplied by the keep probability",
        "You multiplied by 1 - p. In the inverted form what stays is made larger: divide.",
        ((_MASK, "mask = kept * (1 - p)"),),
    ),
    Mistake(
        "mask without the scale",
        "Your output is scaled and your mask is not. The backward pass needs what A was "
        "multiplied by: put the scale into the mask.",
        ((_MASK, "mask = 1.0 * kept"), (_IN_TRAINING, "return A * mask / (1 - p), mask")),
        (
            (
                (_MASK, "mask = kept"),
                (_IN_TRAINING, "return A * mask / (1 - p), mask"),
                (_IN_USE, "return A, np.ones(A.shape, dtype=bool)"),
            ),
        ),
    ),
    Mistake(
        "drawn twice",
        "You drew twice, once for the output and once for the mask. The backward pass needs the "
        "very mask that A was multiplied by.",
        ((_IN_TRAINING, "return A * (rng.random(A.shape) >= p) / (1 - p), mask"),),
    ),
    Mistake(
        "active at inference",
        "You drop units in use, too. Where `training` is False, return A as it is, with a mask of "
        "ones.",
        ((_USED, ""),),
    ),
    Mistake(
        "modes swapped",
        "You drop units in use and none in training: the condition is the wrong way round.",
        (("if not training", "if training"),),
    ),
    Mistake(
        "classic in use",
        "In use you multiply by 1 - p. That belongs to the classic form, which does not scale in "
        "training. Do one of the two: here, scale in training.",
        ((_IN_USE, "return A * (1 - p), np.full(A.shape, 1 - p)"),),
        (((_IN_USE, "return A * (1 - p), np.ones(A.shape)"),),),
    ),
    Mistake(
        "divided in use",
        "You divide by 1 - p in use as well. Where nothing is dropped, nothing has to be made up "
        "for.",
        ((_IN_USE, "return A / (1 - p), np.full(A.shape, 1 / (1 - p))"),),
        (((_IN_USE, "return A / (1 - p), np.ones(A.shape)"),),),
    ),
    Mistake(
        "nothing in use",
        "Where `training` is False your function returns nothing. Return A as it is, with a mask "
        "of ones.",
        ((_IN_USE, "return None"),),
    ),
    Mistake(
        "no mask in use",
        "In use there is no mask in your answer. Return ones, so that `dropout_backward` can "
        "multiply by it in both modes.",
        ((_IN_USE, "return A, None"),),
        (((_IN_USE, "return A, 1"),),),
    ),
    Mistake(
        "classic",
        "That is classic dropout: unscaled in training, times 1 - p in use. Asked for is the "
        "inverted form, scaled by 1/(1 - p) in training.",
        (
            (_IN_USE, "return A * (1 - p), np.full(A.shape, 1 - p)"),
            (_MASK, "mask = 1.0 * kept"),
        ),
        (((_IN_USE, "return A * (1 - p), np.ones(A.shape)"), (_MASK, "mask = 1.0 * kept")),),
    ),
    Mistake(
        "the same units for all examples",
        "You drew one lot a unit, for all examples of the batch. Each example draws its own: "
        "`rng.random(A.shape)`.",
        ((_LOTS, "np.broadcast_to(rng.random(A.shape[1:]) >= p, A.shape)"),),
    ),
    Mistake(
        "whole examples",
        "You drew one lot an example and dropped all of its units. Each entry draws its own: "
        "`rng.random(A.shape)`.",
        (
            (
                _LOTS,
                "np.broadcast_to(rng.random((len(A), *[1] * (A.ndim - 1))) >= p, A.shape)",
            ),
        ),
    ),
    Mistake(
        "a generator of your own",
        "You make a generator inside, with a fixed seed, so every step drops the same units. Draw "
        "from `rng`, which was given.",
        (("rng.random", "np.random.default_rng(0).random"),),
    ),
    Mistake(
        "the global generator",
        "Your lots do not come from `rng`, so nobody can repeat them. Call `rng.random` in place "
        "of `np.random.rand`.",
        (("rng.random", "np.random.random_sample"),),
    ),
)


def _kept_below(A, p, rng, training):
    mask = (rng.random(A.shape) < 1 - p) / (1 - p) if training else np.ones_like(A)
    return A * mask, mask


def _with_choice(A, p, rng, training):
    if training:
        mask = rng.choice([0.0, 1 / (1 - p)], size=A.shape, p=[p, 1 - p])
        return [mask * A, mask]
    return [A, 0 * A + 1]


def _column_by_column(A, p, rng, training):
    mask = np.ones(A.shape)
    if training:
        for i in range(A.shape[1]):
            mask[:, i] = rng.binomial(1, 1 - p, size=mask[:, i].shape) / (1 - p)
    return A * mask, mask


def _in_float32(A, p, rng, training):
    A = A.astype(np.float32)
    mask = np.ones_like(A)
    if training:
        mask[:] = rng.random(A.shape, dtype=np.float32) > p
        mask /= np.float32(1 - p)
    return A * mask, mask


TASK = Task(
    name="dropout_forward",
    inputs=inputs,
    reference=reference,
    driver="drop_units",
    properties=(
        Property("what stays is scaled, the rest is 0", 1, judge=same_factors),
        Property("the right share is dropped, entry by entry", 1, judge=same_lots),
        Property("the mask: what A was multiplied by, scale included", 1, judge=same_mask),
        Property("in use nothing is dropped or scaled", 1, judge=same_modes),
        Property("drawn from the generator that was given", 1, judge=same_use),
    ),
    mistakes=MISTAKES,
    equivalents=(_kept_below, _with_choice, _column_by_column, _in_float32),
    simpler=None,
    hints=(
        "`rng.random(A.shape)` gives a number between 0 and 1 for each entry. It is below p with "
        "probability p.",
        "`kept = rng.random(A.shape) >= p` holds True and False, which count as 1 and 0. Divide "
        "that by 1 - p, and you have the mask.",
        "Two returns: `A, np.ones(A.shape)` where `training` is False, and else A times the mask, "
        "and the mask.",
    ),
)
