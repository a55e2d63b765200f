"""Which notebooks were found to be what their texts describe, so as not to ask again.

An approval holds for exactly the files that were read: the text, the notebooks built from it, what
it shows of other texts, the code that builds and checks, `helpers`, the pins and the settings.
"""

import hashlib
import json

from tools.notebooks.check import check

FILES = ("_config.yml", "_toc.yml", "book/references.bib", "nbgrader_config.py", "requirements.txt")
CODE = ("helpers", "tools")


class Approvals:
    """The approvals of a project, which stand in a file below ``_build``."""

    def __init__(self, project, assembler):
        self._path = project.root / "_build" / "approved.json"
        self._before = _read(self._path)
        self._assembler = assembler
        self._shared = _shared(project.root, assembler.surroundings)

    def findings(self, sources):
        """Return what is wrong with the notebooks of some sources; note those that are right.

        Raises:
            BuildError: if a text can't be converted.
        """
        approved, found = {}, []
        for source in sources:
            mark = self._mark(source)
            wrong = [] if self._before.get(source.name) == mark else check(self._assembler, source)
            found += wrong
            if not wrong:
                approved[source.name] = mark
        self._path.parent.mkdir(exist_ok=True)
        self._path.write_text(json.dumps(approved, indent=0), encoding="utf-8")
        return found

    def _mark(self, source):
        paths = [source.path, source.notebook]
        if source.is_exercise:
            paths.append(source.released)
        return _digest(self._shared.encode(), *(_content(path) for path in paths))


def _shared(root, surroundings):
    """Return a hash of what the notebooks of all sources depend on."""
    paths = [path for folder in CODE for path in sorted((root / folder).rglob("*.py"))]
    paths += [root / name for name in FILES]
    named = [part for path in paths for part in (str(path).encode(), _content(path))]
    return _digest(surroundings.encode(), *named)


def _content(path):
    return path.read_bytes() if path.is_file() else b""


def _digest(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _read(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
