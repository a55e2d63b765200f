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
        """The message on a matrix product is long; the two sizes in it are what helps."""
        numpys = re.search(
            r"matmul: .*size (?P<second>\d+) is different from (?P<first>\d+)", self.message
        )
        torchs = re.search(r"multiplied \(\d+x(?P<first>\d+) and (?P<second>\d+)x", self.message)
        if not (sizes := numpys or torchs):
            return self.message
        return "a matrix product does not fit, its inner sizes are {first} and {second}".format(
            **sizes.groupdict()
        )


class Absent(NamedTuple):
    """The outcome where the part that is looked at does not exist; `instead` is what is there."""

    sentence: str
    instead: object = None


def near(got, expected):
    """Return None if `got` equals `expected` up to rounding, else a sentence.

    Numbers agree within 1e-4 of their own size plus 1e-5 of the largest finite entry expected
    (and 1e-12, for zeros), a float32 answer within ten times that. Whole numbers, where integers
    are expected, agree within 1e-6; nan agrees with nan, inf with inf of the same sign. A number
    may be a Python number or a 0-d array; a tuple may be a list; a dict may have more keys.
    """
    if isinstance(got, Absent):
        alike = isinstance(expected, Absent) and got.sentence == expected.sentence
        return None if alike and near(got.instead, expected.instead) is None else got.sentence
    if isinstance(expected, Foreign):
        same = isinstance(got, Foreign) and got == expected
        return None if same else _wanted(got, describe(expected))
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
        return _near_word(got, expected)
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
    if got.dtype.kind not in _kinds(expected):
        real = got.dtype.kind == "c" and not got.imag.any()
        hint = "; its imaginary part is 0, so take `.real`" if real else ""
        return f"has dtype {got.dtype}, expected {_like(expected)}{hint}"
    wrong = far(got, expected)
    if (wrong & np.isnan(got)).any():
        return f"contains nan at {_at(wrong & np.isnan(got))}"
    if not wrong.any():
        return None
    index = tuple(_at(wrong))
    many = f"{int(wrong.sum())} of {wrong.size} entries differ, the first at {list(index)}: "
    return f"{many if wrong.size > 1 else ''}{_unequal(got[index].item(), expected[index].item())}"


def _kinds(expected):
    """Return the kinds of dtype that may stand for an expected array's."""
    return {"b": "b", "c": "iufc"}.get(expected.dtype.kind, "iuf")


def _like(expected):
    return "bool" if expected.dtype.kind == "b" else f"numbers like {expected.dtype}"


def _near_word(got, expected):
    """A truth value may be NumPy's."""
    if isinstance(got, np.ndarray) and got.ndim == 0 and got.dtype.kind == "b":
        got = bool(got)
    same = type(got) is type(expected) and got == expected
    return None if same else _wanted(got, repr(expected))


def _near_number(got, expected):
    if not _is_number(got, complex_too=np.iscomplexobj(expected)):
        return _wanted(got, "a number")
    if far(np.asarray(got), np.asarray(expected)):
        return _unequal(np.asarray(got).item(), np.asarray(expected).item())
    return None


def _unequal(got, expected):
    """Show two numbers with as many digits as it takes to tell them apart."""
    for digits in (6, 12, 17):
        shown = f"{expected:.{digits}g}", f"{got:.{digits}g}"
        if shown[0] != shown[1]:
            break
    return "expected {}, got {}".format(*shown)


def far(got, expected):
    """Return where two arrays of numbers of one shape are not near, as booleans of that shape."""
    slack = 10 if got.dtype in (np.float32, np.complex64) else 1
    whole = expected.dtype.kind in "biu"
    with np.errstate(all="ignore"):
        kind = np.complex128 if "c" in (got.dtype.kind, expected.dtype.kind) else np.float64
        got, expected = got.astype(kind), expected.astype(kind)
        finite = np.isfinite(expected)
        largest = np.abs(expected).max(initial=0, where=finite)
        bound = slack * (RELATIVE * np.abs(expected) + OF_LARGEST * largest) + 1e-12
        close = np.abs(got - expected) <= (1e-6 if whole else bound)
        same = (finite & close) | (got == expected)
        return ~(same | (np.isnan(got) & np.isnan(expected)))


def _is_number(value, *, complex_too=False):
    kinds = "iufc" if complex_too else "iuf"
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in kinds
    if type(value) is complex:
        return complex_too
    return type(value) is float or (type(value) is int and value.bit_length() <= 64)


def _wanted(got, what):
    return f"expected {what}, got {describe(got)}"


def _at(mask):
    return [int(i) for i in np.argwhere(mask)[0]]
