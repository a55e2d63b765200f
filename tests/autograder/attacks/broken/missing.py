"""The folder is there, the notebook is not."""

import nbformat

EXPECTED = 0, "not readable"
SAYS = "the file is missing"


def hand_in(folder, notebook):
    (folder / "other.ipynb").write_text(nbformat.writes(notebook))
