"""nbgrader's cell metadata, derived from what an exercise's cells are."""

import ast

from tools.notebooks import setup_cell
from tools.notebooks.errors import SourceError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
# What else than checking a task any cell may ask of `check`.
QUESTIONS = {"finished", "hint", "progress"}
WRITTEN = {"written", "points"}


def add(source, cells, tasks):
    """Write nbgrader's metadata into an exercise's notebook cells.

    cells: pairs of a TextCell and the notebook cell made from it. tasks: the exercise's
    tasks by name, each with `points`.

    Raises:
        SourceError: if a cell fits no form, or a task lacks its solution or its check.
    """
    found = {"solution": set(), "check": set()}
    for text_cell, cell in cells:
        grading = _for_cell(source, text_cell, cell, tasks, found)
        if grading:
            cell.metadata["nbgrader"] = grading
    for role, names in found.items():
        if missing := [name for name in tasks if name not in names]:
            raise SourceError(source.name, 1, f"no {role} cell for task {', '.join(missing)}")


def _for_cell(source, text_cell, cell, tasks, found):
    if text_cell.kind == "markdown":
        return _written(source, text_cell)
    if text_cell.is_setup:
        return _grading(cell, setup_cell.TAG, locked=True)
    role, name = _role(source, text_cell, tasks)
    if role is None:
        return None
    if name in found[role]:
        raise SourceError(source.name, text_cell.line, f"a second {role} cell for {name}")
    found[role].add(name)
    if role == "solution":
        return _grading(cell, name, solution=True)
    points = tasks[name].points
    return _grading(cell, f"check_{name}", grade=True, locked=True, points=points)


def _grading(cell, grade_id, *, grade=False, solution=False, locked=False, points=None):
    metadata = {
        "cell_type": cell.cell_type,
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return metadata | ({"points": points} if grade else {})


def _written(source, text_cell):
    """A Markdown cell opened by ``+++ {"written": "grade_id", "points": 3}``."""
    options = text_cell.options
    if not options:
        return None
    if set(options) != WRITTEN:
        message = f"expected options {sorted(WRITTEN)} of a written answer, found {sorted(options)}"
        raise SourceError(source.name, text_cell.line, message)
    metadata = _grading(_Markdown, options["written"], grade=True, solution=True)
    return metadata | {"points": options["points"]}


class _Markdown:
    cell_type = "markdown"


def _role(source, text_cell, tasks):
    """Return ("solution", name), ("check", name), or (None, None) for any other code cell."""
    if "BEGIN SOLUTION" in text_cell.source or "END SOLUTION" in text_cell.source:
        return "solution", _solved(source, text_cell, tasks)
    called = _checked(text_cell.source)
    if called is None:
        return None, None
    if called not in tasks:
        known = ", ".join(tasks) or "none"
        message = f"check.{called}: no such task; the tasks are {known}"
        raise SourceError(source.name, text_cell.line, message)
    if text_cell.source.strip() != f"check.{called}({called})":
        message = f"a check cell holds check.{called}({called}) and nothing else"
        raise SourceError(source.name, text_cell.line, message)
    return "check", called


def _checked(code):
    """The name of the task that a cell checks, or None."""
    for node in ast.walk(_tree(code)):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "check"
            and node.attr not in QUESTIONS
        ):
            return node.attr
    return None


def _solved(source, text_cell, tasks):
    lines = [line.strip() for line in text_cell.source.splitlines()]
    marks = [line for line in lines if "BEGIN SOLUTION" in line or "END SOLUTION" in line]
    if marks != [BEGIN, END] * (len(marks) // 2):
        message = f"expected pairs of {BEGIN!r} and {END!r}, found {marks}"
        raise SourceError(source.name, text_cell.line, message)
    names = [name for name in _defined(text_cell.source) if name in tasks]
    if len(names) != 1:
        message = (
            f"a solution cell defines one task's function, class or value; this one defines "
            f"{names or 'none'} of {', '.join(tasks) or 'no tasks'}"
        )
        raise SourceError(source.name, text_cell.line, message)
    return names[0]


def _defined(code):
    """Names that a cell's top level defines: functions, classes and assigned values."""
    names = []
    for node in _tree(code).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return list(dict.fromkeys(names))


def _tree(code):
    """The syntax tree of a cell's Python; a cell with magics counts as empty."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return ast.parse("")
