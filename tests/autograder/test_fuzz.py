"""Whatever a file holds, it is rejected with a reason or becomes a notebook that can be graded."""

import contextlib
import copy
import json
import pickle
import random
import re
import signal
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest

import helpers.checks
from autograder import autograded, marks, matching
from autograder.assignment import parse
from autograder.grading import Result
from autograder.intake import MAX_BYTES, Rejected, Submission
from autograder.matching import LOCKED
from autograder.sample_class import classes
from autograder.sample_class.copy import Copy
from helpers.checks.report import Report
from tests.autograder import tiny
from tests.autograder.mutations import FILES, TREES, mutated, written

ROOT = Path(__file__).parents[2]
REAL = "06-backpropagation"
# Of CPU time: far more than any takes.
SECONDS = 20
TAG = re.compile(r"<[A-Za-z/!?]")


@contextlib.contextmanager
def no_longer_than(seconds):
    def late(*_):
        raise TimeoutError(f"not done in {seconds} seconds of CPU time")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="module")
def exercises():
    """Return [(assignment, honest submissions)]: the tiny one, and a real one with its class."""
    small = tiny.notebook()
    release = nbformat.read(ROOT / "exercises" / REAL / f"{REAL}.ipynb", as_version=4)
    source = nbformat.read(ROOT / "solutions" / REAL / f"{REAL}.ipynb", as_version=4)
    works = []
    for sample in classes()[REAL][:8]:
        work = Copy(release, source)
        works.append(json.loads(sample.make(work) or work.text()))
    tasks = helpers.checks.load(REAL).tasks
    return [
        (parse(tiny.SLUG, small, tiny.TASKS), [json.loads(nbformat.writes(small))]),
        (parse(REAL, release, tasks), works),
    ]


def judged(steps):
    """Return a `Result` in which every check was asked, without a sandbox."""
    result = Result(steps, outputs=[[] for _ in steps])
    for position, step in enumerate(steps):
        if step.asks:
            result.at[position] = Report.untried(step.known.question.task, ())
            result.reports.setdefault(step.known.name, result.at[position])
    return result


def require_sound_steps(assignment, steps):
    """Every check is asked, every locked cell says what the instructor wrote."""
    known = [step.known for step in steps if step.known]
    assert {c.name for c in assignment.checks} == {s.known.name for s in steps if s.asks}
    names = Counter(cell.name for cell in known if cell.name)
    for cell in assignment.named.values():
        assert cell.role == "solution" or names[cell.name], cell.name
        assert cell.role in LOCKED or names[cell.name] <= 1, cell.name
    for step in steps:
        assert not (step.known and step.known.role in LOCKED) or step.source == step.known.source


def require_sound_notebook(assignment, steps, content):
    """Jupyter opens it; nbgrader finds each graded cell once; a student's Markdown has no tag."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    nbformat.validate(notebook)
    cells = {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}
    assert len(cells) == sum("nbgrader" in c.metadata for c in notebook.cells)
    for cell in assignment.named.values():
        if cell.role in LOCKED:
            assert cells[cell.name].source == cell.source
        if cell.role != "solution":
            assert cells[cell.name].metadata.nbgrader == cell.node.metadata.nbgrader
    ours = {cell.source.strip() for cell in assignment.cells}
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.strip() not in ours:
            assert not TAG.search(cell.source)


def require_sound_marks(assignment, notebook):
    given = marks.of("ann", notebook, {cell.name: 0.0 for cell in assignment.checks})
    graded = {c.name for c in assignment.named.values() if c.role in ("check", "written")}
    assert set(given.scores) == graded == set(given.work)
    assert pickle.loads(pickle.dumps(given)) == given


def take_in(assignment, content):
    """Take a file through everything but the sandbox. Return the reason, or "" if it is graded."""
    if len(content) > MAX_BYTES:
        return "too long to be read"
    try:
        cells = Submission("ann", content).cells(assignment.slug)
        steps = matching.steps(assignment, cells)
    except Rejected as reason:
        text = str(reason)
        assert text.isprintable(), text
        assert 0 < len(text) < 300, text
        return text
    require_sound_steps(assignment, steps)
    notebook = autograded.build(assignment, judged(steps))
    require_sound_notebook(assignment, steps, autograded.content(notebook))
    require_sound_marks(assignment, notebook)
    return ""


def fuzz(exercises, seeds):
    """Take in one mutated submission for each seed; return {reason: how many}."""
    found = Counter()
    for seed in seeds:
        rng = random.Random(seed)
        assignment, works = rng.choice(exercises)
        content = mutated(rng, rng.choice(works))
        try:
            with no_longer_than(SECONDS):
                reason = take_in(assignment, content)
        except BaseException as error:
            error.add_note(f"seed {seed}, {len(content)} bytes: {content[:300]!r}")
            raise
        found[re.sub(r"[\d,]+", "N", reason)[:60]] += 1
        if seed % 1000 == 999:
            print(f"{seed + 1} mutated notebooks", file=sys.__stderr__)
    return found


def test_mutated_submissions_are_rejected_with_a_reason_or_can_be_graded(exercises):
    found = fuzz(exercises, range(300))
    assert found[""] > 100
    assert len(found) > 5


@pytest.mark.long
def test_twenty_thousand_mutated_submissions_are_rejected_or_can_be_graded(exercises):
    found = fuzz(exercises, range(300, 20_300))
    print(*(f"{count:6} {reason or 'can be graded'}" for reason, count in found.most_common()))
    assert sum(found.values()) == 20_000


@pytest.mark.parametrize("change", [*TREES, *FILES], ids=lambda change: change.__name__)
def test_every_mutation_alone_is_survived(exercises, change):
    for seed in range(20):
        rng = random.Random(seed)
        assignment, works = exercises[seed % 2]
        work = rng.choice(works)
        if change in TREES:
            content = written(change(rng, copy.deepcopy(work)))
        else:
            content = change(rng, written(work))
        with no_longer_than(SECONDS):
            take_in(assignment, content)
