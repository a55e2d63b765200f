"""Bringing home what somebody edited in Jupyter: from a built notebook back into its text."""

import os
import re

from tools.notebooks import store, text
from tools.notebooks.edited_text import EditedText
from tools.notebooks.errors import BuildError, SourceError

# Ids that the build makes of a hash. Jupyter's own are shorter or longer.
BUILT_ID = re.compile(r"[0-9a-f]{12}(-\d+)?$")


def adopt(assembler, source):
    """Take the edits of a source's notebook over into its text; return what changed, in words.

    Taken are code cells, Markdown cells that read the same in the text, new and deleted cells
    of both kinds, and the name and points of written answers. Outputs are ignored, and so are
    the points of checked tasks: they come from the task.

    Raises:
        BuildError: if any edit touches what the build converted or made. Nothing is written.
    """
    assembly = assembler.assemble(source)
    edited = store.read(source.notebook)
    if edited is None:
        raise BuildError(f"{source.notebook} is missing")
    draft = Draft(source, assembly, edited)
    draft.compare()
    if draft.refused:
        raise BuildError("\n".join([*draft.refused, "Nothing was taken over."]))
    if draft.changes:
        draft.check()
        _write(source.path, draft.new.content())
    return draft.changes


class Draft:
    """A text under change: every edit is either noted in `changes` or `refused`."""

    def __init__(self, source, assembly, edited):
        self.source = source
        self.changes, self.refused = [], []
        self.new = EditedText(source.read(), assembly.text_cells)
        self._pairs = {made.id: (cell, made) for cell, made in assembly.pairs}
        self._cells = [cell for cell in edited.cells if cell.source or cell.id in self._pairs]

    def compare(self):
        kept = [cell.id for cell in self._cells if cell.id in self._pairs]
        if kept != [name for name in self._pairs if name in kept]:
            self.refused.append(f"{self.source.name}: cells were moved; move them in the text")
            return
        for name in self._pairs.keys() - set(kept):
            self._deleted(*self._pairs[name])
        after = None
        for cell in self._cells:
            if cell.id in self._pairs:
                after = self._pairs[cell.id][0]
                self._kept(*self._pairs[cell.id], cell)
            else:
                self._added(cell, after)

    def check(self):
        """Make sure that the new text has exactly the cells that it should have."""
        found = text.parse_text(self.new.content(), self.source.name)
        for cell, wanted in zip(found, self.new.sources(), strict=False):
            if cell.source.rstrip() != wanted.rstrip():
                raise SourceError(self.source.name, cell.line, f"can't be taken over:\n{wanted}")
        if len(found) != len(self.new.sources()):
            raise BuildError(f"{self.source.name}: an edit would split or join cells")

    def _kept(self, cell, made, edited):
        if made.cell_type != edited.cell_type:
            self._refuse(made, "became a cell of another type")
        elif made.source.rstrip() != edited.source.rstrip():
            self._changed(cell, made, edited)
        if "written" in cell.options:
            self._regraded(cell, edited)

    def _changed(self, cell, made, edited):
        if cell.is_setup:
            self._refuse(made, "is the set-up cell; its template is tools/notebooks/setup_cell.py")
        elif made.source != cell.source:
            self._refuse(made, f"was converted; edit {self.source.name}:{cell.line}")
        else:
            self.new.replace(cell, edited.source.rstrip())
            self.changes.append(f"changed {_name(edited)}")

    def _regraded(self, cell, edited):
        grading = edited.metadata.get("nbgrader", {})
        options = {"written": grading.get("grade_id"), "points": grading.get("points")}
        if options != cell.options:
            self.new.set_options(cell, options)
            self.changes.append(f"changed to {options}: {_name(edited)}")

    def _deleted(self, cell, made):
        if cell.is_setup or made.source != cell.source:
            self._refuse(made, f"was deleted; delete it in {self.source.name}:{cell.line}")
            return
        self.new.delete(cell)
        self.changes.append(f"deleted {_name(made)}")

    def _added(self, cell, after):
        if BUILT_ID.match(cell.id):
            self._refuse(cell, "comes from an older text: build first, then edit")
            return
        grading = cell.metadata.get("nbgrader", {})
        written = cell.cell_type == "markdown" and grading.get("solution")
        options = {"written": grading["grade_id"], "points": grading["points"]} if written else {}
        self.new.insert(after, cell.cell_type, cell.source.rstrip(), options)
        self.changes.append(f"added {_name(cell)}")

    def _refuse(self, cell, why):
        self.refused.append(f"{_name(cell)} {why}")


def _name(cell):
    return f"cell {cell.id} ({cell.source.strip().partition(chr(10))[0][:60]!r})"


def _write(path, content):
    part = path.with_name(f".{path.name}.part")
    part.write_text(content, encoding="utf-8")
    os.replace(part, path)
