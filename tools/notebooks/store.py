"""Notebook files: always the same bytes, and never half written."""

import os
import tempfile

import nbformat

from tools.notebooks.errors import BuildError


def read(path):
    """Return a notebook, or None if there is none.

    Raises:
        BuildError: if the file is not a notebook.
    """
    if not path.exists():
        return None
    try:
        return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except Exception as error:  # nbformat raises whatever its JSON and schema checks raise
        raise BuildError(f"{path} is not a notebook: {error}") from error


def write(path, notebook):
    """Write a notebook unless the file already holds exactly this; return whether it did."""
    content = dumps(notebook)
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    return True


def dumps(notebook):
    """Return a notebook as the text of its file."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"
