"""Every task of every exercise, and how well its check tells right from wrong."""

import functools
from typing import NamedTuple

import pytest

import helpers.checks
from helpers.checks.paper import PUBLIC_SEED, paper_for

SEEDS = (PUBLIC_SEED, 0, 1, 2, 3, 4)
TASKS = {
    f"{slug}:{name}": task
    for slug in helpers.checks.slugs()
    for name, task in helpers.checks.load(slug).tasks.items()
}

each_task = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))


def each_mistake_of_each_task():
    """Parametrise a test over (task, mistake)."""
    pairs = {f"{id}:{m.name}": (task, m) for id, task in TASKS.items() for m in task.mistakes}
    return pytest.mark.parametrize(("task", "mistake"), pairs.values(), ids=list(pairs))


def report_on(task, answers, seed=PUBLIC_SEED):
    """Return the report on answers to the task's paper for a seed."""
    return helpers.checks.grade(paper_for(task, seed), answers)


def report_for(task, function, seed=PUBLIC_SEED):
    """Return the report on a function."""
    return report_on(task, paper_for(task, seed).answers_of(function), seed)


def sentences(report):
    """Return the diagnoses that a report gives."""
    return [line.sentence for line in report.lines if line.sentence]


class Quality(NamedTuple):
    """What a check does with its own mistakes and equivalents, over some seeds.

    unnoticed: mistakes that got full marks; confused: mistakes that did not get their own
    sentence, and only it; refused: right solutions that lost points. Each entry says which.
    """

    unnoticed: list
    confused: list
    refused: list


@functools.cache
def quality(task, seeds=SEEDS):
    """Return the `Quality` of a task's check over the given seeds."""
    found = Quality([], [], [])
    for seed in seeds:
        for mistake, answers in paper_for(task, seed).mistakes:
            report = report_on(task, answers, seed)
            if report.score >= report.points:
                found.unnoticed.append((mistake.name, seed))
            if sentences(report) != [mistake.sentence]:
                found.confused.append((mistake.name, seed, sentences(report)))
        for right in (task.reference, *task.equivalents):
            report = report_for(task, right, seed)
            if report.score != report.points:
                found.refused.append((right.__name__, seed, str(report)))
    return found
