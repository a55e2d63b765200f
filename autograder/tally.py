"""How a class is doing, counted as results come: in room that does not grow with the class."""

from collections import Counter
from dataclasses import dataclass, field

from autograder.grading import FAILED

# Results that are kept for a table. Of more, a table is no help.
KEPT = 100


@dataclass
class TaskTally:
    """One task's points over all submissions."""

    points: float = 0
    full: int = 0
    none: int = 0

    def add(self, score, points):
        """Count one submission."""
        self.points += score
        self.full += score == points
        self.none += score == 0


@dataclass
class Tally:
    """Counts of what became of submissions, and the first `KEPT` records, and failed ones.

    records, failures: {student: record}, see `autograded.record`; failed: the students whose
    submissions could not be graded to their end; skipped: how many were graded by an earlier run.
    """

    assignment: object
    count: int = 0
    skipped: int = 0
    states: Counter = field(default_factory=Counter)
    tasks: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)
    failed: list = field(default_factory=list)

    def add(self, student, record):
        """Count one submission."""
        self.count += 1
        self.states[record["state"]] += 1
        for name, given in record["tasks"].items():
            self.tasks.setdefault(name, TaskTally()).add(given["score"], given["points"])
        if len(self.records) < KEPT:
            self.records[student] = record
        if record["state"] in FAILED:
            self.failed.append(student)
            if len(self.failures) < KEPT:
                self.failures[student] = record

    @property
    def is_complete(self):
        """Is every record kept?"""
        return self.count == len(self.records)
