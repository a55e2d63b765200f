"""Plain values as rows and columns of numbers, for a terminal and as HTML."""

import html

import numpy as np

from helpers.checks.judge import describe


def is_numeric(value):
    """Is a plain value an array of numbers or truth values, or one of them?"""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc"
    return type(value) in (bool, float, complex) or (
        type(value) is int and value.bit_length() <= 64
    )


def grid(value, wrong=None):
    """Return the rows of cells of a value; a matrix for each leading index is set apart."""
    if not is_numeric(value):
        return [[_words(value).translate(_BLANK)[:60]]]
    array = np.asarray(value)
    if array.ndim > 2:
        grids = [grid(a, None if wrong is None else w) for a, w in _slices(array, wrong)]
        return [row for rows in grids for row in (*rows, [""])][:-1]
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
    return type(value) is str or (is_numeric(value) and not isinstance(value, np.ndarray))


_BLANK = dict.fromkeys(range(32), " ")


def _slices(array, wrong):
    return zip(array, array if wrong is None else wrong, strict=True)


def _number(number):
    return str(number) if type(number) is bool else f"{number:.4g}"


def titled(title, rows):
    """Return lines: a title over right-aligned columns."""
    columns = max(map(len, rows))
    widths = [max(len(row[c]) for row in rows if c < len(row)) for c in range(columns)]
    lines = ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=False)) for row in rows]
    width = max(map(len, (title, *lines)))
    return [text.ljust(width) for text in (title, *(f"  {line}" for line in lines))]


def beside(blocks):
    """Return lines with the blocks side by side."""
    height = max(map(len, blocks), default=0)
    widths = [max(map(len, block)) for block in blocks]
    padded = [block + [""] * (height - len(block)) for block in blocks]
    return [
        "    ".join(line.ljust(w) for line, w in zip(lines, widths, strict=True))
        for lines in zip(*padded, strict=True)
    ]


def block(title, body):
    """Return the HTML of a title over a body, one of several side by side."""
    style = "display:inline-block;vertical-align:top;margin:0 1.2em .5em 0"
    return f"<div style='{style}'><code>{html.escape(title)}</code>{body}</div>"


def table(value, wrong=None):
    """Return a value as an HTML table in brackets; `wrong` says which entries to mark."""
    cells = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in grid(value, wrong))
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
