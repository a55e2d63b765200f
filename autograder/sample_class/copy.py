"""A student's copy of an exercise, and what one can do to it. What does not apply fails loudly."""

import copy
import re

import nbformat
from nbformat import v4

SOLUTION = re.compile(r"^ *### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)


class Copy:
    """The released notebook in a student's hands. Cells are called by their grade_id."""

    def __init__(self, release, source):
        self.notebook = copy.deepcopy(release)
        self._solutions = {name: cell for cell in source.cells if (name := name_of(cell))}

    def text(self):
        """Return the file's contents."""
        return nbformat.writes(self.notebook)

    def solve(self, *names):
        """Write the instructor's solution into the cells called `names`, or into all."""
        for name in names or self._unsolved():
            self.write(name, SOLUTION.sub("", self._solutions[name].source).rstrip("\n"))

    def cell(self, name):
        """Return the cell called `name`."""
        return self.notebook.cells[self._position(name)]

    def write(self, name, source):
        """Replace the whole text of a cell."""
        self.cell(name).source = source

    def edit(self, name, old, new):
        """Replace `old`, which must stand exactly once in the cell, by `new`."""
        cell = self.cell(name)
        if cell.source.count(old) != 1:
            raise ValueError(f"{old!r} stands {cell.source.count(old)} times in {name}, not once")
        cell.source = cell.source.replace(old, new)

    def add(self, source, *, after):
        """Add a code cell of the student's own behind the cell called `after`."""
        self.notebook.cells.insert(self._position(after) + 1, v4.new_code_cell(source))

    def duplicate(self, *names):
        """Copy cells, with all that is in their metadata, to the end of the notebook."""
        for name in names:
            twin = copy.deepcopy(self.cell(name))
            twin["id"] = f"{twin['id']}-again"
            self.notebook.cells.append(twin)

    def delete(self, name):
        """Delete a cell."""
        del self.notebook.cells[self._position(name)]

    def type_again(self):
        """Make every cell one that was typed into an empty notebook on Colab: no metadata."""
        for cell in self.notebook.cells:
            cell.metadata = nbformat.NotebookNode(id="Zb1", executionInfo={"status": "ok"})
            cell.pop("id")
        self.notebook.nbformat_minor = 0
        self.notebook.metadata["colab"] = {"provenance": []}

    def _unsolved(self):
        cells = [cell for cell in self.notebook.cells if cell.cell_type == "code"]
        return [name_of(c) for c in cells if c.metadata.get("nbgrader", {}).get("solution")]

    def _position(self, name):
        places = [i for i, cell in enumerate(self.notebook.cells) if name_of(cell) == name]
        if not places:
            raise ValueError(f"no cell is called {name!r}")
        return places[0]


def name_of(cell):
    """Return a cell's grade_id, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")
