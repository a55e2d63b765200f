"""What is said where no known mistake fits: what was tried, and a failing input side by side."""

import html
from dataclasses import dataclass

import numpy as np

from helpers.checks import arguments
from helpers.checks.judge import describe, far, near

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
            *_beside([_titled(_name(name, value), _grid(value)) for name, value in self.arguments]),
        ]
        wrong = self._wrong()
        blocks = [
            _titled(_name(f"expected{self.where}", self.expected), _grid(self.expected)),
            _titled(_name(f"got{self.where}", self.got), _grid(self.got, wrong)),
        ]
        note = ["", "* differs"] if wrong is not None and wrong.any() else []
        return [line.rstrip() for line in (*lines, "", *_beside(blocks), *note)]

    def html(self):
        """Return the same as HTML; an entry that differs is bold, framed and has a star."""
        if self.expected is None:
            return f"<div>{html.escape(self.tried)}</div>"
        given = "".join(_block(_name(name, value), _table(value)) for name, value in self.arguments)
        wrong = self._wrong()
        both = _block(
            _name(f"expected{self.where}", self.expected), _table(self.expected)
        ) + _block(_name(f"got{self.where}", self.got), _table(self.got, wrong))
        marked = wrong is not None and wrong.any()
        note = "<div style='opacity:.85'>* differs</div>" if marked else ""
        return (
            f"<div>{html.escape(self.tried)}</div>"
            f"<div style='margin-top:.5em'>{given}</div><div>{both}</div>{note}"
        )

    def _wrong(self):
        """Return where the two differ, None where they can't be compared entry by entry."""
        got, want = self.got, np.asarray(self.expected)
        if not _is_numeric(got) or np.shape(got) != want.shape or want.dtype.kind not in "biufc":
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


def _is_numeric(value):
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc"
    return type(value) in (bool, float, complex) or (
        type(value) is int and value.bit_length() <= 64
    )


def _name(name, value):
    """Return a name with the shape of its array."""
    return f"{name} {value.shape}" if isinstance(value, np.ndarray) else name


def _grid(value, wrong=None):
    """Return the rows of cells of a value; a matrix for each leading index is set apart."""
    if not _is_numeric(value):
        return [[_words(value).translate(_BLANK)[:60]]]
    array = np.asarray(value)
    if array.ndim > 2:
        grids = [_grid(a, None if wrong is None else w) for a, w in _slices(array, wrong)]
        return [row for grid in grids for row in (*grid, [""])][:-1]
    rows = np.atleast_2d(array)
    marks = np.zeros(rows.shape, bool) if wrong is None else np.atleast_2d(wrong)
    return [
        [f"{_number(number)}{'*' if mark else ''}" for number, mark in zip(*both, strict=True)]
        for both in zip(rows.tolist(), marks.tolist(), strict=True)
    ]


def _words(value):
    """Return what is no number and no array as text; short tuples and lists are written out."""
    if isinstance(value, str):
        return value
    written = str(value) if _is_short(value) else ""
    return written if 0 < len(written) <= 60 else describe(value)


def _is_short(value):
    if type(value) in (list, tuple):
        return len(value) <= 8 and all(map(_is_short, value))
    return _is_numeric(value) and not isinstance(value, np.ndarray)


_BLANK = dict.fromkeys(range(32), " ")


def _slices(array, wrong):
    return zip(array, array if wrong is None else wrong, strict=True)


def _number(number):
    return str(number) if type(number) is bool else f"{number:.4g}"


def _titled(title, rows):
    """Return lines: a title over right-aligned columns."""
    columns = max(map(len, rows))
    widths = [max(len(row[c]) for row in rows if c < len(row)) for c in range(columns)]
    lines = ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=False)) for row in rows]
    width = max(map(len, (title, *lines)))
    return [text.ljust(width) for text in (title, *(f"  {line}" for line in lines))]


def _beside(blocks):
    """Return lines with the blocks side by side."""
    height = max(map(len, blocks), default=0)
    widths = [max(map(len, block)) for block in blocks]
    padded = [block + [""] * (height - len(block)) for block in blocks]
    return [
        "    ".join(line.ljust(w) for line, w in zip(lines, widths, strict=True))
        for lines in zip(*padded, strict=True)
    ]


def _block(title, table):
    style = "display:inline-block;vertical-align:top;margin:0 1.2em .5em 0"
    return f"<div style='{style}'><code>{html.escape(title)}</code>{table}</div>"


def _table(value, wrong=None):
    cells = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in _grid(value, wrong))
    brackets = "2px solid currentColor" if isinstance(value, np.ndarray) else "0"
    style = (
        f"border-collapse:separate;border-spacing:2px;margin:.2em 0;color:inherit;width:auto;"
        f"border:0;border-left:{brackets};border-right:{brackets};border-radius:.4em"
    )
    return f"<table style='{style}'><tbody>{cells}</tbody></table>"


def _cell(text):
    style = (
        "text-align:right;padding:.1em .45em;border:0;color:inherit;background:transparent;"
        "font-family:monospace"
    )
    if text.endswith("*"):
        style += ";font-weight:bold;border:2px solid currentColor;border-radius:3px"
    return f"<td style='{style}'>{html.escape(text) or '&nbsp;'}</td>"
