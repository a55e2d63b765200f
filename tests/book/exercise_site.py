"""A site of one real exercise that holds its own Pyodide, to be worked in by tests."""

import os
import shutil
from pathlib import Path

import yaml

from tools.project import Project, here

ROOT = here().root
RUNTIME = ROOT / "node_modules" / "pyodide"
SLUG = "06-backpropagation"
PAGE = f"exercises/{SLUG}/{SLUG}.html"


def missing():
    """Return why there can be no such site here, or ""."""
    data = os.environ.get("COURSE_DATA", "")
    if not data or not any(Path(data, "pyodide").glob("numpy-*.whl")):
        return "COURSE_DATA names no folder with NumPy's wheel for Pyodide"
    if not RUNTIME.is_dir():
        return "the package `pyodide` is not installed; `npm ci` installs it"
    return ""


def prepare(root):
    """Write the course of one exercise into an empty folder, and return it."""
    _release(root / "pyodide")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["sphinx"]["config"]["pyodide"] = "pyodide"
    (root / "_config.yml").write_text(yaml.safe_dump(config))
    toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": PAGE[:-5]}]}
    (root / "_toc.yml").write_text(yaml.safe_dump(toc))
    for folder in ("_ext", "_static", "_templates", "work"):
        shutil.copytree(ROOT / "book" / folder, root / "book" / folder)
    (root / "book" / "index.md").write_text("# The course\n")
    shutil.copytree(ROOT / "helpers", root / "helpers")
    shutil.copytree(ROOT / "exercises" / SLUG, root / "exercises" / SLUG)
    (root / "solutions").mkdir()
    for name in (f"solutions/{SLUG}.md", "book/references.bib", "CHANGELOG.md", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    return Project(root)


def _release(folder):
    """What a release of Pyodide holds, as far as it is there: the runtime, and NumPy."""
    shutil.copytree(RUNTIME, folder)
    for wheel in Path(os.environ["COURSE_DATA"], "pyodide").glob("*.whl"):
        shutil.copy(wheel, folder)
