"""Terms of the glossary: their definition comes along wherever a chapter mentions them.

``{term}`logit` `` links to the glossary as always. In chapters and exercises the first mention of
every other term becomes such a link by itself. The page's script shows the definition, which is
in the link, on hover, focus and touch; without scripts the link leads to the glossary.
"""

import re
import sys
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.osutil import relative_uri

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.notebooks import sources
from tools.project import Project

PAGE = "book/glossary"
# Where a mention is no prose: it is linked already, or is a heading, code or a formula.
NOT_PROSE = (nodes.reference, nodes.literal, nodes.literal_block, nodes.math, nodes.title)
NOT_PROSE += (nodes.raw, nodes.term, nodes.citation, nodes.caption)


class defined_term(nodes.Inline, nodes.TextElement):
    """A link to the glossary; has `anchor`, `name` and the `definition` as HTML."""


def read_glossary(app):
    """Return {anchor: (names, definition as HTML)}."""
    if PAGE not in app.env.found_docs:
        return {}
    found = {}
    for item in app.env.get_doctree(PAGE).findall(nodes.definition_list_item):
        terms = [child for child in item.children if isinstance(child, nodes.term)]
        definition = _rendered(app, item.children[-1])
        found |= {term["ids"][0]: (term.astext(), definition) for term in terms}
    return found


def _rendered(app, definition):
    """The definition's one paragraph as HTML, its links turned to text: links can't be nested."""
    paragraph = definition[0].deepcopy()
    for link in [*paragraph.findall(nodes.reference), *paragraph.findall(_is_pending)]:
        link.replace_self(nodes.Text(link.astext()))
    wrapped = nodes.inline("", "", *paragraph.children)
    return re.sub(r"^<span>|</span>$", "", app.builder.render_partial(wrapped)["fragment"].strip())


def _is_pending(node):
    return node.tagname == "pending_xref"


def mark(app, doctree, docname):
    """Let the links to terms carry their definitions, and link first mentions."""
    if app.builder.format != "html":
        return
    glossary = read_glossary(app)
    seen = set()
    for link in list(doctree.findall(nodes.reference)):
        anchor = _anchor(app, link, docname)
        if anchor in glossary:
            link.replace_self(_link(glossary, anchor, link.astext()))
            seen.add(glossary[anchor][1])
    if docname in _written(app):
        link_first_mentions(doctree, glossary, seen)


def _anchor(app, link, docname):
    """The term's anchor, if this is a link that the role made."""
    is_term = link.children and "std-term" in getattr(link[0], "attributes", {}).get("classes", [])
    return link.get("refid") or link.get("refuri", "").partition("#")[2] if is_term else None


def _written(app):
    return {source.docname for source in sources.find(Project(Path(app.srcdir)))}


def link_first_mentions(doctree, glossary, seen):
    """Link the first mention of each term; `seen` holds the definitions that were linked."""
    anchors = {name.lower(): anchor for anchor, (name, _) in glossary.items()}
    longest_first = sorted(anchors, key=len, reverse=True)
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    pattern = re.compile(rf"(?<![\w-])({names})(?:e?s)?(?![\w-])", re.IGNORECASE) if names else None
    for text in [node for node in doctree.findall(nodes.Text) if pattern and _is_prose(node)]:
        parts, done = [], 0
        for match in pattern.finditer(str(text)):
            anchor = anchors[" ".join(match[1].lower().split())]
            if glossary[anchor][1] in seen:
                continue
            seen.add(glossary[anchor][1])
            parts += [nodes.Text(text[done : match.start()]), _link(glossary, anchor, match[0])]
            done = match.end()
        if parts:
            text.parent.replace(text, [*parts, nodes.Text(text[done:])])


def _is_prose(text):
    node, in_paragraph = text.parent, False
    while node is not None and not isinstance(node, nodes.document):
        if isinstance(node, (*NOT_PROSE, defined_term)):
            return False
        in_paragraph = in_paragraph or isinstance(node, nodes.paragraph)
        node = node.parent
    return in_paragraph


def _link(glossary, anchor, text):
    name, definition = glossary[anchor]
    return defined_term("", text, anchor=anchor, name=name, definition=definition)


def visit(translator, node):
    builder = translator.builder
    here = builder.get_target_uri(builder.current_docname)
    address = relative_uri(here, builder.get_target_uri(PAGE)) + "#" + node["anchor"]
    name, definition = escape(node["name"]), escape(node["definition"])
    translator.body.append(
        f'<a class="term" href="{address}" data-term="{name}" data-definition="{definition}">'
    )


def depart(translator, node):
    translator.body.append("</a>")


def setup(app):
    app.add_node(defined_term, html=(visit, depart))
    app.connect("doctree-resolved", mark, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
