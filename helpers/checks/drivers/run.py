"""Run a driver over the instances of a task and collect plain answers."""

import contextlib
import io
import linecache
import os
import traceback
import warnings

import numpy as np

from helpers.checks.drivers.plain import MAX_TEXT, Foreign, to_plain
from helpers.checks.drivers.ways import WAYS

MAX_WARNINGS = 5
_NOT_THE_STUDENTS = (
    "helpers/checks",
    "site-packages",
    "dist-packages",
    "<frozen",
    os.path.dirname(os.__file__).replace("\\", "/"),
)
_NUMPY_DEFAULTS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


def run(driver, student, instances):
    """Return one answer, a dict of plain values, for each instance.

    driver: a name in `drivers.ways.WAYS`; student: the student's object; instances: dicts with
    "args", a list, and "kwargs", a dict, of plain values. An answer has "value" or "error"
    ({"type", "message", "line"}), and where there is something to tell "changed" (the
    arguments that the call altered), "again" (the value of a second call with the same,
    altered arguments), "printed" and "warnings".
    """
    return [_answer(WAYS[driver], student, instance) for instance in instances]


def _answer(way, student, instance):
    args, kwargs = _copy(instance["args"]), _copy(instance["kwargs"])
    answer = _call(way, student, args, kwargs)
    changed = [
        str(i)
        for i, (a, b) in enumerate(zip(args, instance["args"], strict=True))
        if not _same(a, b)
    ]
    changed += [name for name in kwargs if not _same(kwargs[name], instance["kwargs"][name])]
    if changed:
        again = _call(way, student, args, kwargs)
        error = again.get("error")
        value = Foreign(error["type"], error["message"]) if error else again["value"]
        answer |= {"changed": changed, "again": value}
    return answer


def _call(way, student, args, kwargs):
    printed = _Capped()
    with (
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stdout(printed),
        np.errstate(**_NUMPY_DEFAULTS),  # whatever np.seterr the notebook has called
    ):
        warnings.simplefilter("always")
        try:
            answer = {"value": to_plain(way(student, *args, **kwargs))}
        except (Exception, SystemExit, GeneratorExit) as error:  # but an interrupt must pass
            answer = {"error": _describe(error)}
    if printed.text:
        answer["printed"] = printed.text
    if caught:
        answer["warnings"] = [str(w.message)[:MAX_TEXT] for w in caught[:MAX_WARNINGS]]
    return answer


class _Capped(io.TextIOBase):
    """Keeps the first `MAX_TEXT` characters that are printed and drops the rest."""

    text = ""

    def write(self, text):
        self.text = (self.text + text)[:MAX_TEXT]
        return len(text)


def _describe(error):
    try:
        message = " ".join(str(error)[:MAX_TEXT].split())
    except (Exception, SystemExit):
        message = ""
    return {"type": type(error).__name__[:100], "message": message, "line": _students_line(error)}


def _students_line(error):
    """Return the innermost line of the student's own code in the traceback, or None."""
    line = None
    for frame in traceback.extract_tb(error.__traceback__):
        path = frame.filename.replace("\\", "/")
        if any(part in path for part in _NOT_THE_STUDENTS):
            continue
        line = linecache.getline(frame.filename, frame.lineno).strip() or frame.line or line
    return line and line[:MAX_TEXT]


def _copy(value):
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(_copy(item) for item in value)
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return value


def _same(a, b):
    if isinstance(b, np.ndarray):
        same_kind = type(a) is np.ndarray and (a.shape, a.dtype) == (b.shape, b.dtype)
        return same_kind and a.tobytes() == b.tobytes()
    if isinstance(b, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(b, dict):
        return type(a) is dict and a.keys() == b.keys() and all(_same(a[k], b[k]) for k in b)
    return a is b or (type(a) is type(b) and a == b)
