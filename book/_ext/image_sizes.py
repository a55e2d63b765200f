"""Pictures tell their size, so that text does not jump when they come, and come when needed."""

import posixpath
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

TAG = re.compile(r"<img\b[^>]*>")
SOURCE = re.compile(r'\bsrc="([^"]*)"')


@cache
def size(path):
    """Return the (width, height) of a picture in pixels of the page.

    Raises:
        ValueError: if an SVG has no viewBox, which alone says its proportions.
    """
    if path.suffix != ".svg":
        with Image.open(path) as picture:
            return picture.size
    box = ElementTree.parse(path).getroot().get("viewBox")
    if box is None:
        raise ValueError(f"{path} has no viewBox")
    return tuple(round(float(number)) for number in box.replace(",", " ").split()[2:])


def complete(tag, path, *, lazy):
    """Return an ``<img>`` with its size; a lazy one is loaded when it is scrolled near."""
    width, height = size(path)
    loading = ' loading="lazy" decoding="async"' if lazy else ""
    return f'<img width="{width}" height="{height}"{loading}{tag.removeprefix("<img")}'


def complete_all(app, pagename, templatename, context, doctree):
    """Give the pictures of a page their sizes, except where the page gave one."""
    here = posixpath.dirname(app.builder.get_target_uri(pagename))
    paths = {
        posixpath.join(app.builder.imagedir, name): Path(app.srcdir, source)
        for source, name in app.builder.images.items()
    }

    def replace(match):
        source = SOURCE.search(match[0])[1]
        path = paths.get(posixpath.normpath(posixpath.join(here, source)))
        if path is None or "width=" in match[0]:
            return match[0]
        # All pages in one are for printing: there is no scrolling.
        return complete(match[0], path, lazy=app.builder.name != "singlehtml")

    context["body"] = TAG.sub(replace, context.get("body", ""))


def setup(app):
    app.connect("html-page-context", complete_all)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
