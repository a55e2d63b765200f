"""Where things stand in the repository, and where readers find them on the web."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

GITHUB = re.compile(r"https://github\.com/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)/?$")


@dataclass(frozen=True)
class Project:
    """One checkout of the course. Its public address stands only in ``_config.yml``."""

    root: Path

    @cached_property
    def config(self):
        """The site's configuration, as a dict."""
        return yaml.safe_load((self.root / "_config.yml").read_text(encoding="utf-8"))

    @property
    def repository(self):
        """Address of the repository, without a slash at its end."""
        return self.config["repository"]["url"].rstrip("/")

    @property
    def name(self):
        """The repository's name, which the files to download have, too."""
        return self.repository.rpartition("/")[2]

    @property
    def site(self):
        """Address of the website, without a slash at its end: `baseurl`, or else GitHub Pages."""
        own = self.config.get("html", {}).get("baseurl")
        return own.rstrip("/") if own else pages_address(self.repository)

    def page(self, docname, anchor=""):
        """Return the address of a page of the site: `book/06-backpropagation` and an anchor."""
        return f"{self.site}/{docname}.html" + (f"#{anchor}" if anchor else "")

    def in_repository(self, path=""):
        """Return the address of a file or folder of the repository, or of the repository."""
        branch = self.config["repository"]["branch"]
        return f"{self.repository}/tree/{branch}/{path}" if path else self.repository

    @cached_property
    def docnames(self):
        """Pages of the site in reading order."""
        toc = yaml.safe_load((self.root / "_toc.yml").read_text(encoding="utf-8"))
        return [toc["root"], *_files(toc)]


def here():
    """Return the project that this file belongs to."""
    return Project(Path(__file__).resolve().parents[1])


def pages_address(repository):
    """Return the GitHub Pages address of a repository's address.

    Raises:
        ValueError: if the address is not of the form https://github.com/OWNER/NAME.
    """
    match = GITHUB.match(repository)
    if not match:
        raise ValueError(
            f"repository url in _config.yml is {repository!r}, "
            "expected https://github.com/OWNER/NAME"
        )
    owner, name = match["owner"].lower(), match["name"]
    host = f"https://{owner}.github.io"
    return host if name.lower() == f"{owner}.github.io" else f"{host}/{name}"


def _files(entry):
    for key in ("parts", "chapters", "sections"):
        for child in entry.get(key, []):
            if "file" in child:
                yield child["file"]
            yield from _files(child)
