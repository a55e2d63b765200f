"""What is said where no known mistake fits: what was tried, and a failing input side by side."""

import html
from dataclasses import dataclass

import numpy as np

from helpers.checks import arguments
from helpers.checks.grids import beside, block, grid, is_numeric, table, titled
from helpers.checks.judge import far, near

MOST_NUMBERS = 36
MOST_ARRAYS = 9


@dataclass(frozen=True)
class Unknown:
    """A wrong answer that nothing explains.

    tried: one line; arguments: (name, value) of a failing call; where: what is compared, as
    "[0]"; expected, got: the arrays or numbers there, `expected` None where nothing is shown.
    """

    tried: str
    arguments: tuple = ()
    where: str = ""
    expected: object = None
    got: object = None

    def text(self):
        """Return the lines for a terminal. A star marks an entry that differs."""
        lines = [self.tried]
        if self.expected is None:
            return lines
        lines += [
            "",
            *beside([titled(_name(name, value), grid(value)) for name, value in self.arguments]),
        ]
        wrong = self._wrong()
        blocks = [
            titled(_name(f"expected{self.where}", self.expected), grid(self.expected)),
            titled(_name(f"got{self.where}", self.got), grid(self.got, wrong)),
        ]
        note = ["", "* differs"] if wrong is not None and wrong.any() else []
        return [line.rstrip() for line in (*lines, "", *beside(blocks), *note)]

    def html(self):
        """Return the same as HTML; an entry that differs is bold, framed and has a star."""
        if self.expected is None:
            return f"<div>{html.escape(self.tried)}</div>"
        given = "".join(block(_name(name, value), table(value)) for name, value in self.arguments)
        wrong = self._wrong()
        both = block(_name(f"expected{self.where}", self.expected), table(self.expected)) + block(
            _name(f"got{self.where}", self.got), table(self.got, wrong)
        )
        marked = wrong is not None and wrong.any()
        note = "<div style='opacity:.85'>* differs</div>" if marked else ""
        return (
            f"<div>{html.escape(self.tried)}</div>"
            f"<div style='margin-top:.5em'>{given}</div><div>{both}</div>{note}"
        )

    def _wrong(self):
        """Return where the two differ, None where they can't be compared entry by entry."""
        got, want = self.got, np.asarray(self.expected)
        if not is_numeric(got) or np.shape(got) != want.shape or want.dtype.kind not in "biufc":
            return None
        return far(np.asarray(got), want)


def unknown(task, failure, *, smallest):
    """Return the `Unknown` for a failure, None of it if there is nothing readable to show.

    smallest: whether the failing input was searched for.
    """
    tried = _tried(task)
    if failure is None:
        return Unknown(tried)
    shown = tuple(_flat(arguments.named(task, failure.instance).items()))
    where, expected, got = _first_difference(failure.expected, failure.got)
    if not _is_readable([value for _, value in shown]) or not _is_readable([expected, got]):
        return Unknown(tried)
    found = "The simplest failing call found:" if smallest else "A call that fails:"
    return Unknown(f"{tried} {found}", shown, where, expected, got)


def _tried(task):
    count = len(task.mistakes)
    return (
        f"None of this task's {count} known mistakes gives this, nor do two of them; nor can the "
        "right answer be recognised in it, scaled, transposed, shifted, reordered or summed."
    )


def _flat(items):
    """Yield (name, value) with the items of lists under names of their own."""
    for name, value in items:
        if isinstance(value, (list, tuple)) and any(isinstance(v, np.ndarray) for v in value):
            yield from _flat((f"{name}[{k}]", item) for k, item in enumerate(value))
        else:
            yield name, value


def _is_readable(values):
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    return len(arrays) <= MOST_ARRAYS and all(
        a.size <= MOST_NUMBERS and a.ndim <= 4 and a.size for a in arrays
    )


def _first_difference(expected, got, path=""):
    """Return (path, expected, got) of the first leaf that differs."""
    if isinstance(expected, dict) and type(got) is dict:
        items = [(f"[{key!r}]", value, got.get(key)) for key, value in expected.items()]
    elif isinstance(expected, (list, tuple)) and type(got) in (list, tuple):
        if len(got) != len(expected):
            return path, expected, got
        items = [(f"[{k}]", *pair) for k, pair in enumerate(zip(expected, got, strict=True))]
    else:
        return path, expected, got
    for key, want, mine in items:
        if near(mine, want) is not None:
            return _first_difference(want, mine, path + key)
    return path, expected, got


def _name(name, value):
    """Return a name with the shape of its array."""
    return f"{name} {value.shape}" if isinstance(value, np.ndarray) else name
