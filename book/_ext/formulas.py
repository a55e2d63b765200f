"""Formulas are typeset while the site is built, by KaTeX: a page needs no script for them.

A formula is plain LaTeX, without macros of our own: notebooks show the same formulas in Jupyter,
on Colab and on GitHub, where nothing defines a macro. What KaTeX cannot read is a warning that
names the place, and so fails the build.
"""

import copy
import html
import re
import shutil
import sys
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from katex import FormulaError, Katex

from tools.project import here

KATEX = here().root / "node_modules" / "katex"
# Browsers that run the site read woff2; the stylesheet offers two older formats besides.
OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)')
# These lay out several lines by themselves, and may not stand inside `aligned`.
OUTERMOST = re.compile(r"\s*\\begin\{(align|alignat|equation|gather|multline|CD)\*?\}")
# A line may break after a relation, and not between a formula and the mark that follows it: the
# stylesheet forbids breaks around both, which leaves those that are marked here.
PARTS = '</span><span class="katex-base">'
BREAKABLE_PARTS = '</span><wbr><span class="katex-base">'
logger = logging.getLogger(__name__)


def aligned(tex):
    """Return a displayed formula; several lines that nothing aligns are aligned."""
    bare = (r"\\" in tex or "&" in tex) and not OUTERMOST.match(tex)
    return rf"\begin{{aligned}}{tex}\end{{aligned}}" if bare else tex


def typeset(translator, node, tex, *, display):
    """Return a node's formula as HTML, or the formula itself after a warning."""
    try:
        return translator.builder.katex.html(tex, display)
    except FormulaError as error:
        logger.warning("formula %s: %s", node.astext().strip(), error, location=node)
        return html.escape(tex)


def visit_inline(translator, node):
    formula = typeset(translator, node, node.astext(), display=False)
    translator.body.append(translator.starttag(node, "span", "", CLASS="math notranslate"))
    translator.body.append(formula.replace(PARTS, BREAKABLE_PARTS) + "</span>")
    raise nodes.SkipNode


def visit_display(translator, node):
    translator.body.append(translator.starttag(node, "div", CLASS="formula notranslate"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    tex = aligned(node.astext())
    translator.body.append(typeset(translator, node, tex, display=True) + "</div>\n")
    raise nodes.SkipNode


def bind_marks(app, doctree, docname):
    """Put each formula into one element with the marks that touch it, as in ``($x$),``."""
    for formula in list(doctree.findall(nodes.math)):
        parent, place = formula.parent, formula.parent.index(formula)
        before, after = (_text(parent, place + step) for step in (-1, 1))
        opening, closing = re.search(r"\S*$", before)[0], re.match(r"\S*", after)[0]
        if opening or closing:
            bound = nodes.inline("", classes=["bound"])
            bound += [nodes.Text(opening), formula.deepcopy(), nodes.Text(closing)]
            rest = [nodes.Text(after[len(closing) :])] if after else []
            start = [nodes.Text(before.removesuffix(opening))] if before else []
            parent[place - len(start) : place + 1 + len(rest)] = [*start, bound, *rest]


def _text(parent, place):
    """Return the text at a place among a node's children, or nothing if no text is there."""
    inside = 0 <= place < len(parent)
    return str(parent[place]) if inside and isinstance(parent[place], nodes.Text) else ""


def start(app):
    """Start KaTeX and offer its stylesheet and fonts to the pages."""
    if app.builder.format != "html":
        return
    try:
        app.builder.katex = Katex(KATEX)
    except FileNotFoundError as error:
        raise ExtensionError(str(error)) from None
    static = Path(app.doctreedir) / "katex_static"
    _write_assets(static / "katex")
    app.config.html_static_path.append(str(static))
    app.add_css_file("katex/katex.css")


def _write_assets(folder):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "fonts").mkdir(parents=True)
    for font in KATEX.glob("dist/fonts/*.woff2"):
        shutil.copy(font, folder / "fonts")
    shutil.copy(KATEX / "LICENSE", folder)
    style = (KATEX / "dist" / "katex.min.css").read_text(encoding="utf-8")
    (folder / "katex.css").write_text(OLDER_FONTS.sub("", style), encoding="utf-8")


def name_window(app, pagename, templatename, context, doctree):
    """Give the browser's window a title without markup: formulas become plain characters."""
    if pagename in app.env.titles:
        title = copy.deepcopy(app.env.titles[pagename])
        for formula in list(title.findall(nodes.math)):
            formula.replace_self(nodes.Text(app.builder.katex.text(formula.astext())))
        context["title"] = html.escape(title.astext())


def stop(app, exception):
    if hasattr(app.builder, "katex"):
        app.builder.katex.close()


def setup(app):
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_display, None))
    app.connect("builder-inited", start)
    app.connect("doctree-resolved", bind_marks)
    app.connect("html-page-context", name_window, priority=400)
    app.connect("build-finished", stop)
    # Writers in several processes would talk into one pipe.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
