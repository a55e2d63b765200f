"""Where the answers of the modules beside this one are collected."""

from typing import NamedTuple


class Try(NamedTuple):
    """A student's answer to a task.

    score: None for an answer that is right, however unusual, and must get full marks; expected:
    a piece of each sentence that a wrong answer should get, in the report's order.
    """

    slug: str
    task: str
    function: object
    score: float | None
    expected: tuple

    @property
    def id(self):
        return f"{self.slug}:{self.task}:{self.function.__name__}"


TRIES = []


def tries(slug):
    """Return two decorators, ``wrong(task, score, *expected)`` and ``right(task)``."""

    def wrong(task, score, *expected):
        return _register(slug, task, score, expected)

    def right(task):
        return _register(slug, task, None, ())

    return wrong, right


def _register(slug, task, score, expected):
    def register(function):
        TRIES.append(Try(slug, task, function, score, expected))
        return function

    return register
