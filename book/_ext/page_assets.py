"""Every page loads the course's own styles and scripts, and none of the theme's.

The page is `_templates/layout.html`. What the theme and the extensions of Jupyter Book would add
(Bootstrap, icon fonts, their buttons and folds: 700 kB) has nothing to do there.
"""

from pathlib import Path

UNUSED = (
    "basic.css",
    "check-solid.svg",
    "clipboard.min.js",
    "copy-button.svg",
    "copybutton",
    "design-tabs.js",
    "doctools.js",
    "documentation_options.js",
    "file.png",
    "images/",  # the theme's, as the other folders
    "language_data.js",
    "locales/",
    "minus.png",
    "mystnb.",
    "play-solid.svg",
    "plus.png",
    "readme/",  # pictures of the repository's first page
    "sbt-webpack-macros.html",
    "scripts/",
    "searchtools.js",
    "sphinx-design.",
    "sphinx-thebe.",
    "sphinx_highlight.js",
    "styles/",
    "togglebutton.",
    "vendor/",
    "webpack-macros.html",
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


def remove(app, exception):
    """Take the unused files out of the site, too: a copy for reading offline is the lighter."""
    static = Path(app.outdir) / "_static"
    for file in [path for path in static.rglob("*") if path.is_file()]:
        if file.relative_to(static).as_posix().startswith(UNUSED):
            file.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def setup(app):
    # Last of all: the theme adds assets at later priorities than 500.
    app.connect("html-page-context", drop, priority=990)
    app.connect("build-finished", remove)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
