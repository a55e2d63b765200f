"""What the course promises to teach, line by line, and where each chapter does it.

A chapter's list stands in ``syllabus/NN-slug.toml``. A line names its topic and the section that
covers it; with `cell`, the named cell of that section; with `shows`, a text that stands in that
cell's output or source, or, without `cell`, in the section. A line may name a `task` of the
chapter's exercise instead of a section.
"""

import functools
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

import helpers.checks
from tools import project
from tools.notebooks import sources, text

COURSE = project.here()
LISTS = sorted((Path(__file__).parent / "syllabus").glob("*.toml"))
KEYS = {"topic", "section", "cell", "shows", "task"}


class Cell(NamedTuple):
    """A code cell of a chapter: what it says, and what it printed."""

    name: str
    source: str
    printed: str


def lines():
    """Yield every promised line as a pytest parameter (slug, line)."""
    for path in LISTS:
        for number, line in enumerate(tomllib.loads(path.read_text("utf-8"))["line"], 1):
            yield pytest.param(path.stem, line, id=f"{path.stem}:{number}")


@functools.cache
def sections(slug):
    """Return {heading: (prose, cells)} of a chapter, its notebook's outputs included."""
    (source,) = sources.find_kind(COURSE, "chapter", [slug])
    built = iter([c for c in nbformat.read(source.notebook, 4).cells if c.cell_type == "code"])
    found, heading = {}, ""
    for cell in text.parse(source):
        if cell.kind == "code":
            found[heading][1].append(_cell(cell.options.get("name", ""), next(built)))
            continue
        for piece in re.split(r"(?m)^(?=#+ )", cell.source):
            if title := re.match(r"#+ (.*)", piece):
                heading = title[1].strip()
            found.setdefault(heading, ([], []))[0].append(piece)
    return {heading: ("\n".join(prose), cells) for heading, (prose, cells) in found.items()}


def _cell(name, ran):
    outputs = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in ran.outputs]
    return Cell(name, ran.source, "\n".join(outputs))


def test_every_chapter_has_its_list():
    chapters = {source.slug for source in sources.find_kind(COURSE, "chapter")}
    assert {path.stem for path in LISTS} == chapters


@pytest.mark.parametrize(("slug", "line"), list(lines()))
def test_a_promised_line_is_taught_where_the_list_says(slug, line):
    assert set(line) <= KEYS
    assert ("section" in line) != ("task" in line)
    assert "cell" not in line or "section" in line
    if "task" in line:
        assert line["task"] in helpers.checks.load(slug).tasks
        return
    found = sections(slug)
    assert line["section"] in found
    prose, cells = found[line["section"]]
    if "cell" not in line:
        assert line.get("shows", "") in prose
        return
    (cell,) = [cell for cell in cells if cell.name == line["cell"]]
    assert line.get("shows", "") in f"{cell.source}\n{cell.printed}"
