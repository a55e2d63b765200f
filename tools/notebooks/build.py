"""Building: from the text of a chapter or an exercise to its notebooks."""

from tools.notebooks import measured, store
from tools.notebooks.assemble import KEY
from tools.notebooks.execute import execute
from tools.notebooks.fingerprint import fingerprint
from tools.notebooks.release import release


def build(assembler, source):
    """Build a source's notebooks and write those that changed; return their paths.

    Nothing runs if neither the code, nor what it imports, nor the pins changed.

    Raises:
        BuildError: if the text, a cell, or a measured number is wrong. Nothing is written then.
    """
    assembly = assembler.assemble(source)
    notebook = assembly.notebook
    mark = fingerprint(source, notebook)
    old = store.read(source.notebook)
    if not (old and take_outputs(notebook, old, mark)):
        execute(source, notebook)
    notebook.metadata[KEY] = {"fingerprint": mark}
    measured.verify(source, notebook, assembly.measured)
    targets = {source.notebook: notebook}
    if source.is_exercise:
        targets[source.released] = release(source, notebook)
    return [path for path, content in targets.items() if store.write(path, content)]


def take_outputs(notebook, old, mark):
    """Put an old notebook's outputs into a new one; return False if it has to run instead."""
    cells, stored = _code(notebook), _code(old)
    same = [cell.source for cell in cells] == [cell.source for cell in stored]
    if not same or fingerprint_of(old) != mark or not all_ran(old):
        return False
    for cell, before in zip(cells, stored, strict=True):
        cell.outputs, cell.execution_count = before.outputs, before.execution_count
    return True


def fingerprint_of(notebook):
    """The fingerprint that a built notebook was executed with, or None."""
    return notebook.metadata.get(KEY, {}).get("fingerprint")


def all_ran(notebook):
    """Whether every code cell of a notebook was executed."""
    return all(cell.execution_count is not None for cell in _code(notebook))


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]
