"""The numbers of the checks as tables: ``{check-quality}`` and ``{check-confusion}``.

They come from ``book/checks-quality``, which `python -m tools.quality` writes and a test keeps
true. The first directive shows a row for each task; the second, folded, which mistake is named
for which.
"""

import html
import sys
from itertools import pairwise
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.project import Project
from tools.quality import published

STYLE = "style/checks.css"
HEAD = (
    "<tr><th scope='col'>Task</th><th scope='col'>Mistakes named</th>"
    "<th scope='col'>Right answers accepted</th><th scope='col'>Mutants noticed</th>"
    "<th scope='col'>Pairs named</th><th scope='col'>Points by luck</th></tr>"
)


class Numbers(SphinxDirective):
    """Shows the numbers of every exercise; pages that hold one load the style."""

    show = None

    def run(self):
        folder = published.folder(Project(Path(self.env.srcdir)))
        exercises = {}
        for file in sorted(folder.glob("*.json")):
            self.env.note_dependency(str(file))
            exercises[file.stem] = published.read(Project(Path(self.env.srcdir)), file.stem)
        text = type(self).show(exercises)
        return [nodes.raw("", text, format="html", classes=["check-quality"])]


def overview(exercises):
    """Return the table of all tasks; exercises: {slug: {task: numbers}}."""
    body = "".join(_exercise(slug, tasks) for slug, tasks in exercises.items())
    return _scrolling("The checks in numbers", f"<table><thead>{HEAD}</thead>{body}</table>")


def _exercise(slug, tasks):
    title = f"<tr><th colspan='6' scope='rowgroup'>{_title(slug)}</th></tr>"
    return f"<tbody>{title}{''.join(map(_row, tasks.values()))}</tbody>"


def _row(numbers):
    mutants, pairs, right = numbers["mutants"], numbers["pairs"], numbers["right"]
    cells = (
        f"{_own(numbers)} of {len(numbers['confusion'])}",
        f"{right['accepted']} of {right['tried']}",
        _share(mutants["killed"], mutants["killed"] + mutants["survived"]),
        _share(pairs["recognised"], pairs["planted"]),
        f"{numbers['luck']:.0%}",
    )
    task = f"<th scope='row'><code>{html.escape(numbers['task'])}</code></th>"
    return f"<tr>{task}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _share(part, whole):
    """Return both in words; a question has neither mutants nor pairs."""
    return f"{part} of {whole}" if whole else "none"


def _own(numbers):
    return sum(list(named) == [name] for name, named in numbers["confusion"].items())


def confusion(exercises):
    """Return a folded table for each task: mistakes planted down, mistakes named across."""
    return "".join(
        f"<h3>{_title(slug)}</h3>{''.join(map(_folded, tasks.values()))}"
        for slug, tasks in exercises.items()
    )


def _folded(numbers):
    name, count = html.escape(numbers["task"]), len(numbers["confusion"])
    told = f"<code>{name}</code>: {_own(numbers)} of {count} mistakes get their own sentence"
    table = _scrolling(f"Mistakes planted and named in {name}", _matrix(numbers))
    return f"<details><summary>{told}</summary>{table}</details>"


def _matrix(numbers):
    planted = list(numbers["confusion"])
    others = {name for named in numbers["confusion"].values() for name in named} - set(planted)
    columns = [*planted, *sorted(others)]
    head = "".join(f"<th scope='col'>{_label(c, planted)}</th>" for c in columns)
    rows = "".join(
        f"<tr><th scope='row'>{number} {html.escape(name)}</th>"
        f"{_cells(number - 1, numbers['confusion'][name], columns)}</tr>"
        for number, name in enumerate(planted, 1)
    )
    return (
        "<table class='confusion'><thead><tr><th scope='col'>planted, and named:</th>"
        f"{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _label(column, planted):
    return planted.index(column) + 1 if column in planted else html.escape(column)


def _cells(own, named, columns):
    """Most cells are empty: each run of them is one wide cell, which keeps the page small."""
    filled = sorted(columns.index(name) for name in named)
    cells = []
    for before, at in pairwise([-1, *filled]):
        kind = "own" if at == own else "other"
        cells += _empty(at - before - 1)
        cells.append(f"<td class='{kind}'>{named[columns[at]]}</td>")
    return "".join([*cells, *_empty(len(columns) - 1 - filled[-1])])


def _empty(count):
    return [f"<td colspan='{count}'></td>"] if count else []


def _scrolling(label, table):
    """A table wider than a phone scrolls by itself, by keyboard too."""
    return (
        f"<div class='check-quality' tabindex='0' role='region' aria-label='{label}'>{table}</div>"
    )


def _title(slug):
    number, *words = slug.split("-")
    return f"Exercise {int(number)}: {html.escape(' '.join(words).capitalize())}"


class Overview(Numbers):
    show = staticmethod(overview)


class Confusion(Numbers):
    show = staticmethod(confusion)


def add_style(app, pagename, templatename, context, doctree):
    """Load the style on pages that show numbers."""
    if doctree and any("check-quality" in node["classes"] for node in doctree.findall(nodes.raw)):
        app.add_css_file(STYLE)


def setup(app):
    app.add_directive("check-quality", Overview)
    app.add_directive("check-confusion", Confusion)
    app.connect("html-page-context", add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
