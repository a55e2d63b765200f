"""Every page loads the course's own styles and scripts, and none of the theme's.

The page is `_templates/layout.html`. What the theme and the extensions of Jupyter Book would add
(Bootstrap, icon fonts, their buttons and folds: 700 kB) has nothing to do there.
"""

UNUSED = (
    "styles/",  # the theme's
    "scripts/",
    "basic.css",
    "clipboard.min.js",
    "copybutton",
    "design-tabs.js",
    "doctools.js",
    "documentation_options.js",
    "mystnb.",
    "sphinx-design.",
    "sphinx-thebe.",
    "sphinx_highlight.js",
    "togglebutton.",
)
# Scripts that extensions write into the page itself; they belong to files named above.
UNUSED_BODIES = ("DOCUMENTATION_OPTIONS", "thebe", "THEBE", "toggle")


def drop(app, pagename, templatename, context, doctree):
    """Take the unused styles and scripts off a page."""
    for kind in ("css_files", "script_files"):
        context[kind] = [asset for asset in context[kind] if not _is_unused(asset)]


def _is_unused(asset):
    name = str(getattr(asset, "filename", asset) or "").removeprefix("_static/")
    body = getattr(asset, "attributes", {}).get("body") or ""
    return name.startswith(UNUSED) or (not name and any(word in body for word in UNUSED_BODIES))


def setup(app):
    # Last of all: the theme adds assets at later priorities than 500.
    app.connect("html-page-context", drop, priority=990)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
