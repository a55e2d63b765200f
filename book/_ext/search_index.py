"""The index that the search reads: the text of every section, with its code and formulas.

It is a script, `_static/search-index.js`, so that the search works in a copy opened from a folder.
An entry is ``[page, heading, anchor, text, keywords]``, where page is an index into the pages'
``[address, title]``. Text is shown and searched; keywords (the names of symbols) only searched.
"""

import json
import re
import unicodedata
from pathlib import Path

from docutils import nodes

COMMAND = re.compile(r"\\([A-Za-z]+)")
ENVIRONMENT = re.compile(r"\\(begin|end)\{\w+\*?\}")
SIGNS = {"partial": "∂", "odot": "⊙", "sum": "∑", "top": "ᵀ", "times": "×", "cdot": "·"}
SIGNS |= {"leftarrow": "←", "to": "→", "approx": "≈", "le": "≤", "ge": "≥", "infty": "∞", "in": "∈"}
# The same in every notebook, so it would be found everywhere.
SKIPPED = "tag_setup"


def readable(tex):
    """Return a formula as plain signs, near enough to recognise it in a line of results."""
    tex = ENVIRONMENT.sub(" ", tex)
    tex = COMMAND.sub(lambda match: _sign(match[1]), tex)
    return " ".join(re.sub(r"[{}&$]|\\[\\,;:!]?", " ", tex).split())


def _sign(name):
    if name in SIGNS:
        return SIGNS[name]
    size = "SMALL" if name[0].islower() else "CAPITAL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return " "


def entries(doctree):
    """Yield (heading, anchor, text, keywords) of each section and of each term it defines."""
    for section in doctree.findall(nodes.section):
        own = [child for child in section.children if not isinstance(child, nodes.section)]
        heading = own[0].astext() if own else ""
        yield heading, section["ids"][0], *_content(own[1:])
        for item in [item for child in own for item in child.findall(nodes.definition_list_item)]:
            term = next(item.findall(nodes.term))
            yield term.astext(), term["ids"][0], *_content(item.children[1:])


def _content(found):
    texts, symbols = [], set()
    for node in found:
        _read(node, texts, symbols)
    return " ".join(" ".join(texts).split()), " ".join(sorted(symbols))


def _read(node, texts, symbols):
    if isinstance(node, nodes.math | nodes.math_block):
        symbols.update(COMMAND.findall(node.astext()))
        texts.append(readable(node.astext()))
    elif isinstance(node, nodes.Text):
        texts.append(str(node))
    elif not _is_skipped(node):
        for child in node.children:
            _read(child, texts, symbols)
        if not isinstance(node, nodes.Inline):
            texts.append("\n")


def _is_skipped(node):
    silent = isinstance(node, nodes.comment | nodes.raw | nodes.system_message)
    return silent or SKIPPED in node.get("classes", [])


def read(app, doctree):
    """Keep a page's entries with what Sphinx keeps of it, for the builds that do not read it."""
    _kept(app.env)[app.env.docname] = list(entries(doctree))


def forget(app, env, docname):
    _kept(env).pop(docname, None)


def merge(app, env, docnames, other):
    _kept(env).update({name: _kept(other)[name] for name in docnames})


def _kept(env):
    if not hasattr(env, "search_entries"):
        env.search_entries = {}
    return env.search_entries


def index(app):
    """Return the pages and the entries of the whole site."""
    pages, found = [], []
    for docname in sorted(app.env.found_docs):
        found += [[len(pages), *entry] for entry in _kept(app.env)[docname]]
        pages.append([app.builder.get_target_uri(docname), app.env.titles[docname].astext()])
    return {"pages": pages, "entries": found}


def write(app, exception):
    if exception or app.builder.name != "html":
        return
    data = json.dumps(index(app), ensure_ascii=False, separators=(",", ":"))
    path = Path(app.outdir) / "_static" / "search-index.js"
    path.write_text(f"window.searchIndex={data};\n", encoding="utf-8")


def setup(app):
    app.connect("doctree-read", read, priority=990)  # as the page is when it is stored
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
