"""Where the time goes while one submission after the other is graded, part by part."""

import contextlib
import io
import multiprocessing
import statistics
import time

from autograder import autograded, engine, grading, intake, matching
from autograder.gradebook import Gradebook
from autograder.sandbox.inside import stand_in, warm_up
from autograder.sandbox.session import Session
from helpers.checks.drivers import run as run_driver
from helpers.checks.paper import paper_for

# The functions that are timed, in the order in which a submission meets them.
PARTS = {
    "read the file": (intake, "submission"),
    "parse it": (intake.Submission, "cells"),
    "match its cells": (matching, "steps"),
    "fork a process, until it is ready": (Session, "__init__"),
    "run its cells": (Session, "run_cell"),
    "run the checks there": (Session, "run_check"),
    "end the process": (Session, "close"),
    "judge what came back": (grading, "grade"),
    "build the autograded notebook": (autograded, "build"),
    "write it as bytes": (autograded, "content"),
    "write the gradebook": (Gradebook, "write"),
    "write the files": (autograded, "write"),
}


def of(desk, students):
    """Grade students in this process; return {part: milliseconds of one submission} and "all"."""
    desk.store([_graded(desk, students[0])])  # imports, the warm parent, the secret paper
    seconds = dict.fromkeys(PARTS, 0.0)
    undo = [_time(seconds, part, *place) for part, place in PARTS.items()]
    started = time.perf_counter()
    try:
        desk.store([_graded(desk, student) for student in students])
    finally:
        for put_back in undo:
            put_back()
    seconds["all"] = time.perf_counter() - started
    return {part: 1000 * value / len(students) for part, value in seconds.items()}


def _graded(desk, student):
    return engine.grade(desk.exam, intake.submission(desk.course, student, desk.slug))


def _time(seconds, part, owner, name):
    function = getattr(owner, name)

    def timed(*args, **kwargs):
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            seconds[part] += time.perf_counter() - started

    setattr(owner, name, timed)
    return lambda: setattr(owner, name, function)


def students_own(desk, students):
    """Return the milliseconds that a submission's code takes, in a process that is warm already.

    Its cells are executed plainly and its functions called with the paper's questions: no
    sandbox, no IPython, nothing that goes over a wire.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_own, [desk.assignment.modules, [_work(desk, s) for s in students]])


def _work(desk, student):
    cells = intake.submission(desk.course, student, desk.slug).cells(desk.slug)
    return [_deed(desk, s) for s in matching.steps(desk.assignment, cells) if s.is_code]


def _deed(desk, step):
    """Return a cell's source, or what a check asks: a driver, a name, questions."""
    if not step.asks:
        return step.source
    question = step.known.question
    questions = paper_for(question.task, desk.exam.seed).questions
    return question.task.driver, question.argument["name"], questions


def _own(modules, works):
    stand_in.install()
    warm_up.imports(modules)
    with contextlib.redirect_stdout(io.StringIO()):
        for _ in range(2):  # what is used for the first time is not the student's doing
            times = [_do(work) for work in works]
    return 1000 * statistics.fmean(times)


def _do(deeds):
    names = {"__name__": "__main__"}
    compiled = [compile(d, "<cell>", "exec") if type(d) is str else d for d in deeds]
    started = time.perf_counter()
    for deed in compiled:
        if type(deed) is tuple:
            driver, name, questions = deed
            run_driver(driver, names[name], questions)
        else:
            exec(deed, names)
    return time.perf_counter() - started
