"""``{interactive} NAME``: a figure to play with; a static picture where there is no JavaScript.

The page gets ``<div class="nn-figure" data-figure="NAME">`` with the picture inside. The module
``_static/figures/NAME.js`` mounts itself there. Only pages that hold a figure load the scripts.

``:state: units:3,data:moons`` is where this page's figure starts, written as in the link that
*Copy link* gives.
"""

from docutils import nodes
from docutils.parsers.rst.directives import unchanged_required
from sphinx.util.docutils import SphinxDirective

STYLE = "figures/figures.css"
SHARED = ["state", "drawing", "base"]  # in this order, before the figures


class interactive_figure(nodes.General, nodes.Element):
    """Holds the static picture; has the figure's `name` and its first `state`."""


class Interactive(SphinxDirective):
    """The directive; its body, if any, is a caption."""

    required_arguments = 1
    has_content = True
    option_spec = {  # noqa: RUF012  # as docutils wants it
        "alt": unchanged_required,
        "state": unchanged_required,
    }

    def run(self):
        name, alt = self.arguments[0], self.options.get("alt")
        if not alt:
            raise self.error(f"figure {name} needs :alt:, a text that says what it shows")
        state = self.options.get("state", "")
        figure = interactive_figure(name=name, state=state, ids=[f"figure-{name}"])
        figure += nodes.image(uri=f"/book/_static/figures/{name}.svg", alt=alt)
        caption = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, caption)
        return [figure, *caption.children]


def visit(translator, node):
    attributes = {"class": "nn-figure", "data-figure": node["name"]}
    if node["state"]:
        attributes["data-state"] = node["state"]
    translator.body.append(translator.starttag(node, "div", **attributes))


def depart(translator, node):
    translator.body.append("</div>\n")


def add_scripts(app, pagename, templatename, context, doctree):
    """Load a page's figures: classic scripts, deferred, so they work from a file too."""
    names = {node["name"] for node in doctree.findall(interactive_figure)} if doctree else set()
    if not names:
        return
    app.add_css_file(STYLE)
    for name in [*SHARED, *sorted(names)]:
        app.add_js_file(f"figures/{name}.js", loading_method="defer")


def setup(app):
    app.add_directive("interactive", Interactive)
    app.add_node(interactive_figure, html=(visit, depart))
    app.connect("html-page-context", add_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
