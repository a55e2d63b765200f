"""Grading a class: every submission of an assignment, by as many workers as there are."""

import contextlib
import functools
import itertools
import os
import time
from dataclasses import dataclass

import nbformat

import helpers.checks
from autograder import assignment as assignments
from autograder import autograded, cluster, engine, files, intake, resume, table, times, versions
from autograder.course import CourseError
from autograder.events import Silence
from autograder.exam import Exam
from autograder.gradebook import Gradebook
from autograder.sandbox.limits import Limits
from autograder.seed import seed_of
from autograder.tally import Tally

# Of fewer submissions, starting more workers takes longer than it saves.
FEW = 10
# Results that are written at once, and for how many seconds they may wait for it.
BATCH, SECONDS = 100, 1.0


@dataclass(frozen=True)
class Desk:
    """Everything that grading an assignment needs."""

    course: object
    gradebook: Gradebook
    exam: Exam

    @property
    def slug(self):
        return self.exam.slug

    @functools.cached_property
    def assignment(self):
        """The assignment's cells."""
        return self.exam.assignment()

    def grade(self, student):
        """Grade one student's submission, store what it gave, and return its record."""
        graded = engine.grade(self.exam, intake.submission(self.course, student, self.slug))
        self.store([graded])
        return graded.record

    def store(self, batch):
        """Write what grading gave, a list of `engine.Graded`: the gradebook first.

        A notebook that is there says that its scores are there, too. Who has a name that no
        student has stays out of both.
        """
        batch = [graded for graded in batch if intake.STUDENT.fullmatch(graded.student)]
        self.gradebook.write(self.slug, [graded.marks for graded in batch])
        for graded in batch:
            path = self.course.autograded_notebook(graded.student, self.slug)
            autograded.write(path, graded.notebook, graded.marks.moment)
        times.add(self.course.times(self.slug), batch)


def desk(course, slug, *, limits=None, isolation="bubblewrap", db=None, load=helpers.checks.load):
    """Return the `Desk` of an assignment, after everything that could stop a run was looked at.

    db: see `Gradebook`.

    Raises:
        CourseError: if the assignment can't be graded.
    """
    course.require(slug)
    limits = limits or Limits()
    gradebook = Gradebook(course, db)
    tasks = _tasks(slug, load)
    assignments.parse(slug, assignments.read(course.source(slug)), tasks)
    release = gradebook.release(slug)
    assignments.parse(slug, release, tasks)
    with_what = tuple(versions.here(slug).items())
    seed = seed_of(course, slug)
    exam = Exam(slug, nbformat.writes(release), seed, limits, isolation, load, with_what)
    return Desk(course, gradebook, exam)


@contextlib.contextmanager
def alone(course, slug):
    """See to it that nobody else grades an assignment meanwhile.

    Raises:
        CourseError: if somebody does.
    """
    course.require(slug)
    path = course.lock(slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(files.locked(path))
        except BlockingIOError:
            raise CourseError(
                f"{slug} is being graded already, by another `autograder grade`: wait for its end"
            ) from None
        yield


def grade_class(desk, screen, events=None, *, workers=1, scheduler=None, again=False):
    """Grade all submissions of an assignment and return their `Tally`.

    events: `events.Lines` that are told of each submission; workers: how many processes, None for
    as many as there are cores; scheduler: the address of a Dask cluster that is there already;
    again: grade also what is graded already and unchanged since.

    Raises:
        CourseError: if the gradebook can't be written, or the cluster fails.
        SandboxError, Missing: if there is no sandbox.
    """
    students = intake.students(desk.course, desk.slug)
    events = events or Silence()
    events.tell("start", assignment=desk.slug, submissions=len(students))
    with table.progress(screen) as bar:
        run = _Run(desk, table.Line(bar, desk.slug, len(students)), events)
        pending = resume.pending(desk, students, again, run.skip)
        with contextlib.closing(_graded(desk.exam, pending, workers, scheduler)) as stream:
            run.take(stream)
    return run.tally


class _Run:
    """Takes what is graded, as it comes, stores it, and tells of it."""

    def __init__(self, desk, progress, events):
        self.desk, self.progress, self.events = desk, progress, events
        self.tally = Tally(desk.assignment)
        self._batch, self._stored = [], time.monotonic()

    def take(self, stream):
        """Store everything that a stream gives. Whatever stops it, what was graded is kept."""
        try:
            for graded in stream:
                self._batch.append(graded)
                if len(self._batch) >= BATCH or time.monotonic() - self._stored > SECONDS:
                    self._store()
        finally:
            self._store()

    def skip(self, student, record):
        """Count work that was graded before, or, without a record, is there no more."""
        if record:
            self.tally.skipped += 1
            self._count("skipped", student, record)
        else:
            self.progress.lose()

    def _store(self):
        batch, self._batch, self._stored = self._batch, [], time.monotonic()
        self.desk.store(batch)
        for graded in batch:
            self._count("graded", graded.student, graded.record)

    def _count(self, event, student, record):
        self.tally.add(student, record)
        self.progress.update(self.tally)
        self.events.graded(event, student, record, self.tally.count, self.progress.total)


def _graded(exam, pending, workers, scheduler):
    """Yield the `engine.Graded` of what is pending, by a cluster or by this process."""
    if scheduler:
        opened = cluster.existing(scheduler)
    else:
        first = list(itertools.islice(pending, max(FEW, workers or 0)))
        pending = itertools.chain(first, pending)
        wanted = min(workers, len(first)) if workers else _all_cores(len(first))
        if wanted <= 1:
            for submission, made_from in pending:
                yield engine.grade(exam, submission, made_from)
            return
        opened = cluster.local(wanted)
    with opened as client:
        yield from cluster.graded(client, exam, pending)


def _all_cores(submissions):
    return 1 if submissions < FEW else len(os.sched_getaffinity(0))


def _tasks(slug, load):
    try:
        tasks = load(slug).tasks
    except ValueError as error:
        raise CourseError(str(error)) from None
    if missing := next((task.missing for task in tasks.values() if task.missing), ""):
        raise CourseError(f"{slug}: {missing}")
    return tasks
