"""The notebooks that are run in every environment: the sample classes' and the odd functions'."""

from pathlib import Path

import nbformat

from autograder.sample_class import classes
from autograder.sample_class.copy import Copy, name_of
from helpers.checks import load
from tests.checks.hostile import EARNING, FAILING

ROOT = Path(__file__).parents[3]
SETUP = """\
import helpers.checks
check = helpers.checks.load("06-backpropagation")
right = check.tasks["dense_backward"].reference
"""


def samples(slug):
    """Return {student: sample} of the honest submissions of an exercise."""
    return {sample.student: sample for sample in classes()[slug] if sample.stock}


def handed_in(slug, sample):
    """Return the notebook that a sample hands in."""
    paths = (ROOT / folder / slug / f"{slug}.ipynb" for folder in ("exercises", "solutions"))
    work = Copy(*(nbformat.read(path, as_version=4) for path in paths))
    sample.make(work)
    return work.notebook


def named_cells(notebook):
    """Return [(name, source)] of a notebook's code cells."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [(name_of(cell) or f"cell {i}", cell.source) for i, cell in enumerate(cells)]


def in_pyodide(slug):
    """Return the exercises' notebooks as named cells where NumPy is all that they need."""
    return not any(getattr(task, "needs", ()) for task in load(slug).tasks.values())


def odd_functions():
    """Return {name: named cells} of what does something odd while it is checked."""
    sources = {name: source for name, (source, _) in {**EARNING, **FAILING}.items()}
    check = "check.dense_backward(student)"
    return {n: [("setup", SETUP), ("code", s), ("check", check)] for n, s in sources.items()}
