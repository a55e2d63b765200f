"""What each role becomes in a notebook: plain text, or a link to the site."""

import posixpath
import re

from tools.notebooks.markdown.inline import titled
from tools.notebooks.markdown.labels import NUMBERED
from tools.notebooks.markdown.page import Measured


class RoleError(ValueError):
    """A role or link that the course does not use, or that points nowhere."""


def replace(page, name, content, line):
    """Return the plain Markdown of a role; `line` is where it stands in the source."""
    if name not in ROLES:
        raise RoleError(f"unknown role {{{name}}}; known: {', '.join(ROLES)}")
    return ROLES[name](page, content, line)


def link(page, text, target):
    """Return a Markdown link; one to a label or to a page of the course leads to the site."""
    if target.startswith("#"):
        return _to_label(page, text or None, target[1:])
    path, _, anchor = target.partition("#")
    if re.match(r"[a-z][a-z0-9+.-]*:", path) or not path.endswith((".md", ".ipynb")):
        return f"[{text}]({target})"
    docname = _docname(page, posixpath.dirname(page.source.name), path.rpartition(".")[0])
    return f"[{text or page.labels.title(docname)}]({page.site(docname, anchor)})"


def _docname(page, folder, path):
    """The page that a path means, seen from a folder; one that starts with / from the root."""
    docname = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    if docname not in page.project.docnames:
        known = ", ".join(page.project.docnames)
        raise RoleError(f"no page {docname!r} on the site; there are: {known}")
    return docname


def _ref(page, content, line):
    text, label = titled(content)
    return _to_label(page, text, label)


def _to_label(page, text, name):
    label = _label(page, name)
    text = text or label.title
    if not text:
        raise RoleError(f"label {name!r} has no title; write the text of the link yourself")
    return f"[{text}]({page.site(label.docname, label.anchor)})"


def _label(page, name):
    label = page.labels.find(name)
    if label is None:
        raise RoleError(f"no label {name!r} in the book")
    return label


def _eq(page, content, line):
    label = _label(page, content.strip())
    if label.kind != "equation":
        raise RoleError(f"{content!r} is a {label.kind}, not an equation; use {{ref}}")
    number = f"({label.number})"
    here = label.docname == page.source.docname
    return number if here else f"[{number}]({page.site(label.docname, label.anchor)})"


def _numref(page, content, line):
    text, name = titled(content)
    label = _label(page, name)
    if label.kind not in NUMBERED:
        raise RoleError(f"{name!r} is a {label.kind}, which has no number; use {{ref}}")
    text = (
        (text or f"{NUMBERED[label.kind]} %s")
        .replace("{number}", "%s")
        .replace("%s", str(label.number))
    )
    return f"[{text}]({page.site(label.docname, label.anchor)})"


def _doc(page, content, line):
    text, path = titled(content)
    # A chapter is read by Sphinx, so its paths start there; an exercise's start at the root.
    folder = "" if page.source.is_exercise else posixpath.dirname(page.source.docname)
    docname = _docname(page, folder, path)
    return f"[{text or page.labels.title(docname) or docname}]({page.site(docname)})"


def _cite(page, content, line):
    return f"({'; '.join(_citations(page, content, textual=False))})"


def _cite_textual(page, content, line):
    return ", ".join(_citations(page, content, textual=True))


def _citations(page, content, textual):
    keys = [key.strip() for key in content.split(",")]
    for key in keys:
        if key not in page.bibliography:
            raise RoleError(
                f"no work {key!r} in the bibliography; "
                f"there are: {', '.join(page.bibliography.keys())}"
            )
    page.cited.extend(keys)
    return [page.bibliography.citation(key, textual=textual) for key in keys]


def _out(page, content, line):
    value, cell = titled(content)
    if not value:
        raise RoleError(f"{{out}}`{content}`: expected a number and <name-of-a-cell>")
    page.measured.append(Measured(value, cell, line))
    return value


def _repository(page, content, line):
    text, path = titled(content)
    address = page.project.in_repository(path if text else "")
    return f"[{text or path}]({address})"


def _term(page, content, line):
    text, term = titled(content)
    return text or term


def _math(page, content, line):
    return f"${content}$"


ROLES = {
    "cite": _cite,
    "cite:p": _cite,
    "cite:t": _cite_textual,
    "doc": _doc,
    "eq": _eq,
    "math": _math,
    "numref": _numref,
    "out": _out,
    "ref": _ref,
    "repository": _repository,
    "term": _term,
}
