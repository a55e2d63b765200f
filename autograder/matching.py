"""Which cell of a submission is which of the instructor's, and in what order all of them stand.

A cell is known by its grade_id; else, since a cell that was typed again has lost it, a check or
locked cell by its source and a solution by the function or value that it defines; an answer in
words by where it stands. What is known must stand for itself:

- the source of a check or another locked cell is the instructor's, always. Where the student's
  copy was edited, that too is run, as a cell of the student's own, so that nothing is lost;
- a check cell that is missing is put back, behind the work that it follows;
- of several copies of a check every one asks, and the best result counts: a copy can only help.
  Of several copies of a solution all run, where they stand, and Python's rule holds: the last
  one above the check. Of several written answers the last that says something counts.
"""

import re
from dataclasses import dataclass

from autograder.assignment import Cell, normal
from autograder.intake import Rejected, SubmittedCell


@dataclass(frozen=True)
class Step:
    """One cell of the graded notebook: the instructor's `known` cell, the student's, or both."""

    known: Cell | None
    cell: SubmittedCell | None

    @property
    def asks(self):
        """Is this a check?"""
        return self.known is not None and self.known.role == "check"

    @property
    def is_code(self):
        """Is there something to run?"""
        return self.known.is_code if self.known else self.cell.kind == "code"

    @property
    def source(self):
        """What runs, or is read: the student's text unless the cell is locked."""
        return self.known.source if self.is_locked else self.cell.source

    @property
    def is_locked(self):
        """Is it the instructor's cell, whatever the student made of it?"""
        return self.cell is None or (self.known is not None and self.known.role in LOCKED)


LOCKED = ("check", "locked")


def steps(assignment, cells):
    """Return the `Step`s of a submission in the order in which they run.

    Raises:
        Rejected: if no cell of the assignment is in the submission.
    """
    known = recognised(assignment, cells)
    if not any(k and (k.role != "locked" or k.is_code) for k in known):
        raise Rejected(f"none of the cells of {assignment.slug} is in this notebook")
    if not any(k and k.role in ("check", "solution", "written") for k in known):
        raise Rejected(f"no task of {assignment.slug} is in this notebook")
    order = [step for pair in zip(known, cells, strict=True) for step in _steps(*pair)]
    return _with_missing(assignment, order)


def recognised(assignment, cells):
    """Return for each submitted cell the instructor's cell that it is, or None."""
    known = [assignment.named.get(cell.name) for cell in cells]
    _recognise_by_source(assignment, cells, known)
    _recognise_by_function(assignment, cells, known)
    _recognise_by_place(assignment, cells, known)
    _keep_one(cells, known)
    return known


def _recognise_by_source(assignment, cells, known):
    sources = {normal(c.source): c for c in assignment.named.values() if c.role in LOCKED}
    for i, cell in enumerate(cells):
        if known[i] is None and cell.kind == "code":
            known[i] = sources.get(normal(cell.source))


def _recognise_by_function(assignment, cells, known):
    for wanted in _missing(assignment, known, "solution"):
        name = re.escape(wanted.name)
        defines = re.compile(rf"^(?:(?:def|class)\s+{name}\b|{name}\s*=(?!=))", re.MULTILINE)
        for i, cell in reversed(list(enumerate(cells))):
            if known[i] is None and cell.kind == "code" and defines.search(cell.source):
                known[i] = wanted
                break


def _recognise_by_place(assignment, cells, known):
    """An answer in words stands behind the text that asked for it."""
    order = list(assignment.cells)
    texts = {cell.source.strip() for cell in order if not cell.is_code}
    for wanted in _missing(assignment, known, "written"):
        question = order[order.index(wanted) - 1].source.strip()
        places = [i for i, cell in enumerate(cells) if cell.source.strip() == question]
        for i in range(places[-1] + 1 if places else len(cells), len(cells)):
            if known[i] is not None or cells[i].source.strip() in texts - {wanted.source.strip()}:
                break
            if cells[i].kind == "markdown":
                known[i] = wanted
                break


def _missing(assignment, known, role):
    present = {cell.name for cell in known if cell}
    return [c for c in assignment.named.values() if c.role == role and c.name not in present]


def _keep_one(cells, known):
    """Of copies of a solution or an answer one bears the name; the others are cells like any."""
    names = {cell.name for cell in known if cell and cell.role not in LOCKED}
    for name in names:
        places = [i for i, cell in enumerate(known) if cell and cell.name == name]
        said = [i for i in places if cells[i].source.strip() != known[i].source.strip()]
        kept = (said or places)[-1]
        for i in places:
            known[i] = known[i] if i == kept else None


def _steps(known, cell):
    """Return the steps that one submitted cell becomes."""
    edited = (
        known is not None and known.role in LOCKED and normal(cell.source) != normal(known.source)
    )
    own = [Step(None, cell)] if edited and cell.kind == "code" and known.is_code else []
    step = Step(known, cell)
    return [*own, step] if step.asks else [step, *own]


def _with_missing(assignment, order):
    for wanted in assignment.named.values():
        if wanted.role == "solution" or any(step.known is wanted for step in order):
            continue
        order.insert(_place(assignment, order, wanted), Step(wanted, None))
    return order


def _place(assignment, order, wanted):
    """Behind the cell before it, and behind what the student added there."""
    names = list(assignment.named)
    before = names[: names.index(wanted.name)]
    places = [i for i, step in enumerate(order) if step.known and step.known.name in before]
    place = places[-1] + 1 if places else 0
    while places and place < len(order) and order[place].known is None and order[place].is_code:
        place += 1
    return place
