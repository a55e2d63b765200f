"""Numbered statements, proofs, and captions of pictures that code draws.

    :::{theorem} The chain rule        :::{caption}
    :name: chain-rule                  :name: two-paths

    If ...                             The two paths from ...
    :::                                :::

The kinds are those of `tools.notebooks.markdown.directives.STATEMENTS`, and ``{proof}``. A caption
stands right under the cell that draws. ``{numref}`chain-rule` `` gives "Theorem 6.1", with a link.
"""

import sys
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst.directives import unchanged_required
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.notebooks.markdown.directives import STATEMENTS


class statement(nodes.General, nodes.Element):
    """A proof, or the base of a numbered kind; begins with its statement_title."""


class statement_title(nodes.Part, nodes.TextElement):
    """What stands after the number; may be empty."""


class picture_caption(nodes.General, nodes.Element):
    """The numbered caption of a cell's picture."""


# One class for each kind: Sphinx counts by class.
KINDS = {
    kind: type(f"{kind}_statement", (statement,), {"__module__": __name__}) for kind in STATEMENTS
}
# Where pickle, which keeps the pages between builds, looks for them.
globals().update({cls.__name__: cls for cls in KINDS.values()})


class Statement(SphinxDirective):
    """A directive of one kind; its argument is a title, its body MyST text."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"name": unchanged_required}  # noqa: RUF012  # as docutils wants it

    def run(self):
        node = KINDS.get(self.name, statement)(classes=["statement", self.name])
        title = statement_title()
        if self.arguments:
            title += self.state.inline_text(self.arguments[0], self.lineno)[0]
        node += title
        self.set_source_info(node)
        self.add_name(node)
        if self.name in KINDS and not node["ids"]:
            raise self.error(f"{self.name} needs :name:, by which it is numbered and referred to")
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Caption(SphinxDirective):
    """The caption of the picture that the cell above it draws."""

    has_content = True
    option_spec = {"name": unchanged_required}  # noqa: RUF012  # as docutils wants it

    def run(self):
        if "name" not in self.options:
            raise self.error("caption needs :name:, by which it is numbered and referred to")
        node = picture_caption(classes=["caption-of-figure"])
        self.set_source_info(node)
        self.add_name(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def _title(node):
    """What ``{ref}`` shows, and a sign for Sphinx to number it: never empty."""
    return node[0].astext() or STATEMENTS[node["classes"][1]]


def visit_statement(translator, node):
    translator.body.append(translator.starttag(node, "div"))


def depart_statement(translator, node):
    translator.body.append("</div>\n")


def visit_title(translator, node):
    translator.body.append('<p class="statement-title">')
    if type(node.parent) is statement:
        translator.body.append('<span class="caption-number">Proof</span> ')
    else:
        translator.add_fignumber(node.parent)
    translator.body.append("<em>" if node.children else "")


def depart_title(translator, node):
    translator.body.append("</em></p>\n" if node.children else "</p>\n")


def visit_caption(translator, node):
    translator.body.append(translator.starttag(node, "div"))
    translator.add_fignumber(node)


def setup(app):
    for kind, cls in KINDS.items():
        app.add_directive(kind, Statement)
        html = (visit_statement, depart_statement)
        app.add_enumerable_node(cls, kind, _title, html=html)
    app.add_directive("proof", Statement)
    app.add_directive("caption", Caption)
    app.add_node(statement, html=(visit_statement, depart_statement))
    app.add_node(statement_title, html=(visit_title, depart_title))
    html = (visit_caption, depart_statement)
    app.add_enumerable_node(picture_caption, "figure", lambda node: node.astext(), html=html)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
