"""A paper: one task's instances for one seed, with the answers that are right and wrong."""

import functools
import zlib
from dataclasses import dataclass

import numpy as np

from helpers.checks import drivers
from helpers.checks.answers import Answers
from helpers.checks.pairs import pairs_of
from helpers.checks.task import Task

# Everybody practises on the same instances; grading draws its own seed.
PUBLIC_SEED = 20


@dataclass(frozen=True)
class Paper:
    """The instances of a task for one seed; answers are computed once and kept."""

    task: Task
    instances: tuple

    @functools.cached_property
    def questions(self):
        """What a driver is given: a dict with "args" and "kwargs" for each instance."""
        return [{"args": list(i.args), "kwargs": i.kwargs} for i in self.instances]

    @functools.cached_property
    def expected(self):
        """The reference's `Answers`."""
        return Answers(self.task, self.task.reference, self.questions)

    @functools.cached_property
    def mistakes(self):
        """Pairs (mistake, its `Answers`) of all versions, in the order of their declaration."""
        task, questions = self.task, self.questions
        versions = (version for mistake in task.mistakes for version in mistake.versions)
        return [(v, Answers(task, v.apply(task.reference), questions)) for v in versions]

    @functools.cached_property
    def pairs(self):
        """The `Pair` objects of two mistakes at once; their answers are found when asked for."""
        return pairs_of(self.task, self.questions)

    def answers_of(self, function):
        """Return what the driver makes, in this process, of a function of ours or a student's."""
        return drivers.run(self.task.driver, function, self.questions)


@functools.lru_cache(maxsize=256)
def paper_for(task, seed):
    """Return the `Paper` of a task for a seed, a non-negative integer. The same every time.

    Raises:
        ImportError: without a package that the task needs. Reference and student would fail
            alike, and look equal.
    """
    if task.missing:
        raise ImportError(task.missing)
    rng = np.random.default_rng([seed, zlib.crc32(task.name.encode())])
    return Paper(task, tuple(task.inputs(rng)))
