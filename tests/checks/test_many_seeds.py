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
FIRST_SEED = 1_000
# A task with many instances, right solutions or mistakes is tried on fewer papers.
RIGHT_PAPERS, RIGHT_CALLS = 1_000, 20_000
WRONG_PAPERS, WRONG_CALLS = 200, 6_000


@pytest.fixture(scope="module")
def pool():
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as processes:
        yield processes


def everything(pool, function, task, count):
    """Return what a function of (slug, name, seeds) finds on `count` papers of a task."""
    parts = [range(FIRST_SEED + start, FIRST_SEED + count, PROCESSES) for start in range(PROCESSES)]
    found = pool.map(function, *zip(*((SLUGS[task], task.name, p) for p in parts), strict=True))
    return list(itertools.chain.from_iterable(found))


def refused(slug, name, seeds):
    task = helpers.checks.load(slug).tasks[name]
    return [entry for seed in seeds for entry in measure.refused(task, seed)]


def misjudged(slug, name, seeds):
    found = measure.verdicts(helpers.checks.load(slug).tasks[name], tuple(seeds))
    return [*found.unnoticed, *found.confused]


def papers(task, functions, most, calls):
    """Return how many papers a task is tried on, each with so many functions."""
    instances = len(paper_for(task, PUBLIC_SEED).instances)
    return max(20, min(most, calls // (instances * functions)))


@each_task
def test_no_paper_refuses_a_right_solution(task, pool):
    count = papers(task, 1 + len(task.equivalents), RIGHT_PAPERS, RIGHT_CALLS)
    assert everything(pool, refused, task, count) == []


@each_task
def test_every_paper_tells_mistakes_alike(task, pool):
    count = papers(task, len(task.mistakes), WRONG_PAPERS, WRONG_CALLS)
    assert everything(pool, misjudged, task, count) == []
