"""Each page's description, for search engines and shared links, and its list of contents.

The description is what the page says first: its opening paragraph, cut at the end of a sentence.
"""

import re

from docutils import nodes
from sphinx.environment.adapters.toctree import TocTree

LONGEST = 200  # characters; search engines show about 160, shared links a little more


def describe(text):
    """Return the first sentences of a text, LONGEST characters at most."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    ends = [match.end() for match in re.finditer(r"[.?!](?= )", text[:LONGEST])]
    return text[: ends[-1]] if ends else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def opening(doctree):
    """Return the text of the first paragraph that stands in a section itself."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            return paragraph.astext()
    return ""


def add(app, pagename, templatename, context, doctree):
    context["description"] = describe(opening(doctree)) if doctree else context["docstitle"]
    context["page_contents"] = _contents(app, pagename)
    context["baseurl"] = app.config.html_baseurl


def _contents(app, pagename):
    """The page's sections as a list of links, its title left out; "" if it has none."""
    if pagename not in app.env.tocs:
        return ""
    toc = TocTree(app.env).get_toc_for(pagename, app.builder)
    inner = [found for item in toc for found in item if isinstance(found, nodes.bullet_list)]
    linked = inner and next(inner[0].findall(nodes.reference), None)
    return app.builder.render_partial(inner[0])["fragment"] if linked else ""


def setup(app):
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
