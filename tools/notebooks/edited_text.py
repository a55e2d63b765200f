"""A text source under change. Lines of cells that nobody touched stay as they are."""

import json
from dataclasses import dataclass


@dataclass
class _Entry:
    """A cell's lines in the text, its source, and the TextCell it was, if it was there."""

    kind: str
    lines: list
    source: str
    cell: object = None


class EditedText:
    """The cells of a text; change them, then take the `content`."""

    def __init__(self, content, cells):
        lines = content.splitlines()
        self._head = lines[: cells[0].start] if cells else lines
        self._entries = [
            _Entry(cell.kind, lines[cell.start : cell.end], cell.source, cell) for cell in cells
        ]

    def replace(self, cell, source):
        """Give a cell another source; its opening lines and options stay."""
        entry = self._entry(cell)
        first = cell.line - 1 - cell.start
        size = len(cell.source.split("\n")) if cell.source else 0
        entry.lines[first : first + size] = source.split("\n")
        entry.source = source

    def set_options(self, cell, options):
        """Write the options of a Markdown cell, which has a ``+++`` line."""
        self._entry(cell).lines[0] = f"+++ {json.dumps(options)}"

    def delete(self, cell):
        self._entries.remove(self._entry(cell))

    def insert(self, after, kind, source, options):
        """Put a new cell behind another one, or behind the ones already put there.

        after: a TextCell, or None for the beginning.
        """
        at = 0 if after is None else self._entries.index(self._entry(after)) + 1
        while at < len(self._entries) and self._entries[at].cell is None:
            at += 1
        self._entries.insert(at, _Entry(kind, _written(kind, source, options), source))

    def sources(self):
        """Return the sources of all cells, in order."""
        return [entry.source for entry in self._entries]

    def content(self):
        """Return the whole text."""
        lines, before = list(self._head), None
        for entry in self._entries:
            if entry.cell is None and lines and lines[-1].strip():
                lines.append("")
            if before == entry.kind == "markdown" and not entry.lines[0].startswith("+++"):
                lines += ["+++", ""]
            lines += entry.lines
            before = entry.kind
        return "\n".join(lines).rstrip("\n") + "\n"

    def _entry(self, cell):
        return next(entry for entry in self._entries if entry.cell is cell)


def _written(kind, source, options):
    if kind == "code":
        return ["```{code-cell} ipython3", *source.split("\n"), "```", ""]
    opening = [f"+++ {json.dumps(options)}", ""] if options else []
    return [*opening, *source.split("\n"), ""]
