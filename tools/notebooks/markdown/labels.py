"""What the chapters' labels stand for: headings, equations, figures and statements.

Equations, figures and each kind of statement are numbered within their chapter, as on the site.
"""

import re
from collections import Counter
from dataclasses import dataclass

from docutils.nodes import make_id

from tools.notebooks import sources, text
from tools.notebooks.errors import SourceError
from tools.notebooks.markdown import blocks, directives

# What a reference calls a numbered thing. (Equations are called by their number alone.)
NUMBERED = {"figure": "Figure"} | directives.STATEMENTS


@dataclass(frozen=True)
class Label:
    """A place on a page of the site; number, such as "6.3", only of what is numbered."""

    docname: str
    kind: str  # "section", "equation", "place", or one of NUMBERED
    anchor: str
    title: str = ""
    number: str = ""


def chapter_number(title):
    """Return the number that a page's title begins with, or ""."""
    match = re.match(r"\d+(?= )", title)
    return match[0] if match else ""


class Labels:
    """All labels of the chapters, and the titles of all pages."""

    def __init__(self, project):
        self._labels, self._titles = {}, {}
        for docname in project.docnames:
            for source in sources.find(project):
                if source.docname == docname:
                    self._read(source)
        self._read_plain_pages(project)

    def __repr__(self):
        return f"Labels({self._labels}, {self._titles})"

    def find(self, label):
        """Return the Label of this name, or None."""
        return self._labels.get(label) or self._labels.get(label.lower())

    def title(self, docname):
        """Return the title of a page of the site, or None."""
        return self._titles.get(docname)

    def _read(self, source):
        cells = [cell for cell in text.parse(source) if cell.kind == "markdown"]
        found = [block for cell in cells for block in walk(cell.source)]
        self._titles[source.docname] = next((_title(b) for b in found if _is_title(b)), source.slug)
        if not source.is_exercise:  # an exercise's page is its notebook: it has no labels
            self._collect(source, found)

    def _collect(self, source, found):
        counts = Counter()
        for block, following in zip(found, [*found[1:], None], strict=True):
            if block.kind == "label":
                self._add(source, block.name, _place(source, block, following))
            elif label := equation_label(block):
                number = self._next_number(source, counts, "equation")
                anchor = f"equation-{make_id(label)}"
                self._add(source, label, Label(source.docname, "equation", anchor, "", number))
            elif block.kind == "directive" and block.name in ("caption", *NUMBERED):
                self._numbered(source, block, counts)

    def _numbered(self, source, block, counts):
        """Note a figure, a caption, which belongs to a figure too, or a statement."""
        parsed = _read_leniently(block)
        kind = "figure" if block.name == "caption" else block.name
        if kind == "figure" and not any(line.strip() for line in parsed.body):
            return
        number = self._next_number(source, counts, kind)
        name = parsed.options.get("name", f"{kind} {number} of {source.slug}")
        title = parsed.body[0] if kind == "figure" else parsed.argument
        self._add(source, name, Label(source.docname, kind, make_id(name), title, number))

    def _next_number(self, source, counts, kind):
        counts[kind] += 1
        chapter = chapter_number(self._titles[source.docname])
        return f"{chapter}.{counts[kind]}" if chapter else str(counts[kind])

    def _add(self, source, name, label):
        if name in self._labels:
            raise SourceError(source.name, 1, f"label {name!r} is already taken in the book")
        self._labels[name] = label

    def _read_plain_pages(self, project):
        for docname in project.docnames:
            path = project.root / f"{docname}.md"
            if docname not in self._titles and path.exists():
                found = list(walk(path.read_text(encoding="utf-8")))
                self._titles[docname] = next((_title(b) for b in found if _is_title(b)), docname)
                self._plain_labels(docname, found)

    def _plain_labels(self, docname, found):
        for block, following in zip(found, [*found[1:], None], strict=True):
            if block.kind == "label":
                title = _title(following) if following and following.kind == "heading" else ""
                place = Label(docname, "section", make_id(block.name), title)
                self._labels.setdefault(block.name, place)


def walk(markdown):
    """Yield every block of a text, those inside directives included, in reading order."""
    for block in blocks.parse(markdown):
        if block.kind == "heading":
            line = markdown.splitlines()[block.start]
            block = blocks.Block("heading", block.start, block.end, content=line)
        yield block
        if block.kind == "directive" and block.name in directives.CONTAINERS:
            yield from walk("\n".join(_read_leniently(block).body))


def _read_leniently(block):
    """Read a directive; a wrong one counts as empty, for the conversion reports it better."""
    try:
        return directives.parse(block)
    except directives.DirectiveError:
        return directives.Parsed("", {}, [], 0)


def equation_label(block):
    """Return the label of a numbered equation, or None."""
    if block.kind == "math":
        return block.name or None
    if block.kind == "directive" and block.name == "math":
        return _read_leniently(block).options.get("label")
    return None


def _place(source, block, following):
    anchor = make_id(block.name)
    if following and following.kind == "heading":
        return Label(source.docname, "section", anchor, _title(following))
    return Label(source.docname, "place", anchor)


def _is_title(block):
    return block.kind == "heading" and block.content.startswith("# ")


def _title(heading):
    return heading.content.lstrip("#").strip()
