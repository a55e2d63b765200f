"""An assignment as a worker is told it: plain values, the same for a whole class."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat

import helpers.checks
from autograder import assignment, versions
from autograder.grading import Grader
from autograder.sandbox.limits import Limits


class OtherVersions(RuntimeError):
    """This process would not grade as the one that asks; the message says what differs."""


@dataclass(frozen=True)
class Exam:
    """Everything that a score depends on, but for the submission.

    notebook: the release, what students get, as text; seed: of the paper; load: gives the tasks
    of a slug; versions: what the class is graded with, see `versions.here`.
    """

    slug: str
    notebook: str
    seed: int
    limits: Limits = field(default_factory=Limits)
    isolation: str = "bubblewrap"
    load: Callable = helpers.checks.load
    versions: tuple = ()

    @property
    def digest(self):
        """Bytes that tell this exam from any other."""
        told = (self.slug, self.notebook, self.seed, self.limits, self.isolation, self.versions)
        return hashlib.sha256(repr((*told, self.load.__module__)).encode()).digest()

    def grader(self):
        """Return a `Grader` of this process.

        Raises:
            OtherVersions: if it would not give the same grades.
        """
        _compare(dict(self.versions), versions.here(self.slug))
        return Grader(self.assignment(), self.seed, self.limits, self.isolation)

    def assignment(self):
        """Return the `Assignment`."""
        notebook = nbformat.reads(self.notebook, as_version=4)
        return assignment.parse(self.slug, notebook, self.load(self.slug).tasks)


def _compare(wanted, here):
    differs = [
        f"{name} is {here.get(name)}, expected {wanted[name]}"
        for name in wanted
        if here.get(name) != wanted[name]
    ]
    if differs:
        raise OtherVersions("; ".join(differs))
