"""The first code cell of every notebook: one template, filled by the build."""

TAG = "setup"
# The site folds the cell under this title; Jupyter and Colab ignore it.
TAGS = [TAG, "hide-input"]
FOLDED = {"code_prompt_show": "Set-up", "code_prompt_hide": "Set-up"}

TEMPLATE = """\
# Set-up: finds the course in a folder above this notebook, or installs it on Colab.
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

folders = [str(f) for f in (Path.cwd(), *Path.cwd().parents) if (f / "helpers/checks").is_dir()]
sys.path[:0] = folders[:1]
if not find_spec("helpers") and "google.colab" in sys.modules:
    pip = [sys.executable, "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "git+{repository}"], check=True)
if not find_spec("helpers"):
    raise ModuleNotFoundError(
        "The course's package `helpers` is missing. Open this notebook in a copy of the course,\\n"
        "or install it: pip install git+{repository}"
    )
"""
CHECKS = """\

import helpers.checks

check = helpers.checks.load("{slug}")
"""


def code(source):
    """Return the set-up code of a source's notebook."""
    template = TEMPLATE + (CHECKS if source.is_exercise else "")
    values = {"repository": source.project.repository, "slug": source.slug}
    return template.format(**values).rstrip("\n")


def fill(cell, source):
    """Put the set-up code and the tags into a notebook cell."""
    cell.source = code(source)
    cell.metadata["tags"] = list(TAGS)
    cell.metadata["mystnb"] = dict(FOLDED)
