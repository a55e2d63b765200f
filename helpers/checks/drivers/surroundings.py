"""What a call may disturb around it, kept apart and put right afterwards.

A student's function may print, warn, call `np.seterr`, or give `np.sum` and `len` new meanings
while it runs. None of it outlives the call.
"""

import builtins
import contextlib
import io
import itertools
import math
import operator
import sys
import warnings

import numpy as np

from helpers.checks.drivers.plain import MAX_TEXT
from helpers.checks.drivers.stop import STOPS

MAX_WARNINGS = 5
_NUMPY_DEFAULTS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
_MODULES = {}
_GUARDED = tuple(vars(module) for module in (builtins, math, np, np.linalg, np.random))


def _all_same(names, before, *, _all=all, _map=map, _is=operator.is_):
    return _all(_map(_is, names.values(), before.values()))


class Heard:
    """What was printed and warned of during a call, both cut off where it is too much."""

    def __init__(self):
        self.printed = _Capped()
        self.warnings = []

    def warn(self, message, *where, **more):
        """Keep a warning that was not given before."""
        text = " ".join(str(message)[:MAX_TEXT].split())
        if len(self.warnings) < MAX_WARNINGS and text not in self.warnings:
            self.warnings.append(text)


@contextlib.contextmanager
def quiet():
    """Keep what is printed and warned of from the notebook; give NumPy its usual error state."""
    heard = Heard()
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(heard.printed),
        contextlib.redirect_stderr(heard.printed),
        np.errstate(**_NUMPY_DEFAULTS),  # whatever np.seterr the notebook has called
    ):
        warnings.simplefilter("always")
        warnings.showwarning = heard.warn
        yield heard


class Unpatched:
    """Undo what is changed meanwhile in Python's builtins, in `math`, and in NumPy's modules.

    The same for `sys.stdout`, `sys.stderr` and the recursion limit. Put back is what was changed
    or deleted; what was added may stay. A class, and no generator: when it ends, no builtin can
    be relied on, only syntax and methods.
    """

    def __enter__(self):
        self.kept = [(names, names.copy()) for names in _GUARDED]
        self.streams = sys.stdout, sys.stderr
        self.limit, self.set_limit = sys.getrecursionlimit(), sys.setrecursionlimit

    def __exit__(self, *error):
        for names, before in self.kept:
            if names.__len__() < before.__len__() or not _all_same(names, before):
                names.update(before)
        sys.stdout, sys.stderr = self.streams
        self.set_limit(self.limit)


@contextlib.contextmanager
def modules_kept():
    """Put back the modules that are deleted from `sys.modules` meanwhile.

    Unless as many are imported. To look at a thousand modules costs a fresh process more than
    most checks do, to count them nothing.
    """
    _remember()
    try:
        yield
    finally:
        if len(sys.modules) < len(_MODULES):
            for name in _MODULES.keys() - sys.modules.keys():
                sys.modules[name] = _MODULES[name]


def _remember():
    """Bring `_MODULES` up to date, where the last that came are the last in `sys.modules`."""
    new = len(sys.modules) - len(_MODULES)
    if new < 0:
        _MODULES.clear()
        new = len(sys.modules)
    for name in list(itertools.islice(reversed(sys.modules), new)):
        _MODULES[name] = sys.modules[name]


def text_of(error):
    """Return an exception's ``str`` on one line, '' where that fails."""
    try:
        with Unpatched():
            text = str(error)
        return " ".join(text[:MAX_TEXT].split())
    except STOPS:
        raise
    except BaseException:
        return ""


class _Capped(io.TextIOBase):
    """Keeps the first `MAX_TEXT` characters that are printed and drops the rest."""

    encoding = "utf-8"
    text = ""

    def write(self, text):
        self.text = (self.text + text)[:MAX_TEXT]
        return len(text)
