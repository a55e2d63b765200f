"""A class of attackers, and honest students among them, graded."""

import contextlib
import ctypes
import hashlib
import io
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from rich.console import Console

import helpers.checks
from autograder import run
from autograder.course import Course
from autograder.sandbox.limits import Limits
from tests.autograder import tiny
from tests.autograder.attacks.parts import MARK

SHORT = Limits(cpu=0.5, wall=1.5, total_cpu=4, total_wall=10, memory=384 * 2**20, grace=1)
PATIENT = Limits(cpu=5, wall=30, total_cpu=60, total_wall=240, grace=2)
PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", str(Path.home()), os.getcwd())
KERNELS = ("/proc/net/unix", "/proc/keys", "/proc/sysvipc/shm", "/proc/sysvipc/msg")
SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Graded:
    """What grading gave.

    records: by student; honest: the students who are; changed: files of the course that were not
    there before or are no longer what they were; left: what is left of the attacks elsewhere.
    """

    course: Course
    slug: str
    records: dict
    honest: tuple
    changed: set
    left: list

    def score(self, student):
        """Return the points that the checks gave a student."""
        return sum(task["score"] for task in self.records[student]["tasks"].values())

    def notebook(self, student):
        """Return the bytes of a student's autograded notebook."""
        return self.course.autograded_notebook(student, self.slug).read_bytes()

    def said(self, student):
        """Return the reason of a student's state and what the notebook's cells showed."""
        path, told = self.course.autograded_notebook(student, self.slug), []
        if path.exists():
            cells = nbformat.read(path, as_version=4).cells
            told = [o for cell in cells for o in cell.get("outputs", ())]
        return "\n".join([self.records[student]["why"], *map(str, told)])

    def marks(self):
        """Return {student: the points of the checks} as they stand in the gradebook."""
        with Gradebook(f"sqlite:///{self.course.root}/autograder/gradebook.db", "nn-by-hand") as g:
            return {
                s.student.id: sum(grade.auto_score or 0 for n in s.notebooks for grade in n.grades)
                for s in g.find_assignment(self.slug).submissions
            }


def grade(course, slug, attacks, workers=1):
    """Let attackers, and an honest student behind each, hand in; grade; return `Graded`.

    course: one that holds the exercise, with its solutions, and no submission.
    """
    honest = nbformat.read(course.source(slug), as_version=4)
    released = _released(course, slug)
    students = ["00-honest", "zz-honest"]
    for attack in attacks:
        attack.hand_in(course, released, honest)
        students.append(f"{attack.module.__name__.rpartition('.')[2]}-honest")
    for student in students:
        nbformat.write(honest, _place(course, student, slug))
    _write_seed(course, slug)
    before = _files(course.root)
    with _left_behind() as left, ThreadPoolExecutor(1) as thread:  # its sandbox ends with it
        records = thread.submit(_records, course, slug, workers).result()
    changed = {path for path, content in _files(course.root).items() if before.get(path) != content}
    return Graded(course, slug, records, tuple(students), changed, left)


def _records(course, slug, workers):
    is_tiny = slug == tiny.SLUG
    limits, load = (SHORT, tiny.load) if is_tiny else (PATIENT, helpers.checks.load)
    desk = run.desk(course, slug, limits=limits, load=load)
    tally = run.grade_class(desk, Console(file=io.StringIO()), workers=workers)
    if not tally.is_complete:
        raise ValueError(f"a class of {tally.count}, of which only {len(tally.records)} are kept")
    return tally.records


def course_in(folder, slug, gradebook):
    """Return a new course with the tiny assignment, or with a real exercise."""
    if slug == tiny.SLUG:
        return tiny.course_in(folder, gradebook)
    shutil.copy(tiny.ROOT / "nbgrader_config.py", folder)
    for name in ("solutions", "exercises"):
        shutil.copytree(tiny.ROOT / name / slug, folder / name / slug)
    return Course(folder)


def _released(course, slug):
    if slug == tiny.SLUG:
        return tiny.notebook("...")
    return nbformat.read(tiny.ROOT / "exercises" / slug / f"{slug}.ipynb", as_version=4)


def _write_seed(course, slug):
    """The same paper in every run, so that nobody is lucky in some of them."""
    course.secrets.mkdir()
    (course.secrets / slug).write_text("2")


def _place(course, student, slug):
    path = course.submitted / student / slug / f"{slug}.ipynb"
    path.parent.mkdir(parents=True)
    return path


def _files(root):
    """Return {path: what there is} of a course, without what grading is to write there."""
    written = ("autograded", "gradebook.db", "gradebook.db.seeds", "reports")
    return {
        path.relative_to(root).as_posix(): _content(path)
        for path in root.rglob("*")
        if not any(part in written for part in path.relative_to(root).parts)
    }


def _content(path):
    if path.is_symlink() or not path.is_file():
        return os.readlink(path) if path.is_symlink() else "no file"
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextlib.contextmanager
def _left_behind():
    """Yield a list that holds, in the end, the processes and marked files that were not there.

    Orphans of this process come to it, and not to the first process, to be counted.
    """
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    left, before = [], _children() | set(_marked())
    yield left
    deadline = time.monotonic() + 5
    while (now := _children() - before) and time.monotonic() < deadline:
        time.sleep(0.05)
    left += [*now, *(set(_marked()) - before)]


def _children():
    """Return the living children of this process; reap the dead that nobody waits for."""
    found = set()
    for tasks in Path("/proc/self/task").glob("*/children"):
        for number in tasks.read_text().split():
            with contextlib.suppress(OSError):
                name, state = Path(f"/proc/{number}/stat").read_text().split(")")[0:2]
                if state.split()[0] != "Z":
                    found.add(f"process {name})")
                else:
                    os.waitpid(int(number), os.WNOHANG)
    return found


def _marked():
    """Yield the files, sockets, keys and the like that bear the attacks' mark."""
    for place in PLACES:
        yield from (entry.path for entry in os.scandir(place) if MARK in entry.name)
    for path in KERNELS:
        with contextlib.suppress(OSError):
            text = Path(path).read_text(errors="replace")
            yield from (line for line in text.split("\n") if MARK in line or " 7927 " in line)
