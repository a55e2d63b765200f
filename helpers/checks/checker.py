"""What `check` is in an exercise's notebook."""

import functools

from helpers.checks import drivers
from helpers.checks.drivers.calls import may_call
from helpers.checks.drivers.surroundings import text_of
from helpers.checks.grading import grade
from helpers.checks.hints import Hints
from helpers.checks.paper import PUBLIC_SEED, paper_for
from helpers.checks.progress import Progress
from helpers.checks.report import Report
from helpers.checks.waiting import announced

# The name of the task that is being checked: a function that calls its own check would never end.
_UNDER_WAY = []
_ALREADY = "`{}` is being checked already; no function can wait for its own check."
_ONE = "`check.{0}` looks at one thing, and got {1}: write `check.{0}({0})`."
_BROKEN = (
    "The check itself could not run: {}. Was something that it needs, a function of NumPy perhaps, "
    "given another meaning in this notebook? Restart the kernel and run all cells."
)


class Checker:
    """Checks the tasks of one exercise: ``check.NAME(what you wrote)`` returns a report.

    tasks: {name: task}; written: {name: points} of the questions that a person grades.
    `hint` gives hints, see `Hints`.
    """

    def __init__(self, tasks, written):
        self.tasks, self.written = tasks, written
        self.hint = Hints(tasks)
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

    def progress(self):
        """Return the list of tasks with what is done, a `Progress`."""
        return Progress(tuple(self.tasks.values()), dict(self._reports), self.written)

    def _check(self, task, *handed):
        if task.missing:
            return Report.untried(task, (task.missing,))
        if _UNDER_WAY:
            return Report.untried(task, (_ALREADY.format(*_UNDER_WAY),))
        if len(handed) != 1:
            return Report.untried(task, (_ONE.format(task.name, len(handed)),))
        _UNDER_WAY.append(task.name)
        try:
            report = self._report(task, *handed)
        except KeyboardInterrupt as stopped:
            raise stopped.with_traceback(_of_the_student(stopped.__traceback__)) from None
        except Exception as error:
            report = Report.untried(task, (_BROKEN.format(text_of(error)),))
        finally:
            _UNDER_WAY.clear()
        self._reports[task.name] = report
        return report

    def _report(self, task, student):
        paper = paper_for(task, PUBLIC_SEED)
        ask = functools.partial(drivers.run, task.driver, student)
        with announced(task.name):
            answers, calls = ask(paper.questions), functools.partial(may_call, student)
            return grade(paper, answers, unfinished=self._unfinished(task), calls=calls, ask=ask)

    def _unfinished(self, task):
        """Return the tasks that this one builds on and that were not finished when last checked."""
        reports = [self._reports.get(name) for name in task.after]
        return tuple(r.task.name for r in reports if r is not None and r.score < r.points)


def _of_the_student(trace):
    """Return a traceback from the student's first line on: it shows where the loop is."""
    while trace and trace.tb_frame.f_globals.get("__name__", "").startswith("helpers.checks"):
        trace = trace.tb_next
    return trace
