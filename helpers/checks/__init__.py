"""The checks of the exercises.

In an exercise notebook::

    check = helpers.checks.load("06-backpropagation")
    check.dense_backward(dense_backward)

The call runs the student's function on the task's instances and returns a `Report`. It never
raises on account of what the student wrote.
"""

import importlib
import pkgutil

from helpers.checks import tasks as _tasks
from helpers.checks.checker import Checker
from helpers.checks.grading import grade

__all__ = ["Checker", "grade", "load", "slugs"]


def load(slug):
    """Return the `Checker` of an exercise, for example "06-backpropagation".

    Raises:
        ValueError: if there is no such exercise; the message lists those there are.
    """
    if slug not in slugs():
        raise ValueError(f"no exercise is called {slug!r}; there are {', '.join(slugs())}")
    module = importlib.import_module(f"{_tasks.__name__}.{_module_name(slug)}")
    return Checker({task.name: task for task in module.TASKS}, module.WRITTEN)


def slugs():
    """Return the names of all exercises, in the book's order."""
    names = [m.name for m in pkgutil.iter_modules(_tasks.__path__)]
    return sorted(n.removeprefix("ch").replace("_", "-") for n in names if n.startswith("ch"))


def _module_name(slug):
    return "ch" + slug.replace("-", "_")
