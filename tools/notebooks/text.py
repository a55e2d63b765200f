"""A text source as cells, each with the lines it came from."""

from dataclasses import dataclass, field

import jupytext.myst
import nbformat

from tools.notebooks import setup_cell
from tools.notebooks.errors import SourceError


@dataclass(frozen=True)
class TextCell:
    """One cell as written: its source, its options, and where its content begins."""

    kind: str  # "markdown" or "code"
    source: str
    options: dict
    line: int  # of the first line of the content, counted from 1
    start: int = field(repr=False)  # lines of the file that are this cell's, counted from 0
    end: int = field(repr=False)

    @property
    def is_setup(self):
        return self.kind == "code" and setup_cell.TAG in self.options.get("tags", [])


def parse(source):
    """Return the cells of a source, in order."""
    return parse_text(source.read(), source.name)


def parse_text(text, name):
    """Return the cells of a text; `name` is the file's name in messages."""
    notebook = _to_notebook(text, name)
    starts = _starts(text, notebook)
    ends = [*starts[1:], len(text.splitlines())]
    cells = zip(notebook.cells, starts, ends, notebook.metadata.source_map, strict=True)
    return [_cell(text, *parts) for parts in cells]


def as_notebook(text, name, source=None):
    """Return a text as a notebook for the site: Markdown as written, the set-up cell filled."""
    notebook = _to_notebook(text, name)
    for cell in notebook.cells:
        if cell.cell_type == "code" and setup_cell.TAG in cell.metadata.get("tags", []):
            setup_cell.fill(cell, source)
    return notebook


def _to_notebook(text, name):
    try:
        notebook = jupytext.myst.myst_to_notebook(text, add_source_map=True)
    except jupytext.myst.MystMetadataParsingError as error:
        raise SourceError(name, 1, str(error)) from error
    raw = [at for at, cell in enumerate(notebook.cells) if cell.cell_type == "raw"]
    if raw:
        line = notebook.metadata.source_map[raw[0]]
        raise SourceError(name, line, "raw cells are not used in this course")
    return notebook


def _starts(text, notebook):
    """Where each cell's lines start: at its fence, its `+++`, or right after the one before."""
    lines = text.splitlines()
    starts = []
    for cell, at in zip(notebook.cells, notebook.metadata.source_map, strict=True):
        before = at - 1
        has_opening = cell.cell_type == "code" or (before >= 0 and lines[before].startswith("+++"))
        starts.append(before if has_opening else at)
    return starts


def _cell(text, cell, start, end, at):
    lines = text.splitlines()
    if cell.cell_type == "code":
        first = _first_code_line(lines, at, cell.source)
    else:
        first = next(n for n in range(at, end) if lines[n].strip())
    kind, options = cell.cell_type, nbformat.from_dict(cell.metadata)
    return TextCell(kind, cell.source, dict(options), first + 1, start, end)


def _first_code_line(lines, at, source):
    """The line of a code cell's first line of code, past its options."""
    size = len(source.split("\n")) if source else 0
    closing = next(n for n in range(at, len(lines)) if lines[n].lstrip().startswith("```"))
    return closing - size
