"""Run a driver over the instances of a task and collect plain answers."""

import linecache
import os
import traceback

import numpy as np

from helpers.checks.drivers.plain import MAX_TEXT, Foreign, kind_name, to_plain
from helpers.checks.drivers.stop import STOPS
from helpers.checks.drivers.surroundings import Unpatched, modules_kept, quiet, text_of
from helpers.checks.drivers.ways import WAYS

_NOT_THE_STUDENTS = (
    "helpers/checks",
    "site-packages",
    "dist-packages",
    "<frozen",
    os.path.dirname(os.__file__).replace("\\", "/"),
)


def run(driver, student, instances):
    """Return one answer, a dict of plain values, for each instance.

    driver: a name in `drivers.ways.WAYS`; student: the student's object; instances: dicts with
    "args", a list, and "kwargs", a dict, of plain values. An answer has "value" or "error"
    ({"type", "message", "line"}), and where there is something to tell "changed" (the
    arguments that the call altered), "again" (the value of a second call with the same,
    altered arguments), "printed" and "warnings". The first answer has "later": the value when
    the same is asked once more, at the end.

    Raises:
        KeyboardInterrupt, Stop: if raised meanwhile. Everything else is an answer.
    """
    with modules_kept():
        answers = [answer(driver, student, instance) for instance in instances]
        if instances and "value" in answers[0]:
            args, kwargs = _arguments(instances[0])
            answers[0]["later"] = _value(_call(WAYS[driver], student, args, kwargs))
    return answers


def answer(driver, student, instance):
    """Return the answer for one instance, as in `run`, but without "later"."""
    way = WAYS[driver]
    args, kwargs = _arguments(instance)
    found = _call(way, student, args, kwargs)
    changed = [
        str(i) for i, (a, b) in enumerate(zip(args, instance["args"], strict=True)) if _differ(a, b)
    ]
    changed += [name for name in kwargs if _differ(kwargs[name], instance["kwargs"][name])]
    if changed:
        found |= {"changed": changed, "again": _value(_call(way, student, args, kwargs))}
    return found


def _arguments(instance):
    return _copy(instance["args"]), _copy(instance["kwargs"])


def _value(answer):
    """Return an answer's value; an error in its place is `Foreign`."""
    error = answer.get("error")
    return Foreign(error["type"], error["message"]) if error else answer["value"]


def _call(way, student, args, kwargs):
    with quiet() as heard:
        try:
            with Unpatched():
                value = way(student, *args, **kwargs)
            answer = {"value": to_plain(value)}
        except STOPS:
            raise
        except BaseException as error:
            answer = {"error": _describe(error)}
    if heard.printed.text:
        answer["printed"] = heard.printed.text
    if heard.warnings:
        answer["warnings"] = heard.warnings
    return answer


def _describe(error):
    name = kind_name(type(error)).rpartition(".")[2]
    return {"type": name, "message": text_of(error), "line": _students_line(error)}


def _students_line(error):
    """Return the innermost line of the student's own code in the traceback, or None."""
    line = None
    own = BaseException.__dict__["__traceback__"].__get__(error)
    for frame, number in traceback.walk_tb(own):
        path = frame.f_code.co_filename.replace("\\", "/")
        if not any(part in path for part in _NOT_THE_STUDENTS):
            line = frame.f_code.co_filename, number, frame.f_globals
    return line and (linecache.getline(*line).strip()[:MAX_TEXT] or None)


def _copy(value):
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(_copy(item) for item in value)
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return value


def _differ(now, before):
    """Did a call change an argument? `now` may hold anything by then, even keys that raise."""
    try:
        return not _same(now, before)
    except Exception:
        return True


def _same(a, b):
    if isinstance(b, np.ndarray):
        same_kind = type(a) is np.ndarray and (a.shape, a.dtype) == (b.shape, b.dtype)
        return same_kind and a.tobytes() == b.tobytes()
    if isinstance(b, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(b, dict):
        return type(a) is dict and a.keys() == b.keys() and all(_same(a[k], b[k]) for k in b)
    return a is b or (type(a) is type(b) and a == b)
