"""The tiny tasks, but one answer kills the worker that judges it."""

import os
import signal
from dataclasses import replace
from types import SimpleNamespace

from distributed import get_worker

from helpers.checks.judge import near
from tests.autograder import tiny

ANSWER = 1234.5


def judge(got, expected):
    """Return what `near` does. Outside of a worker nothing happens."""
    if got == ANSWER:
        get_worker()
        os.kill(os.getpid(), signal.SIGKILL)
    return near(got, expected)


def load(slug):
    """Stand for `helpers.checks.load`."""
    total = tiny.TASKS["total"]
    properties = tuple(replace(p, judge=judge) for p in total.properties)
    return SimpleNamespace(tasks=tiny.TASKS | {"total": replace(total, properties=properties)})
