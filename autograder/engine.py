"""Grading one submission as a function: bytes in, plain values out, and nothing is written.

It runs in the grader's process or in a worker's, which may stand on another machine and sees
neither the gradebook nor the course's folder.
"""

import gc
import threading
import time
from dataclasses import dataclass

from autograder import autograded, marks, matching
from autograder.grading import GAVE_UP
from autograder.intake import Rejected
from autograder.marks import Marks
from autograder.sandbox.seccomp import Missing
from autograder.sandbox.session import SandboxError

# The one grader of this process: its sandbox and its paper are made once for a class. It grades
# one submission at a time, also where a worker has many threads.
_GRADERS = {}
_ONE_AT_A_TIME = threading.RLock()


@dataclass(frozen=True)
class Graded:
    """What became of a submission.

    record: plain JSON, see `autograded.record`; notebook: the bytes of the autograded notebook;
    marks: what the gradebook needs; seconds: how long it took; task_seconds: {task: how long its
    checks took}, all by this side's clock.
    """

    student: str
    record: dict
    notebook: bytes
    marks: Marks
    seconds: float
    task_seconds: dict


def grade(exam, submission, made_from=""):
    """Return the `Graded` of an `intake.Submission`. Whatever is in it, nothing is raised for it.

    made_from: what its notebook says that it was made from, see `resume`.

    Raises:
        SandboxError, Missing: if no sandbox can be had here.
        OtherVersions: if this process would not grade like the one that asks.
    """
    with _ONE_AT_A_TIME:
        grader = _grader(exam)
        started = time.perf_counter()
        try:
            result = _result(grader, submission)
        except (SandboxError, Missing):
            raise
        except Exception as error:
            reason = f"grading raised {type(error).__name__}: {error}"
            return give_up(exam, submission, reason[:500])
        seconds = time.perf_counter() - started
        return _graded(grader, submission, result, made_from, seconds)


def grade_all(exam, pairs):
    """Return the `Graded` of pairs (submission, made_from)."""
    return [grade(exam, *pair) for pair in pairs]


def give_up(exam, submission, reason):
    """Return the `Graded` of a submission that grading did not survive.

    Its notebook does not say what it was made from, so the next run tries again.
    """
    grader = _grader(exam)
    return _graded(grader, submission, grader.reject(reason, GAVE_UP), "", 0.0)


def _grader(exam):
    if exam not in _GRADERS:
        _GRADERS.clear()
        _GRADERS[exam] = exam.grader()
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # what stays anyway need not be looked through for garbage again and again
    return _GRADERS[exam]


def _result(grader, submission):
    assignment = grader.assignment
    try:
        steps = matching.steps(assignment, submission.cells(assignment.slug))
    except Rejected as reason:
        return grader.reject(str(reason))
    return grader.grade(steps)


def _graded(grader, submission, result, made_from, seconds):
    student, notebook = submission.student, autograded.build(grader.assignment, result, made_from)
    given = marks.of(student, notebook, result.scores, submission.moment)
    content, record = autograded.content(notebook), autograded.record(result)
    return Graded(student, record, content, given, seconds, dict(result.seconds))
