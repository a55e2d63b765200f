"""Right as far as it goes: rounded, cut off, in too few digits, nearly."""

import numpy as np

from helpers.checks.evidence import ENOUGH, distinct
from helpers.checks.judge import far


def lost_digits(pairs):
    """An answer in few digits that is right as far as these reach."""
    kinds = {got.dtype for got, _ in pairs}
    if kinds <= {np.dtype(np.float16), np.dtype(np.float32)} and _within(pairs, 0.02):
        kind = "float16" if np.dtype(np.float16) in kinds else "float32"
        return (
            f"Right as far as {kind} reaches, which is not far enough here: its rounding errors "
            "show. Compute in float64."
        )
    return None


def rounded(pairs):
    """Say that the numbers are the expected ones, rounded or cut off to fewer digits."""
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


def nearly(pairs):
    """Say that all numbers are within 1 % of the largest expected one."""
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
