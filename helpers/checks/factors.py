"""Right but for a factor: a size of an argument, a constant, or a changing one."""

import itertools

import numpy as np

from helpers.checks.evidence import ENOUGH, distinct
from helpers.checks.judge import far


def scaled(pairs, sizes):
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
    if _told(factors, used):
        return (
            "On each instance your numbers are the expected ones times one factor, but the factor "
            f"changes ({', '.join(f'{f:.4g}' for f in factors[:3])}): a normalisation is missing, "
            "or divides by the wrong thing."
        )
    return None


def _told(factors, used):
    """Do the factors differ, and is each that of many numbers? One number alone always has one."""
    if np.ptp(factors) <= 1e-4 * abs(factors[0]):
        return False
    of_many = [f for f, (_, w, _) in zip(factors, used, strict=True) if distinct([w]) >= ENOUGH]
    return all(any(np.isclose(f, other, rtol=1e-4) for other in of_many) for f in factors)


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
