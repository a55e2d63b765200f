"""HTML for notebooks: it takes the page's own colours and survives every viewer's sanitiser.

So there are inline styles only, no classes, scripts or style sheets; tints are transparent and
text inherits its colour, which makes one version right in light and in dark.
"""

import html

GOOD, BAD, NEUTRAL = "rgba(46,160,67,.2)", "rgba(218,74,60,.2)", "transparent"

# Viewers stripe tables, centre them and colour their text; what is said here overrules that.
_LOOK = "color:inherit;background:transparent;text-align:left"
_CELL = (
    f"{_LOOK};padding:.3em .6em;border:0;border-top:1px solid rgba(128,128,128,.45);"
    "vertical-align:top;white-space:normal"
)

# A long line of code would widen a phone's page.
_CODE = "<code style='white-space:normal;overflow-wrap:anywhere'>"


def inline(text):
    """Escape text for HTML; what stands between backticks becomes code."""
    pieces = html.escape(text).split("`")
    if len(pieces) % 2 == 0:
        return "`".join(pieces)
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))


def table(caption, head, rows, notes=()):
    """Return a table as HTML, with notes below it.

    caption, head and notes are text, see `inline`. rows holds pairs (tint, cells): the tint is
    for the first cell, the cells are HTML.
    """
    titles = "".join(f"<th scope='col' style='{_CELL}'>{inline(title)}</th>" for title in head)
    body = "".join(_row(tint, cells) for tint, cells in rows)
    below = "".join(f"<p style='margin:.4em 0'>{inline(note)}</p>" for note in notes)
    made = (
        f"<div style='max-width:46em;line-height:1.45;{_LOOK}'>"
        f"<table style='border-collapse:collapse;table-layout:auto;width:100%;margin:0;"
        f"font-size:inherit;{_LOOK}'>"
        f"<caption style='caption-side:top;padding:.3em 0;{_LOOK}'>"
        f"<strong>{inline(caption)}</strong></caption>"
        f"<thead><tr style='{_LOOK}'>{titles}</tr></thead><tbody>{body}</tbody></table>"
        f"{below}</div>"
    )
    return made.replace("<code>", _CODE)


def mark(symbol, words):
    """Return a mark as HTML; a screen reader reads the words and leaves out the symbol."""
    return f"<span aria-hidden='true'>{symbol}</span> {words}" if symbol.strip() else words


def _row(tint, cells):
    first, *others = cells
    mark = f"{_CELL};background:{tint};width:7em"
    rest = "".join(f"<td style='{_CELL}'>{cell}</td>" for cell in others)
    return f"<tr style='{_LOOK}'><td style='{mark}'>{first}</td>{rest}</tr>"
