"""Writing what is handed in, whole or broken."""

import json


def path(folder):
    """Return where the notebook of a submission's folder stands."""
    return folder / f"{folder.name}.ipynb"


def write(folder, notebook):
    """Write a notebook, a tree of JSON or a text as a submission."""
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    path(folder).write_text(text, encoding="utf-8")
