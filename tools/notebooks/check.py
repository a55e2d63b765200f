"""Checking: are the notebooks in the repository the ones that their texts describe?"""

import difflib

from tools.notebooks import measured, store
from tools.notebooks.assemble import KEY
from tools.notebooks.build import all_ran, fingerprint_of, take_outputs
from tools.notebooks.errors import SourceError
from tools.notebooks.fingerprint import fingerprint
from tools.notebooks.release import release

LIMIT_KB = 300
LINES_OF_DIFF = 12


def check(assembler, source):
    """Return what is wrong with a source's built notebooks, one text a finding. Runs no cell.

    Raises:
        BuildError: if the text itself can't be converted.
    """
    assembly = assembler.assemble(source)
    stored = store.read(source.notebook)
    if stored is None:
        return [f"{_name(source, source.notebook)} is missing"]
    findings = differences(_name(source, source.notebook), assembly.notebook, stored)
    findings += _state(source, assembly, stored)
    if source.is_exercise:
        findings += _released(source, assembly.notebook)
    return findings


def differences(name, expected, stored):
    """Compare two notebooks cell by cell, outputs aside; return a text for each difference."""
    ids = {cell.get("id"): cell for cell in stored.cells}
    findings = []
    for at, cell in enumerate(expected.cells):
        there = ids.get(cell.id) or (stored.cells[at] if at < len(stored.cells) else None)
        if there is None:
            findings.append(f"{name}: {_describe(cell)} is missing")
        elif _content(cell) != _content(there):
            findings.append(f"{name}: {_describe(there)} differs\n{_diff(there, cell)}")
    known = {cell.id for cell in expected.cells}
    if not findings:
        extra = [cell for cell in stored.cells if cell.get("id") not in known]
        findings += [f"{name}: {_describe(cell)} is not in the text" for cell in extra]
    if not findings and [c.id for c in expected.cells] != [c.get("id") for c in stored.cells]:
        findings.append(f"{name}: the cells are in another order than in the text")
    if _metadata(expected) != _metadata(stored):
        findings.append(f"{name}: the notebook's metadata differ: {_metadata(stored)}")
    return findings


def _state(source, assembly, stored):
    name, mark = _name(source, source.notebook), fingerprint(source, assembly.notebook)
    findings = []
    if not all_ran(stored):
        findings.append(f"{name}: some cells have no outputs")
    if fingerprint_of(stored) != mark:
        findings.append(f"{name} is stale: its code, `helpers` or the pins changed since it ran")
    elif take_outputs(assembly.notebook, stored, mark):
        try:
            measured.verify(source, assembly.notebook, assembly.measured)
        except SourceError as error:
            findings.append(str(error))
    size = source.notebook.stat().st_size / 1000
    if size > LIMIT_KB:
        findings.append(f"{name} has {size:.0f} kB; at most {LIMIT_KB} are allowed")
    return findings


def _released(source, notebook):
    name, stored = _name(source, source.released), store.read(source.released)
    if stored is None:
        return [f"{name} is missing"]
    findings = differences(name, release(source, notebook), stored)
    if any(cell.get("outputs") or cell.get("execution_count") for cell in stored.cells):
        findings.append(f"{name}: a student's notebook holds no outputs")
    return findings


def _name(source, path):
    return path.relative_to(source.project.root).as_posix()


def _content(cell):
    return cell.cell_type, cell.get("id"), cell.source, cell.metadata


def _metadata(notebook):
    return {key: value for key, value in notebook.metadata.items() if key != KEY}


def _describe(cell):
    first = next(iter(cell.source.split("\n")), "")
    return f"cell {cell.get('id')} ({first[:60]!r})"


def _diff(stored, expected):
    if stored.source == expected.source:
        before, after = str(dict(stored.metadata)), str(dict(expected.metadata))
    else:
        before, after = stored.source, expected.source
    lines = difflib.unified_diff(
        before.split("\n"), after.split("\n"), "notebook", "text", n=1, lineterm=""
    )
    return "\n".join(f"    {_short(line)}" for line in list(lines)[:LINES_OF_DIFF])


def _short(line):
    """A picture is one line of a hundred thousand characters."""
    return line if len(line) <= 300 else f"{line[:200]} ... {line[-80:]}"
