"""What a grade depends on beside the submission: our code, the libraries, the interpreter."""

import functools
import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import autograder
import helpers

LIBRARIES = ("numpy", "torch", "ipython", "matplotlib")
# Of the grader, what decides a score or a notebook; a test finds what is missing here.
GRADING = (
    "assignment.py",
    "autograded.py",
    "closed.py",
    "engine.py",
    "exam.py",
    "grading.py",
    "intake.py",
    "markdown.py",
    "marks.py",
    "matching.py",
    "outputs.py",
    "sandbox/**/*.py",
)
DATA = ("*.py", "*.npz", "*.json")


@functools.cache
def here(slug):
    """Return what this process would grade an assignment with, {what: version}.

    Two processes for which it is the same give the same grades.
    """
    found = {name: _installed(name) for name in LIBRARIES}
    return found | {"python": platform.python_version(), "course": _digest(sources(slug))}


def sources(slug):
    """Return {name: file} of the course's code that grading an assignment may run."""
    course = Path(helpers.__file__).parent
    tasks = course / "checks" / "tasks"
    own = tasks / f"ch{slug.replace('-', '_')}"
    found = {
        path.relative_to(course.parent): path
        for pattern in DATA
        for path in course.rglob(pattern)
        if path.parent == tasks or tasks not in path.parents or own in path.parents
    }
    grader = Path(autograder.__file__).parent
    files = (path for pattern in GRADING for path in grader.glob(pattern))
    return found | {path.relative_to(grader.parent): path for path in files}


def _digest(files):
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name].read_bytes()
        digest.update(f"{name.as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _installed(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
