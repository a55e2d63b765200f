"""Buttons over a chapter or an exercise: open its notebook on Colab, or download it.

Both mean the built notebook in plain Markdown. The theme's own buttons would offer the text of
the page instead, which only the site understands.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.notebooks import sources
from tools.project import Project

COLAB = "https://colab.research.google.com/github"


def notebooks(app):
    """Return the notebook that belongs to each page, by the page's name."""
    project = Project(Path(app.srcdir))
    return {
        source.docname: source.released if source.is_exercise else source.notebook
        for source in sources.find(project)
    }


def colab_address(project, notebook):
    """Return the address that opens a notebook of the repository on Colab."""
    path = notebook.relative_to(project.root).as_posix()
    repository = project.repository.removeprefix("https://github.com/")
    return f"{COLAB}/{repository}/blob/{project.config['repository']['branch']}/{path}"


def offer_download(app, pagename, templatename, context, doctree):
    """Tell the theme, before it makes its buttons, that the page has a notebook."""
    notebook = notebooks(app).get(pagename)
    if notebook:
        target = Path(app.outdir) / "_sources" / f"{pagename}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(notebook, target)
        context["ipynb_source"] = f"{pagename}.ipynb"


def add_colab(app, pagename, templatename, context, doctree):
    """Put the Colab button first, once the theme has made its own."""
    notebook = notebooks(app).get(pagename)
    if notebook:
        button = {
            "type": "link",
            "url": colab_address(Project(Path(app.srcdir)), notebook),
            "tooltip": "Open the notebook on Colab",
            "text": "Open on Colab",
            "icon": "fas fa-rocket",
            "label": "colab-button",
        }
        context["header_buttons"].insert(0, button)


def setup(app):
    # The theme makes its buttons at priorities 500 and 501.
    app.connect("html-page-context", offer_download, priority=400)
    app.connect("html-page-context", add_colab, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
