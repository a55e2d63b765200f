"""Grading in many processes: Dask distributes, tries again, and bears the death of a worker."""

import contextlib
import itertools
import logging
import os
import queue
import signal
import time
from concurrent.futures import CancelledError

import dask
from distributed import Client, KilledWorker, LocalCluster
from distributed.utils import silence_logging_cmgr

from autograder import engine
from autograder.course import CourseError
from autograder.exam import OtherVersions
from autograder.sandbox.seccomp import Missing
from autograder.sandbox.session import SandboxError

# Enough tasks that a worker never waits, few enough that a class is not read at once.
IN_FLIGHT = 3
# Seconds of work that go into a task, as far as so many submissions have them.
WORTH_A_TASK = 0.5
MOST_AT_ONCE = 20
# In seconds: how long a scheduler may take to answer, for how long there may be no worker, and
# how often the scheduler is asked how many there are.
PATIENCE = 30
WITHOUT_WORKERS = 120
ASK_AGAIN = 2
DEADLY = "every worker that graded it ended; does it use up their memory?"
GO_ON = "What is graded stays; the same command goes on from there."
SETTINGS = {
    "distributed.admin.low-level-log-length": 0,  # a thousand messages would hold their submissions
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.comm.timeouts.connect": f"{PATIENCE}s",
    "distributed.deploy.lost-worker-timeout": "10 minutes",
    "distributed.diagnostics.nvml": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
}


class ClusterError(CourseError):
    """The cluster failed, not a submission; the message says what is known of it."""


@contextlib.contextmanager
def local(workers):
    """Yield the `Client` of a cluster on this machine.

    It listens to this machine only, and to those who have its key only: whoever else works on
    this machine could have it run programs.
    """
    cores = sorted(os.sched_getaffinity(0))
    with dask.config.set({**SETTINGS, "autograder.cores": cores if workers >= len(cores) else []}):
        with _no_ctrl_c():
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                security=True,
                preload=["autograder.worker"],
                silence_logs="CRITICAL",
            )
        with cluster, Client(cluster, set_as_default=False) as client, _killed_at_the_end(cluster):
            yield client


@contextlib.contextmanager
def existing(address):
    """Yield the `Client` of the cluster whose scheduler is at an address, tcp://HOST:PORT.

    Raises:
        ClusterError: if nothing answers there, or no worker joins.
    """
    with dask.config.set(SETTINGS), silence_logging_cmgr(logging.CRITICAL):
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {address}: {error}") from None
        with client:
            yield client


def graded(client, exam, pending):
    """Yield the `Graded` of pairs (submission, what it is made from) as they are done.

    A submission of which four workers died is given up. Who only stood in line with it, as Dask
    can't tell, is cleared: such suspects come last, one at a time.

    Raises:
        ClusterError: if the scheduler or all workers are gone, or a worker can't grade.
    """
    flow = _Flow(client, exam)
    pending = iter(pending)
    while some := list(itertools.islice(pending, flow.at_once)):
        flow.put(some)
        while flow.is_full():
            yield from flow.take()
    yield from flow.take_all()
    suspects, flow.suspects = flow.suspects, None
    for work in suspects:
        flow.put([work])
        yield from flow.take_all()


class _Flow:
    """What is under way, {future: its submissions}: a few for each worker.

    suspects: the work that workers died of, perhaps; None when only one is under way. at_once:
    how many submissions go into one task, since a task costs as much as a fifth of a short one.
    """

    def __init__(self, client, exam):
        self.client, self.exam, self.suspects, self.at_once = client, exam, [], 1
        self.under_way, self._done = {}, queue.SimpleQueue()
        self._threads, self._seen, self._asked = 0, time.monotonic(), 0.0

    def put(self, some):
        """Give submissions to whichever worker is free."""
        future = self.client.submit(engine.grade_all, self.exam, some, pure=False)
        self.under_way[future] = some
        future.add_done_callback(self._done.put)

    def is_full(self):
        """Is there enough for every worker to do?"""
        return len(self.under_way) >= IN_FLIGHT * max(1, self._workers())

    def take_all(self):
        """Wait for everything that is under way, and yield the `Graded` of it."""
        while self.under_way:
            yield from self.take()

    def take(self):
        """Wait for what is done next, and yield the `Graded` of it."""
        future = self._next()
        some = self.under_way.pop(future)
        found = self._failed(future, some) if future.status == "error" else self._result(future)
        if found:
            longest = max(graded.seconds for graded in found)
            self.at_once = max(1, min(MOST_AT_ONCE, int(WORTH_A_TASK / max(longest, 1e-3))))
        yield from found

    def _next(self):
        while True:
            try:
                return self._done.get(timeout=1)
            except queue.Empty:
                self._workers()

    def _result(self, future):
        try:
            return future.result()
        except (OSError, CancelledError, AttributeError) as error:
            raise self._gone(type(error).__name__) from None

    def _failed(self, future, some):
        """Return the `Graded` of the submission that ends every worker, if it must be this."""
        error = future.exception()
        if isinstance(error, KilledWorker):
            if self.suspects is None:
                return [engine.give_up(self.exam, submission, DEADLY) for submission, _ in some]
            self.suspects += some
            return []
        if isinstance(error, (OtherVersions, SandboxError, Missing)):
            raise ClusterError(f"a worker can't grade: {error}") from None
        raise ClusterError(
            f"a worker failed: {type(error).__name__}: {error}. Is the same course installed "
            f"where the workers run? {GO_ON}"
        ) from None

    def _gone(self, reason):
        address = self.client.scheduler.address if self.client.scheduler else ""
        return ClusterError(f"the scheduler {address} is gone ({reason}). {GO_ON}")

    def _workers(self):
        """Return how many threads the workers have; they may come and go.

        Raises:
            ClusterError: if the scheduler is gone, or there has been no worker for too long.
        """
        now = time.monotonic()
        if now - self._asked > ASK_AGAIN:
            try:
                self._threads = sum(self.client.nthreads().values())
            except (OSError, ValueError, AttributeError) as error:
                raise self._gone(error) from None
            self._asked = now
            self._seen = now if self._threads else self._seen
        if now - self._seen > WITHOUT_WORKERS:
            raise ClusterError(f"no worker for {WITHOUT_WORKERS} seconds. {GO_ON}")
        return self._threads


@contextlib.contextmanager
def _no_ctrl_c():
    """Ctrl-C waits, and stays blocked in the processes and threads that start meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _killed_at_the_end(cluster):
    """Asked kindly, a worker first ends the submission that it is at."""
    try:
        yield
    finally:
        for nanny in cluster.workers.values():
            if nanny.pid:
                os.kill(nanny.pid, signal.SIGKILL)
