"""The whole book as one page, joined from the pages of the built site: for printing."""

import posixpath
import re
from html import escape

TAG = re.compile(r"<[a-z][^>]*>")
NAMES = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls")
ATTRIBUTE = re.compile(rf'\b({"|".join(NAMES)}|href|src)="([^"]*)"')
ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
# What a pointer shows beside a heading.
HEADERLINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
# KaTeX draws a formula for the eye and hides MathML beside it, which printing would lose.
FORMULA = re.compile(
    r'<span class="katex-mathml">.*?<annotation encoding="application/x-tex">(.*?)</annotation>'
    r'</semantics></math></span><span class="katex-html" aria-hidden="true">',
    re.DOTALL,
)
STYLES = re.compile(r'<link rel="stylesheet"[^>]*?href="([^"?]*)')
PAGE = """<!DOCTYPE html>
<html lang="en" data-theme="light" data-from-file>
<head>
<meta charset="utf-8">
<title>{title}</title>
{styles}
<style>
.whole-page {{ break-before: page; }}
.contents li {{ margin: 0.4em 0; }}
</style>
</head>
<body>
<main class="main">
{articles}
</main>
</body>
</html>
"""


def join(site, docnames, title):
    """Return the pages of a built site as one page, which stands at the site's top.

    Every name in it gets its page's name in front, and links between the pages lead to places.
    Scripts are left out, so each figure shows its static picture; folds are open.

    Raises:
        FileNotFoundError: if the site lacks one of the pages.
    """
    texts = {name: _read(site / f"{name}.html") for name in docnames}
    styles = {}
    for name, text in texts.items():
        styles |= {_at_top(name, address): None for address in STYLES.findall(text)}
    articles = [_article(name, text, texts) for name, text in texts.items()]
    articles.insert(1, _contents(texts))
    return PAGE.format(
        title=escape(title),
        styles="\n".join(f'<link rel="stylesheet" href="{address}">' for address in styles),
        articles="\n".join(articles),
    )


def _read(path):
    return HEADERLINK.sub("", path.read_text(encoding="utf-8"))


def _article(name, text, texts):
    body = FORMULA.sub(_spoken_formula, ARTICLE.search(text)[1])
    body = TAG.sub(lambda tag: _tag(tag[0], name, texts), body)
    return f'<article class="article whole-page" id="{_place(name)}">{body}</article>'


def _spoken_formula(found):
    """A drawn formula is a figure of the PDF; its alternative text is its LaTeX."""
    latex = " ".join(found[1].split()).replace('"', "&quot;")
    return f'<span class="katex-html" role="img" aria-label="{latex}">'


def _contents(texts):
    """The list of the pages; viewers have the sections in their outline."""
    titles = {name: TITLE.search(text)[1] for name, text in texts.items()}
    items = [f'<li><a href="#{_place(name)}">{title}</a></li>' for name, title in titles.items()]
    return (
        '<article class="article whole-page contents"><h1>Contents</h1>'
        f"<ul>{''.join(items[1:])}</ul></article>"
    )


def _tag(tag, name, texts):
    if tag.startswith("<details") and " open" not in tag:
        tag = tag.replace("<details", "<details open", 1)
    tag = tag.replace(' loading="lazy"', "")  # on paper nobody scrolls
    return ATTRIBUTE.sub(lambda found: _attribute(found, name, texts), tag)


def _attribute(found, name, texts):
    kind, value = found[1], found[2]
    if kind in NAMES:
        return f'{kind}="{" ".join(_place(name, word) for word in value.split())}"'
    return f'{kind}="{_link(value, name, texts)}"'


def _link(address, name, texts):
    if re.match(r"[a-z][a-z0-9+.-]*:", address):
        return address
    path, _, place = address.partition("#")
    target = _at_top(name, path.partition("?")[0]) if path else f"{name}.html"
    page = target.removesuffix(".html")
    return f"#{_place(page, place)}" if page in texts else target


def _at_top(name, address):
    """Turn an address that is relative to a page into one relative to the site's top."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))


def _place(name, place=""):
    """The name of a place, or of a page, within the one page."""
    page = name.replace("/", "-")
    return f"{page}--{place}" if place else page
