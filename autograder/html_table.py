"""Tables of a page: texts are strangers' and stay texts, numbers stand below one another."""

import html

from helpers.checks.markup import inline


class Words(str):
    """A text that wants room."""


class Markup(str):
    """HTML of ours."""


def table(caption, head, rows):
    """Return a table that scrolls by itself where it is too wide. caption: what it holds."""
    titles = "".join(_title(text) for text in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f'<div class="scroll" role="region" aria-label="{html.escape(caption)}" tabindex="0">'
        f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _title(text):
    return f'<th scope="col">{html.escape(text)}</th>' if text else "<td></td>"


def _cell(value):
    if isinstance(value, (int, float)):
        return f'<td class="number">{value:g}</td>'
    if isinstance(value, Markup):
        return f"<td>{value}</td>"
    kind = ' class="words"' if isinstance(value, Words) else ""
    return f"<td{kind}>{inline(value)}</td>"
