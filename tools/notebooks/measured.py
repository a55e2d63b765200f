"""Numbers in the prose against what the cells really show."""

import re

from tools.notebooks import outputs
from tools.notebooks.errors import BuildError, SourceError


def verify(source, notebook, measured):
    """Compare every measured number with the output of the cell it names.

    Raises:
        BuildError: if two cells have one name.
        SourceError: at the first number that stands nowhere in its cell's output as a whole
            token, or whose cell does not exist.
    """
    cells = _named(source, notebook)
    for number in measured:
        if number.cell not in cells:
            known = ", ".join(cells) or "none"
            message = f"no cell is named {number.cell!r}; the named cells are {known}"
            raise SourceError(source.name, number.line, message)
        printed = outputs.text(cells[number.cell])
        if not stands_in(number.value, printed):
            message = f"cell {number.cell!r} does not show {number.value}; it shows:\n{printed}"
            raise SourceError(source.name, number.line, message)


def _named(source, notebook):
    cells = {}
    for cell in notebook.cells:
        name = cell.metadata.get("name")
        if name in cells:
            raise BuildError(f"{source.name}: two cells are named {name!r}")
        if cell.cell_type == "code" and name:
            cells[name] = cell
    return cells


def stands_in(value, printed):
    """Whether a number stands in a text as a whole token: 46 does not stand in 146 or 46.5.

    A typographic minus sign counts as the ASCII one.
    """
    value, printed = value.replace("\u2212", "-"), printed.replace("\u2212", "-")
    token = rf"(?<![\w.+-])(?<!\d,){re.escape(value)}(?![\w]|[.,]\d)"
    return re.search(token, printed) is not None
