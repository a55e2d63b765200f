"""The instructor's notebook, read: which cells there are, and what each check asks."""

import ast
import functools
import re
from dataclasses import dataclass

import nbformat

from autograder.course import CourseError

FORM = "exactly one expression check.NAME(ARGUMENT), the argument a name or a literal"


@dataclass(frozen=True)
class Question:
    """What a check cell asks: a task, and the argument to be handed to its driver."""

    task: object
    argument: dict


@dataclass(frozen=True)
class Cell:
    """A cell of the instructor's notebook, as students got it.

    node: the notebook's own cell; role: "check", "solution", "written", "locked" or "plain";
    name: the grade_id, "" for a plain cell.
    """

    node: dict
    role: str
    name: str
    question: Question | None = None

    @property
    def source(self):
        return self.node.source

    @property
    def is_code(self):
        return self.node.cell_type == "code"


@dataclass(frozen=True)
class Assignment:
    """An assignment's cells in the instructor's order."""

    slug: str
    cells: tuple[Cell, ...]
    metadata: dict

    @functools.cached_property
    def named(self):
        """{grade_id: cell} of the cells that have one, in order."""
        return {cell.name: cell for cell in self.cells if cell.name}

    @property
    def checks(self):
        """The check cells, in order."""
        return [cell for cell in self.cells if cell.role == "check"]

    @property
    def tasks(self):
        """The tasks that are asked for, in order."""
        return [cell.question.task for cell in self.checks]

    @functools.cached_property
    def modules(self):
        """Names of what the exercise's own cells import, sorted: modules, and things in them."""
        found = set()
        for cell in self.cells:
            if cell.is_code:
                found.update(_imported(cell.source))
        return tuple(sorted(found))


def read(path):
    """Return the notebook in a file of ours."""
    return nbformat.read(path, as_version=4)


def parse(slug, notebook, tasks):
    """Return the `Assignment` that a notebook, the source or the release, describes.

    tasks: {name: task}, from `helpers.checks.load`.

    Raises:
        CourseError: if a graded code cell can't be graded here; the message names it.
    """
    cells = tuple(_cell(node, tasks) for node in notebook.cells)
    names = [cell.name for cell in cells if cell.name]
    if twice := {name for name in names if names.count(name) > 1}:
        raise CourseError(f"{slug}: more than one cell has the grade_id {', '.join(sorted(twice))}")
    if not any(cell.role == "check" for cell in cells):
        raise CourseError(f"{slug} has no check cell: {FORM}")
    return Assignment(slug, cells, notebook.metadata)


def normal(source):
    """Return code without comments of whole lines, blank lines and spaces, to compare cells by."""
    lines = (line for line in source.splitlines() if not line.lstrip().startswith("#"))
    return re.sub(r"\s+", "", "\n".join(lines))


def _imported(source):
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic, or a stub that has to be filled in
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _cell(node, tasks):
    marks = node.metadata.get("nbgrader", {})
    graded, solution = marks.get("grade", False), marks.get("solution", False)
    name = marks.get("grade_id", "") if graded or solution or marks.get("locked") else ""
    if graded and not solution and node.cell_type == "code":
        return Cell(node, "check", name, _question(name, node.source, marks["points"], tasks))
    role = "plain" if not name else "written" if graded else "solution" if solution else "locked"
    return Cell(node, role, name)


def _question(name, source, points, tasks):
    task_name, argument = _expression(name, source)
    if task_name not in tasks:
        raise CourseError(f"cell {name!r} asks {task_name!r}; the tasks are {', '.join(tasks)}")
    task = tasks[task_name]
    if float(points) != task.points:
        raise CourseError(
            f"cell {name!r} has {points} points, its task {task.points}: build the notebook again"
        )
    return Question(task, argument)


def _expression(name, source):
    try:
        (statement,) = ast.parse(source).body
    except (SyntaxError, ValueError):
        statement = None
    match statement:
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("check"), task), [argument], [])) if (
            found := _argument(argument)
        ):
            return task, found
    raise CourseError(f"cell {name!r} can't be graded in a sandbox; it must be {FORM}")


def _argument(node):
    if isinstance(node, ast.Name):
        return {"name": node.id}
    try:
        return {"literal": ast.literal_eval(node)}
    except ValueError:
        return None
