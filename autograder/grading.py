"""Grading one submission: run its cells in a sandbox, judge what comes back."""

import re
import time
from collections import Counter
from dataclasses import dataclass, field

from autograder.matching import Step
from autograder.outputs import Sanitiser
from autograder.sandbox import parent
from autograder.sandbox.parent import Lost, SandboxError
from autograder.sandbox.session import Ended, Session
from helpers.checks import grade
from helpers.checks.paper import PUBLIC_SEED, paper_for

GRADED = "graded"
LATE = "time limit"
ENDED = "ended early"
REJECTED = "not readable"
FAULT = "check failed"
GAVE_UP = "not graded"
STATES = (GRADED, LATE, ENDED, REJECTED, FAULT, GAVE_UP)
FAILED = (ENDED, REJECTED, FAULT, GAVE_UP)
# Nothing of these ran.
UNGRADED = (REJECTED, GAVE_UP)


@dataclass
class Result:
    """What grading a submission gave.

    steps: the cells in the order in which they ran; outputs: for each, what it showed, sanitised;
    at: for each check step its report; shown: for some of them one to be shown in its place, which
    tells nothing of the secret questions; reports: for each check cell's name the one that counts;
    seconds: {task: how long its checks took}, by our clock.
    """

    steps: list
    state: str = GRADED
    reason: str = ""
    outputs: list = field(default_factory=list)
    at: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)
    reports: dict = field(default_factory=dict)
    seconds: Counter = field(default_factory=Counter)
    sanitiser: Sanitiser = field(default_factory=Sanitiser)

    def flag(self, state, reason):
        """Record that something went wrong; of the gravest state the first reason stays."""
        if STATES.index(state) > STATES.index(self.state):
            self.state, self.reason = state, reason

    @property
    def scores(self):
        """{name of a check cell: points earned}."""
        return {name: report.score for name, report in self.reports.items()}

    @property
    def why(self):
        """One line: what went wrong, else the first sentence of the first diagnosis."""
        texts = [self.reason, *(report.why for report in self.reports.values())]
        return first_sentence(next(filter(None, texts), ""))


def first_sentence(text):
    """Return the first sentence of a text, on one line."""
    line = " ".join(str(text).split())
    return re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0]


@dataclass(frozen=True)
class Grader:
    """Grades submissions of one assignment, each in a process of its own.

    Those are forked by a warm parent, which each process that grades has for itself.
    """

    assignment: object
    seed: int
    limits: object
    isolation: str = "bubblewrap"

    def grade(self, steps):
        """Return the `Result` of a submission's steps.

        Raises:
            SandboxError, Missing: if no sandbox can be had, which is no fault of the student's.
        """
        try:
            result = self._run(steps)
        except SandboxError:
            result = self._run_again(steps)
        self._judge_the_rest(result)
        return result

    def _session(self):
        modules = self.assignment.modules
        return Session(parent.of_this_process(self.isolation, modules), self.limits)

    def _run(self, steps):
        result = Result(steps, outputs=[[] for _ in steps])
        with self._session() as session:
            for position, step in enumerate(steps):
                try:
                    self._take(session, result, position, step)
                except Ended as end:
                    result.flag(ENDED, str(end))
                    break
            else:
                self._ask_publicly(session, result)
        return result

    def _run_again(self, steps):
        """What did not start, or was lost, may have been killed by anybody: so a second time.

        If it is lost again, then by what this submission does.
        """
        try:
            return self._run(steps)
        except Lost as loss:
            result = Result(steps, outputs=[[] for _ in steps])
            result.flag(ENDED, f"twice {loss}")
            return result

    def reject(self, reason, state=REJECTED):
        """Return the `Result` of a submission that can't be read: the untouched cells, and why."""
        steps = [Step(cell, None) for cell in self.assignment.cells]
        result = Result(steps, state, reason, [[] for _ in steps])
        self._judge_the_rest(result)
        return result

    def _take(self, session, result, position, step):
        if step.asks:
            report = self._ask(session, result, step.known.question, position)
            self._keep(result, position, step.known.name, report)
        elif step.is_code:
            ran = session.run_cell(step.source)
            result.outputs[position] = result.sanitiser.outputs(ran.outputs, position + 1)
            if ran.late:
                result.flag(LATE, f"a cell did not finish in {self._patience()}")

    def _ask(self, session, result, question, position):
        task, paper = question.task, paper_for(question.task, self.seed)
        started = time.perf_counter()
        ran = session.run_check(task.driver, question.argument, paper.questions, task.after)
        result.seconds[task.name] += time.perf_counter() - started
        if ran.late:
            result.flag(LATE, f"`{question.task.name}` did not finish in {self._patience()}")
            message = f"not finished in {self._patience()}"
            return self._failed(question, "TimeLimit", message, result, position)
        if ran.answers is None:
            message = "what came back could not be read; is it very large?"
            return self._failed(question, "NoAnswer", message, result, position)
        return self._judged(question, ran, result, position)

    def _ask_publicly(self, session, result):
        """Put the public questions to functions whose mistake is unknown, once all scores stand.

        What comes of it may be shown as it is, if it tells the same about each property.
        """
        for position, report in result.at.items():
            if not any(line.counterexample for line in report.lines):
                continue
            try:
                public = self._publicly(session, result.steps[position].known.question)
            except SandboxError:
                raise
            except Exception:  # a counterexample is a help: what fails here costs nothing
                continue
            if [line.held for line in public.lines] == [line.held for line in report.lines]:
                result.shown[position] = public

    def _publicly(self, session, question):
        lost = []

        def ask(questions):
            try:
                return session.run_check(question.task.driver, question.argument, questions).answers
            except SandboxError as loss:
                lost.append(loss)
                raise

        paper = paper_for(question.task, PUBLIC_SEED)
        answers = ask(paper.questions)
        if answers is None:
            raise ValueError("no answers")
        report = grade(paper, answers, ask=ask)
        if lost:  # which the search for a simpler call has survived
            raise lost[0]
        return report

    def _patience(self):
        return f"{self.limits.cpu:g} seconds"

    def _keep(self, result, position, name, report):
        result.at[position] = report
        kept = result.reports.get(name)
        if kept is None or report.score > kept.score:
            result.reports[name] = report

    def _judged(self, question, ran, result, position):
        paper = paper_for(question.task, self.seed)
        unfinished = self._unfinished(question.task, result)
        try:
            return grade(paper, ran.answers, unfinished=unfinished, calls=ran.calls.__contains__)
        except Exception as error:  # a check that fails on strange answers must not end the run
            result.flag(FAULT, f"judging `{question.task.name}` raised {type(error).__name__}")
            message = "the check could not judge this"
            return self._failed(question, "CheckFailed", message, result, position)

    def _failed(self, question, kind, message, result, position):
        error = {"error": {"type": kind, "message": message, "line": None}}
        paper = paper_for(question.task, self.seed)
        answers = [error for _ in paper.instances]
        report = grade(paper, answers, unfinished=self._unfinished(question.task, result))
        result.shown[position] = report
        return report

    def _unfinished(self, task, result):
        """The tasks that this one builds on and that are not finished, as `Checker` has it."""
        reports = {r.task.name: r for r in result.reports.values()}
        earlier = [reports.get(name) for name in task.after]
        return tuple(r.task.name for r in earlier if r is not None and r.score < r.points)

    def _judge_the_rest(self, result):
        for position, step in enumerate(result.steps):
            if step.asks and position not in result.at:
                message = f"the check was not reached: {result.reason}"
                report = self._failed(step.known.question, "NotRun", message, result, position)
                self._keep(result, position, step.known.name, report)
