"""Whatever is killed, and when: the same command leaves at last what an undisturbed run leaves."""

import contextlib
import random

import psutil
import pytest
from rich.progress import track

from tests.autograder.faults import grader

pytestmark = pytest.mark.usefixtures("bwrap")
SEED = 20261120


def ended(family):
    """Are all these processes gone?"""
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in family)


def finish(course, undisturbed):
    """Run the command again, undisturbed, and compare what is left."""
    run = grader.start(course)
    assert run.end() == 1, run.said
    assert grader.left(course) == undisturbed.left


@pytest.fixture
def moments(undisturbed):
    """Random moments within a run, in seconds."""
    numbers = random.Random(SEED)
    return lambda count: [numbers.uniform(0, undisturbed.seconds) for _ in range(count)]


def kill_grader(fresh, undisturbed, moment, *options):
    """Kill the grader at a moment: nothing of it lives on, and nothing is lost."""
    course = fresh()
    run = grader.start(course, *options)
    run.process.join(moment)
    family = run.family()
    run.process.kill()
    run.end()
    assert grader.wait_until(lambda: ended(family)), family
    finish(course, undisturbed)


def kill_parent(fresh, undisturbed, moment):
    """Kill the sandbox, once: the run itself bears it."""
    course = fresh()
    run = grader.start(course)
    found = grader.wait_until(lambda: not run.process.is_alive() or run.family())
    run.process.join(moment)
    with contextlib.suppress(IndexError, psutil.NoSuchProcess):
        run.family()[0].kill()
    assert found
    assert run.end() == 1, run.said
    assert grader.left(course) == undisturbed.left


def lose_database(fresh, undisturbed, statements):
    """Lose the connection to the database: the run ends with a sentence, and can go on."""
    course = fresh()
    run = grader.start(course, statements=statements)
    if run.end() == 2:
        assert "autograder: " in run.said
    finish(course, undisturbed)


def test_grading_twice_leaves_the_same(fresh, undisturbed):
    course = fresh()
    assert grader.start(course).end() == 1
    finish(course, undisturbed)


def test_the_grader_is_killed(fresh, undisturbed, moments):
    for moment in moments(3):
        kill_grader(fresh, undisturbed, moment)


def test_the_sandbox_is_killed(fresh, undisturbed, moments):
    for moment in moments(2):
        kill_parent(fresh, undisturbed, moment / 4)


@pytest.mark.parametrize("statements", [40, 250])
def test_the_connection_to_the_database_is_lost(fresh, undisturbed, statements):
    lose_database(fresh, undisturbed, statements)


def test_a_second_grader_waits_for_nobody(fresh, undisturbed):
    course = fresh()
    first = grader.start(course)
    lock = course.lock(grader.SLUG)
    assert grader.wait_until(lock.exists)
    second = grader.start(course)
    assert second.end() == 2
    assert "is being graded already" in second.said
    assert first.end() == 1
    assert grader.left(course) == undisturbed.left


def test_ctrl_c_ends_the_run_and_all_it_started(fresh, undisturbed):
    course = fresh()
    run = grader.start(course)
    assert grader.wait_until(run.family)
    family = run.family()
    run.interrupt()
    assert run.end(5) == 130
    assert "the same command goes on" in run.said
    assert grader.wait_until(lambda: ended(family)), family
    finish(course, undisturbed)


KINDS = {"grader": kill_grader, "sandbox": kill_parent}


@pytest.mark.long
@pytest.mark.parametrize(("kind", "count"), [("grader", 50), ("sandbox", 30)])
def test_many_moments(fresh, undisturbed, moments, capsys, kind, count):
    with capsys.disabled():
        for moment in track(moments(count), description=f"{kind} killed"):
            KINDS[kind](fresh, undisturbed, moment)


@pytest.mark.long
def test_the_database_is_lost_at_many_statements(fresh, undisturbed, capsys):
    with capsys.disabled():
        for statements in track(range(10, 410, 20), description="connection lost"):
            lose_database(fresh, undisturbed, statements)
