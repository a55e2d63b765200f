"""With workers of its own or a Dask cluster's, a run bears the death of any process."""

import contextlib

import psutil
import pytest

from tests.autograder.faults import deadly, grader, machines
from tests.autograder.faults.test_faults import ended, finish

pytestmark = pytest.mark.usefixtures("bwrap")
TWO = ("--workers", "2")


def workers(run):
    """Return the worker processes of a run, those that Dask started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        children = psutil.Process(run.process.pid).children()
        return [c for c in children if "spawn_main" in " ".join(c.cmdline())]
    return []


def sandboxes(run):
    """Return the workers that have started a sandbox."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return [w for w in workers(run) if w.children()]
    return []


def test_a_worker_is_killed(fresh, undisturbed):
    course = fresh()
    run = grader.start(course, *TWO)
    (victim, *_) = grader.wait_until(lambda: sandboxes(run))
    family = run.family()
    victim.kill()
    assert run.end() == 1, run.said
    assert grader.wait_until(lambda: ended(family)), family
    assert grader.left(course) == undisturbed.left


@pytest.mark.long
def test_the_grader_of_workers_is_killed(fresh, undisturbed):
    course = fresh()
    run = grader.start(course, *TWO)
    assert grader.wait_until(lambda: sandboxes(run))
    family = run.family()
    run.process.kill()
    run.end()
    assert grader.wait_until(lambda: ended(family)), family
    finish(course, undisturbed)


def test_ctrl_c_ends_all_workers(fresh, undisturbed):
    course = fresh()
    run = grader.start(course, *TWO)
    assert grader.wait_until(lambda: sandboxes(run))
    family = run.family()
    run.interrupt()
    assert run.end(5) == 130
    assert "Traceback" not in run.said
    assert grader.wait_until(lambda: ended(family)), family
    finish(course, undisturbed)


def test_the_scheduler_is_killed(fresh, undisturbed, tmp_path):
    course = fresh()
    with machines.cluster(tmp_path) as (scheduler, address):
        run = grader.start(course, "--scheduler", address)
        assert grader.wait_until(lambda: any(course.autograded.glob("*/*/*.ipynb")), 60), run.said
        scheduler.kill()
        assert run.end() == 2
    assert f"the scheduler {address} is gone" in " ".join(run.said.split())
    assert "Traceback" not in run.said
    with machines.cluster(tmp_path) as (_, address):
        run = grader.start(course, "--scheduler", address)
        assert run.end() == 1, run.said
    assert "graded before" in run.said
    assert grader.left(course) == undisturbed.left


@pytest.mark.long
def test_who_kills_every_worker_is_given_up_and_nobody_else(fresh, undisturbed):
    course = fresh()
    answer = f"def total(x): return {deadly.ANSWER}"
    grader.hand_in(course, "aaron", {"total": answer})
    run = grader.start(course, *TWO, load=deadly.load)
    assert run.end(180) == 1, run.said
    assert "every worker that graded it ended" in " ".join(run.said.split())
    rows, files = grader.left(course)
    others = [row for row in rows if row[0] != "aaron"]
    assert (others, len(files)) == (undisturbed.left[0], len(undisturbed.left[1]) + 2)
