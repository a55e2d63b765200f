"""`autograder grade` on the tiny assignment, in a process that may be killed."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from sqlalchemy import Engine, event

from autograder import __main__, run
from autograder.course import Course
from autograder.sandbox.limits import Limits
from tests.autograder import tiny

SLUG = tiny.SLUG
LIMITS = Limits(cpu=1, wall=2, total_cpu=6, total_wall=12, memory=2**30, grace=1)
TABLES = """
    SELECT work.student_id, work.timestamp, cell.name, grade.auto_score, grade.manual_score,
        grade.extra_credit, grade.needs_manual_grade
    FROM grade
    JOIN base_cell AS cell ON cell.id = grade.cell_id
    JOIN submitted_notebook AS book ON book.id = grade.notebook_id
    JOIN submitted_assignment AS work ON work.id = book.assignment_id
    UNION ALL
    SELECT work.student_id, work.timestamp, cell.name, comment.auto_comment, comment.manual_comment,
        NULL, NULL
    FROM comment
    JOIN base_cell AS cell ON cell.id = comment.cell_id
    JOIN submitted_notebook AS book ON book.id = comment.notebook_id
    JOIN submitted_assignment AS work ON work.id = book.assignment_id
"""
# Everything is imported once; each grader is forked from there.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.autograder.faults.grader"])


@dataclass(frozen=True)
class Run:
    """A grader that runs, or has run, on a course's folder."""

    process: object
    course: Course

    def family(self):
        """Return the processes that it started, and those that they started."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def end(self, patience=60):
        """Wait for its end and return its exit status."""
        self.process.join(patience)
        return self.process.exitcode

    def interrupt(self):
        """Press Ctrl-C: everything in the command's process group hears it."""
        os.killpg(self.process.pid, signal.SIGINT)

    @property
    def said(self):
        """What it printed."""
        return (self.course.root / "said.txt").read_text()


def import_everything():
    """Start the process from which graders are forked, and wait until it is ready."""
    first = _PROCESSES.Process(target=int)
    first.start()
    first.join()


def hand_in(course, student, work):
    """Hand in a text, or the right notebook with other sources, {grade_id: source}."""
    folder = course.submitted / student / SLUG
    folder.mkdir(parents=True)
    text = work if isinstance(work, str) else nbformat.writes(_notebook(work))
    (folder / f"{SLUG}.ipynb").write_text(text, encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC\n")


def start(course, *options, statements=None, load=tiny.load):
    """Start `autograder grade` with options and return the `Run`.

    statements: after how many of them the database's connection is lost; load: gives the tasks.
    """
    arguments = (str(course.root), options, statements, load)
    process = _PROCESSES.Process(target=_grade, args=arguments)
    process.start()
    return Run(process, course)


def left(course):
    """Return everything that grading left: rows of the gradebook, and the files of notebooks."""
    with contextlib.closing(sqlite3.connect(course.root / "autograder" / "gradebook.db")) as base:
        rows = sorted(base.execute(TABLES).fetchall(), key=repr)
    files = {
        path.relative_to(course.autograded).as_posix(): path.read_bytes()
        for path in course.autograded.rglob("*")
        if path.is_file()
    }
    return rows, files


def copy(course, folder):
    """Return a copy of a course in a new folder."""
    shutil.copytree(course.root, folder)
    return Course(Path(folder))


def _notebook(sources):
    notebook = tiny.notebook()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = sources.get(name, cell.source)
    return notebook


def _grade(folder, options, statements, load):
    os.setsid()  # as a shell gives each command a process group of its own
    os.chdir(folder)
    said = os.open("said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for descriptor in (1, 2):
        os.dup2(said, descriptor)
    if statements is not None:
        _lose_connection(statements)
    sys.exit(main(["grade", SLUG, *options], load))


def main(arguments, load=tiny.load):
    """Run a command of the autograder on the tiny tasks and return its exit status."""
    run.desk.__kwdefaults__ |= {"load": load, "limits": LIMITS}
    run.BATCH = 2  # so that there is something between nothing and everything
    return __main__.main(arguments)


def _lose_connection(left):
    def count(connection, *rest):
        nonlocal left
        left -= 1
        if left == 0:
            connection.connection.driver_connection.close()

    event.listen(Engine, "before_cursor_execute", count)


def wait_until(true, patience=30):
    """Wait until a function returns something true, and return that, or what it returned last."""
    end = time.monotonic() + patience
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.005)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
