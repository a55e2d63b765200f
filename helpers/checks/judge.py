"""How near is near enough: compare a plain value with the expected one.

A judge is ``judge(got, expected)`` and returns None where they agree, else a sentence about the
first difference: what kind of thing it is, then shape, then dtype, then values.
"""

import re
from typing import NamedTuple

import numpy as np

from helpers.checks.advice import advice
from helpers.checks.drivers.plain import Foreign

# Wide enough for other orders of summation, narrow enough for every mistake. A float32 answer
# may be ten times further off: where terms cancel, its rounding shows.
RELATIVE = 1e-4
OF_LARGEST = 1e-5


class Raised(NamedTuple):
    """The outcome of a call that raised."""

    type: str
    message: str
    line: str | None = None

    def __str__(self):
        where = f" in the line `{self.line}`" if self.line else ""
        return f"your code raised {self.type}: {self._shorter()}{where}"

    def _shorter(self):
        """NumPy's message on a matrix product is long; the two sizes in it are what helps."""
        sizes = re.search(r"matmul: .*size (\d+) is different from (\d+)", self.message)
        if not sizes:
            return self.message
        second, first = sizes.groups()
        return f"a matrix product does not fit, its inner sizes are {first} and {second}"


class Absent(NamedTuple):
    """The outcome where the part that is looked at does not exist."""

    sentence: str


def near(got, expected):
    """Return None if `got` equals `expected` up to rounding, else a sentence.

    Numbers agree within 1e-4 of their own size plus 1e-5 of the largest expected entry, a float32
    answer within ten times that. A number may be a Python number or a 0-d array; a tuple may be
    a list; a dict may have more keys.
    """
    if isinstance(got, Absent):
        return got.sentence
    if isinstance(got, Raised) or isinstance(expected, Raised):
        return _near_raised(got, expected)
    if got is None and expected is not None:
        return "nothing there yet: it is None"
    if isinstance(expected, dict):
        return _near_dict(got, expected)
    if isinstance(expected, (list, tuple)):
        return _near_sequence(got, expected)
    if isinstance(expected, np.ndarray) and expected.ndim:
        return _near_array(got, expected)
    if isinstance(expected, (bool, str)) or expected is None:
        return (
            None
            if type(got) is type(expected) and got == expected
            else _wanted(got, repr(expected))
        )
    return _near_number(got, expected)


def same_error(got, expected):
    """Like `near` for a relative error, where any two errors below 1e-7 count as none."""
    both = _is_number(got) and _is_number(expected)
    if both and 0 <= float(got) < 1e-7 and float(expected) < 1e-7:
        return None
    return near(got, expected)


def describe(value):
    """Return a few words for a plain value: its kind and shape, or the number itself."""
    if isinstance(value, Foreign):
        return _article(value.type_name) + advice(value)
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, (list, tuple, dict)):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, np.ndarray):
        value = value.item()
    if type(value) is int and not _is_number(value):
        return f"an int of {value.bit_length()} bits"
    return f"{float(value):.6g}" if _is_number(value) else repr(value)[:80]


def _article(noun):
    return f"an {noun}" if noun[:1].lower() in tuple("aeiou") else f"a {noun}"


def _near_raised(got, expected):
    if isinstance(got, Raised) and isinstance(expected, Raised):
        return None if got[:2] == expected[:2] else f"raised {got.type}"
    return str(got) if isinstance(got, Raised) else "did not raise"


def _near_dict(got, expected):
    if not isinstance(got, dict):
        return _wanted(got, f"a dict with the keys {', '.join(expected)}")
    for key, value in expected.items():
        if key not in got:
            return f"the key {key!r} is missing"
        if difference := near(got[key], value):
            return _inside(f"[{key!r}]", difference)
    return None


def _near_sequence(got, expected):
    if not isinstance(got, (list, tuple)) or isinstance(got, Foreign):
        return _wanted(got, f"a {type(expected).__name__} of {len(expected)}")
    if len(got) != len(expected):
        return f"has length {len(got)}, expected {len(expected)}"
    for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
        if difference := near(mine, theirs):
            return _inside(f"[{position}]", difference)
    return None


def _inside(step, difference):
    return f"{step}{difference}" if difference.startswith("[") else f"{step}: {difference}"


def _near_array(got, expected):
    if not isinstance(got, np.ndarray):
        return _wanted(got, f"a NumPy array of shape {expected.shape}")
    if got.shape != expected.shape:
        return f"has shape {got.shape}, expected {expected.shape}"
    if got.dtype.kind not in "iuf":
        real = got.dtype.kind == "c" and not got.imag.any()
        hint = "; its imaginary part is 0, so take `.real`" if real else ""
        return f"has dtype {got.dtype}, expected numbers like {expected.dtype}{hint}"
    wrong = _far(got, expected)
    if (wrong & np.isnan(got)).any():
        return f"contains nan at {_at(wrong & np.isnan(got))}"
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    many = f"{int(wrong.sum())} of {wrong.size} entries differ, the first at {list(index)}: "
    return f"{many if wrong.size > 1 else ''}expected {expected[index]:.6g}, got {got[index]:.6g}"


def _near_number(got, expected):
    if not _is_number(got):
        return _wanted(got, "a number")
    if _far(np.asarray(got), np.asarray(expected)):
        return f"expected {float(expected):.6g}, got {float(got):.6g}"
    return None


def _far(got, expected):
    slack = 10 if got.dtype == np.float32 else 1
    with np.errstate(all="ignore"):
        got, expected = got.astype(np.float64), expected.astype(np.float64)
        largest = np.abs(expected).max(initial=0, where=np.isfinite(expected))
        bound = slack * (RELATIVE * np.abs(expected) + OF_LARGEST * largest) + 1e-12
        same = (np.abs(got - expected) <= bound) | (got == expected)
        return ~(same | (np.isnan(got) & np.isnan(expected)))


def _is_number(value):
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "iuf"
    return type(value) is float or (type(value) is int and value.bit_length() <= 64)


def _wanted(got, what):
    return f"expected {what}, got {describe(got)}"


def _at(mask):
    return [int(i) for i in np.argwhere(mask)[0]]
