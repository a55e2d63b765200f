"""Every task of every exercise, to parametrise tests over."""

import pytest

import helpers.checks
from helpers.checks.choice import Choice
from tools.quality.measure import SEEDS, report_for, report_on, sentences

__all__ = [
    "CHOICES",
    "FUNCTIONS",
    "SEEDS",
    "SLUGS",
    "TASKS",
    "each_choice",
    "each_function",
    "each_mistake_of_each_task",
    "each_task",
    "report_for",
    "report_on",
    "sentences",
]
SLUGS = {
    task: slug
    for slug in helpers.checks.slugs()
    for task in helpers.checks.load(slug).tasks.values()
}
TASKS = {f"{slug}:{task.name}": task for task, slug in SLUGS.items()}

CHOICES = {name: task for name, task in TASKS.items() if isinstance(task, Choice)}
FUNCTIONS = {name: task for name, task in TASKS.items() if name not in CHOICES}

each_task = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
each_choice = pytest.mark.parametrize("task", CHOICES.values(), ids=list(CHOICES))
each_function = pytest.mark.parametrize("task", FUNCTIONS.values(), ids=list(FUNCTIONS))


def each_mistake_of_each_task():
    """Parametrise a test over (task, mistake), the variants of a mistake too."""
    pairs = {
        f"{id}:{m.name}{number or ''}": (task, version)
        for id, task in TASKS.items()
        for m in task.mistakes
        for number, version in enumerate(m.versions)
    }
    return pytest.mark.parametrize(("task", "mistake"), pairs.values(), ids=list(pairs))
