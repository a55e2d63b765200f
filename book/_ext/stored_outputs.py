"""Chapters take the outputs stored in ``book/notebooks``; building the site runs no code.

A chapter's text is read as `tools.notebooks` reads it, and joined cell by cell with its built
notebook. When the two differ in any code cell the build stops: the notebook has to be rebuilt.
"""

import sys
from pathlib import Path

from sphinx.errors import ExtensionError

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.notebooks import sources, store, text  # noqa: E402  # found only now
from tools.project import Project  # noqa: E402


def read(content, root, slug):
    """Return a chapter's text as a notebook that holds its stored outputs.

    Raises:
        ExtensionError: if the chapter was not built, or built from other cells.
    """
    (source,) = sources.find_kind(Project(Path(root)), "chapter", [slug])
    notebook = text.as_notebook(content, source.name, source)
    stored = store.read(source.notebook)
    if stored is None:
        raise _stale(source, f"{source.notebook.name} is missing")
    join(source, notebook, stored)
    return notebook


def join(source, notebook, stored):
    """Put the outputs of a stored notebook into one just read from the text."""
    cells, ran = _code(notebook), _code(stored)
    if len(cells) != len(ran):
        raise _stale(source, f"{len(cells)} code cells in the text, {len(ran)} in the notebook")
    for cell, before in zip(cells, ran, strict=True):
        if cell.source != before.source:
            raise _stale(source, f"this cell is not the notebook's:\n{cell.source}")
        cell.outputs, cell.execution_count = before.outputs, before.execution_count
        _describe_image(source, cell)


def _describe_image(source, cell):
    """Give the picture that a cell shows the alternative text that came with it."""
    pictures = [output.get("metadata", {}).get("image/png", {}) for output in cell.outputs]
    alts = {picture["alt"] for picture in pictures if "alt" in picture}
    if len(alts) > 1:
        raise ExtensionError(f"{source.name}: one cell shows two pictures:\n{cell.source}")
    if alts:
        cell.metadata.setdefault("mystnb", {}).setdefault("image", {})["alt"] = alts.pop()


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _stale(source, why):
    command = f"python -m tools.notebooks build {source.slug}"
    return ExtensionError(f"{source.name}: {why}\nRun: {command}")


def _register(app, config):
    """Let myst-nb read each chapter with `read`; other Markdown pages are read as always.

    This comes after myst-nb has looked for new file suffixes: a chapter's path is none.
    """
    project = Project(Path(app.srcdir))
    for source in sources.find_kind(project, "chapter"):
        arguments = {"root": str(project.root), "slug": source.slug}
        config.nb_custom_formats[source.name] = ("stored_outputs.read", arguments, False)


def _note_notebook(app, docname, content):
    """Read a chapter again when its notebook changed."""
    for source in sources.find_kind(Project(Path(app.srcdir)), "chapter"):
        if source.docname == docname:
            app.env.note_dependency(str(source.notebook))


def setup(app):
    app.connect("config-inited", _register, priority=900)
    app.connect("source-read", _note_notebook)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
