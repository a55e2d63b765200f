"""The ways into a chapter or an exercise: on Colab, as a download, as its source.

Colab and the download mean the built notebook in plain Markdown; the source is what people edit.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sphinx.util.osutil import relative_uri

from tools.notebooks import sources
from tools.project import Project

COLAB = "https://colab.research.google.com/github"


def ways_in(app, pagename, templatename, context, doctree):
    """Give the page's template its links, and the site the notebook to download."""
    project = Project(Path(app.srcdir))
    for source in sources.find(project):
        if source.docname == pagename:
            notebook = source.released if source.is_exercise else source.notebook
            address = _offer(app, pagename, notebook)
            context["ways_in"] = [
                _way("Open in", "Colab", "run", colab_address(project, notebook)),
                _way("Download", ".ipynb", "download", address, download=True),
                _way("View", "source", "source", project.in_repository(source.name)),
            ]


def colab_address(project, notebook):
    """Return the address that opens a notebook of the repository on Colab."""
    path = notebook.relative_to(project.root).as_posix()
    repository = project.repository.removeprefix("https://github.com/")
    return f"{COLAB}/{repository}/blob/{project.config['repository']['branch']}/{path}"


def _way(verb, text, icon, address, *, download=False):
    return {"verb": verb, "text": text, "icon": icon, "address": address, "download": download}


def _offer(app, pagename, notebook):
    """Copy the notebook beside the site's pages; return its address from the page."""
    offered = f"_sources/{pagename}.ipynb"
    target = Path(app.outdir) / offered
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(notebook, target)
    return relative_uri(app.builder.get_target_uri(pagename), offered)


def setup(app):
    app.connect("html-page-context", ways_in)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
