"""What stands under a page: the course's version, and the way to report an error in the page.

Both follow from files of the repository, so the same commit gives the same page.
"""

import re
import sys
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.notebooks import sources
from tools.project import Project

RELEASE = re.compile(r"^## (?P<version>\S+) \((?P<date>\d{4}-\d\d-\d\d)\)$", re.MULTILINE)


def newest_release(changelog):
    """Return (version, date) of the first release in a changelog's text.

    Raises:
        ValueError: if there is no heading of the form ``## 0.1.0 (2026-11-21)``.
    """
    match = RELEASE.search(changelog)
    if not match:
        raise ValueError("CHANGELOG.md has no heading of the form '## 0.1.0 (2026-11-21)'")
    return match["version"], match["date"]


def report_address(project, title, source):
    """Return the address of a new issue about a page, with its source filled in."""
    body = f"Page: {title} (`{source}`)\n\nWhat is wrong:\n\nWhat it should say:\n"
    query = urlencode({"title": f"Error in {title}", "body": body})
    return f"{project.repository}/issues/new?{query}"


def add(app, pagename, templatename, context, doctree):
    project = Project(Path(app.srcdir))
    changelog = (project.root / "CHANGELOG.md").read_text(encoding="utf-8")
    context["course_version"], context["course_date"] = newest_release(changelog)
    # Complete addresses: an offline copy leads to the newest version, and holds no copy of itself.
    context["download_address"] = f"{project.site}/{project.name}"
    if pagename in app.env.found_docs:
        source = _source(app, project, pagename)
        title = app.env.titles[pagename].astext()
        context["report_address"] = report_address(project, title, source)
        context["source_address"] = project.in_repository(source)


def _source(app, project, pagename):
    """The path of the text that people edit: an exercise's stands in solutions/."""
    texts = {source.docname: source.name for source in sources.find(project)}
    path = Path(app.env.doc2path(pagename)).relative_to(project.root)
    return texts.get(pagename, path.as_posix())


def setup(app):
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
