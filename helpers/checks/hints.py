"""Hints on request, one at a time: each gives away a little more than the one before."""

import functools
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """One hint, or the news that there are no more. In Jupyter its formulas are typeset."""

    title: str
    text: str

    def __repr__(self):
        return f"{self.title.replace('`', '')}. {self.text}"

    def _repr_markdown_(self):
        return f"**{self.title}.** {self.text}"


class Hints:
    """Gives the hints of an exercise's tasks: ``hint("NAME")`` or, found by Tab, ``hint.NAME()``.

    Each call gives the next hint of that task. The call after the last one says so, and the one
    after that begins again.
    """

    def __init__(self, tasks):
        self._tasks = tasks
        self._given = Counter()

    def __call__(self, task):
        """Return the next `Hint` for a task; `task` is its name, or the function that solves it.

        Raises:
            ValueError: if there is no such task; the message lists those there are.
        """
        name = getattr(task, "__name__", task)
        if not isinstance(name, str) or name not in self._tasks:
            raise ValueError(f"no task is called {name!r}; there are {', '.join(self._tasks)}")
        hints = self._tasks[name].hints
        given = self._given[name] % (len(hints) + 1)
        self._given[name] += 1
        if given == len(hints):
            return Hint(f"No more hints for `{name}`", f"You have seen all {given}.")
        return Hint(f"Hint {given + 1} of {len(hints)} for `{name}`", hints[given])

    def __getattr__(self, name):
        tasks = self.__dict__.get("_tasks", {})
        if name not in tasks:
            raise AttributeError(f"no task is called {name!r}; there are {', '.join(tasks)}")
        return functools.partial(self, name)

    def __dir__(self):
        return [*super().__dir__(), *self._tasks]

    def __repr__(self):
        return f'check.hint("NAME") gives a hint; the names are {", ".join(self._tasks)}'


def invitation(task):
    """Return the line that says how to get a hint for a task."""
    return f'For a hint, run `check.hint("{task.name}")`.'
