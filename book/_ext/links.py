"""The course's own addresses, all derived from the repository's in ``_config.yml``.

- The site's address becomes the base of canonical links.
- ``{repository}`text <path>` `` links to a file or folder of the repository.
- Links and pictures that lead to the site itself become relative, so that an offline copy
  works. (Exercise pages are notebooks, and a notebook's links have to be complete addresses.)
"""

import sys
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import ReferenceRole
from sphinx.util.osutil import relative_uri

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.project import Project


class Repository(ReferenceRole):
    """A link to the repository, or to a path in it."""

    def run(self):
        project = Project(Path(self.env.srcdir))
        path = self.target if self.has_explicit_title else ""
        address = project.in_repository(path)
        return [nodes.reference("", self.title, refuri=address, internal=False)], []


def set_base(app, config):
    config.html_baseurl = Project(Path(app.srcdir)).site + "/"


def make_relative(app, doctree, docname):
    """Turn links under the site's address into relative ones."""
    if app.builder.format != "html":
        return
    here, site = app.builder.get_target_uri(docname), app.config.html_baseurl
    for kind, attribute in ((nodes.reference, "refuri"), (nodes.image, "uri")):
        for node in doctree.findall(kind):
            address = node.get(attribute, "")
            if address.startswith(site):
                node[attribute] = relative_uri(here, address.removeprefix(site))
                node["internal"] = kind is nodes.reference


def setup(app):
    app.add_role("repository", Repository())
    app.connect("config-inited", set_base)
    app.connect("doctree-resolved", make_relative)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
