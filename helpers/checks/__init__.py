"""The checks of the exercises.

In an exercise notebook::

    check = helpers.checks.load("06-backpropagation")
    check.dense_backward(dense_backward)

The call runs the student's function on the task's instances and returns a `Report`. It never
raises on account of what the student wrote.
"""

import functools
import importlib
import pkgutil

from helpers.checks import tasks as _tasks
from helpers.checks.grading import grade
from helpers.checks.paper import PUBLIC_SEED, paper_for


def load(slug):
    """Return the `Checker` of an exercise, for example "06-backpropagation".

    Raises:
        ValueError: if there is no such exercise; the message lists those there are.
    """
    if slug not in slugs():
        raise ValueError(f"no exercise is called {slug!r}; there are {', '.join(slugs())}")
    module = importlib.import_module(f"{_tasks.__name__}.{_module_name(slug)}")
    return Checker({task.name: task for task in module.TASKS})


def slugs():
    """Return the names of all exercises, in the book's order."""
    names = [m.name for m in pkgutil.iter_modules(_tasks.__path__)]
    return sorted(n.removeprefix("ch").replace("_", "-") for n in names if n.startswith("ch"))


def _module_name(slug):
    return "ch" + slug.replace("-", "_")


class Checker:
    """Checks the tasks of one exercise: ``check.NAME(what you wrote)`` returns a report."""

    def __init__(self, tasks):
        self.tasks = tasks
        self._reports = {}

    def __getattr__(self, name):
        tasks = self.__dict__.get("tasks", {})
        if name not in tasks:
            raise AttributeError(f"no task is called {name!r}; there are {', '.join(tasks)}")
        return functools.partial(self._check, tasks[name])

    def __dir__(self):
        return [*super().__dir__(), *self.tasks]

    def finished(self, *names):
        """Say whether the last check of each of these tasks found nothing left to do."""
        reports = [self._reports.get(name) for name in names]
        return all(report is not None and report.score == report.points for report in reports)

    def _check(self, task, student):
        paper = paper_for(task, PUBLIC_SEED)
        report = grade(paper, paper.answers_of(student), unfinished=self._unfinished(task))
        self._reports[task.name] = report
        return report

    def _unfinished(self, task):
        """Return the tasks that this one builds on and that were not finished when last checked."""
        reports = [self._reports.get(name) for name in task.after]
        return tuple(r.task.name for r in reports if r is not None and r.score < r.points)
