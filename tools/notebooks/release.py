"""The student's notebook, made by nbgrader's own generate_assignment."""

import logging
import tempfile
from pathlib import Path

import nbformat

from tools.notebooks.errors import BuildError


def release(source, notebook):
    """Return the student's version of an exercise's solution notebook.

    nbgrader runs in a folder of its own, so no gradebook of anybody is touched.

    Raises:
        BuildError: if nbgrader refuses the notebook, or a solution would be released.
    """
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "solutions" / source.slug / f"{source.slug}.ipynb"
        written.parent.mkdir(parents=True)
        nbformat.write(notebook, written)
        _generate(source, folder)
        released = Path(folder) / "exercises" / source.slug / f"{source.slug}.ipynb"
        if not released.exists():
            raise BuildError(f"{source.name}: nbgrader released no notebook")
        student = nbformat.read(released, as_version=4)
    _refuse_solutions(source, notebook, student)
    return student


def _generate(source, folder):
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    config = _config(source.project)
    config.CourseDirectory.root = folder
    config.CourseDirectory.assignment_id = source.slug
    config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db"
    config.SaveCells.enabled = False
    coursedir = CourseDirectory(config=config)
    log = _Log()
    converter = GenerateAssignment(coursedir=coursedir, config=config, no_database=True, log=log)
    try:
        converter.start()
    except Exception as error:  # nbgrader raises bare exceptions and reports to its log
        raise BuildError(f"{source.name}: nbgrader: {error}\n{log.text()}") from error


def _config(project):
    """The repository's nbgrader configuration, the one that stock nbgrader reads."""
    from traitlets.config import PyFileConfigLoader

    return PyFileConfigLoader("nbgrader_config.py", path=str(project.root)).load_config()


class _Log(logging.Logger):
    """A log that is kept and shown only when something goes wrong."""

    def __init__(self):
        super().__init__("nbgrader")
        self._kept = []
        self.addHandler(logging.NullHandler())

    def handle(self, record):
        if record.levelno >= logging.WARNING:
            self._kept.append(record.getMessage())

    def text(self):
        return "\n".join(self._kept)


def _refuse_solutions(source, notebook, student):
    for line in shown_solutions(notebook, student):
        raise BuildError(f"{source.name}: the release would show a solution line: {line}")


def shown_solutions(notebook, student):
    """Return the lines of a student's notebook that only a solution should hold.

    These are the marks, the lines between them in the solution notebook that stand nowhere
    else in it, and the lines of its model answers.
    """
    secret, given = {"### BEGIN SOLUTION", "### END SOLUTION"}, {""}
    for cell in notebook.cells:
        inside = _is_written_answer(cell)
        for line in _lines(cell):
            inside = "BEGIN SOLUTION" in line or (inside and "END SOLUTION" not in line)
            (secret if inside else given).add(line)
    return [line for cell in student.cells for line in _lines(cell) if line in secret - given]


def _is_written_answer(cell):
    return cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution")


def _lines(cell):
    return [line.strip() for line in cell.source.split("\n")]
