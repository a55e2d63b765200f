"""Whatever the seed: right work is never refused, and mistakes are told the same sentence.

Two processes share each task's papers, so that all tasks together take minutes.
"""

import itertools
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

import helpers.checks
from helpers.checks.paper import PUBLIC_SEED, paper_for
from tests.checks.cases import SLUGS, each_task
from tools.quality import measure

pytestmark = pytest.mark.long
PROCESSES = 2
RIGHT, FIRST = 1_000, 1_000
# Calls of wrong functions, a task: what has many instances or mistakes is tried on fewer papers.
WRONG_CALLS = 6_000


@pytest.fixture(scope="module")
def pool():
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as processes:
        yield processes


def everything(pool, function, task, count):
    """Return what a function of (slug, name, seeds) finds on `count` papers of a task."""
    parts = [range(FIRST + start, FIRST + count, PROCESSES) for start in range(PROCESSES)]
    found = pool.map(function, *zip(*((SLUGS[task], task.name, p) for p in parts), strict=True))
    return list(itertools.chain.from_iterable(found))


def refused(slug, name, seeds):
    task = helpers.checks.load(slug).tasks[name]
    return [entry for seed in seeds for entry in measure.refused(task, seed)]


def misjudged(slug, name, seeds):
    found = measure.verdicts(helpers.checks.load(slug).tasks[name], tuple(seeds))
    return [*found.unnoticed, *found.confused]


@each_task
def test_a_thousand_papers_refuse_no_right_solution(task, pool):
    assert everything(pool, refused, task, RIGHT) == []


@each_task
def test_every_paper_tells_mistakes_alike(task, pool):
    calls = len(task.mistakes) * len(paper_for(task, PUBLIC_SEED).instances)
    assert everything(pool, misjudged, task, max(20, min(200, WRONG_CALLS // calls))) == []
