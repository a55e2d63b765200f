"""Many processes grade as one does, to the last bit, and none of them is indispensable."""

import io

import dask
import psutil
import pytest
from distributed import Client, LocalCluster
from rich.console import Console

from autograder import cluster, run, versions
from autograder.cluster import ClusterError
from tests.autograder import tiny

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"
WORK = {
    "ann": {"double": "def double(x): return x / 2", "why": "Because."},
    "bob": {},
    "carl": {"double": "import os; os._exit(1)"},
    "dora": {"total": "def total(x): return float(x.max())"},
}


@pytest.fixture(scope="module")
def scheduler():
    """The address of a cluster of two workers that stands by itself."""
    with (
        dask.config.set(cluster.SETTINGS),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs="CRITICAL",
        ) as started,
    ):
        yield started.scheduler_address


@pytest.fixture
def left(course, limits, marks, load, hand_in, copy_of):
    """Grade a class in one of several ways; return everything that is left of it, as bytes."""
    for student, sources in WORK.items():
        hand_in(student, copy_of(**sources))
    hand_in("eve", "{")

    def left(**how):
        desk = run.desk(course, SLUG, limits=limits, load=tiny.load)
        tally = run.grade_class(desk, Console(file=io.StringIO()), again=True, **how)
        assert tally.count == 5
        return {
            student: (course.autograded_notebook(student, SLUG).read_bytes(), marks(student))
            for student in (*WORK, "eve")
        }

    return left


def test_one_process_many_and_a_cluster_leave_the_same(left, scheduler):
    alone = left(workers=1)
    assert left(workers=2) == alone
    assert left(scheduler=scheduler) == alone


@pytest.fixture(scope="module")
def own():
    """A cluster as grading starts it."""
    with cluster.local(1) as client:
        yield client


def test_a_cluster_of_this_machine_listens_to_this_machine_only(own):
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    sockets = [socket for process in processes for socket in process.net_connections()]
    listening = {s.laddr.ip for s in sockets if s.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


def test_a_cluster_of_this_machine_obeys_nobody_else(own):
    address = own.scheduler_info()["address"]
    assert address.startswith("tls://")
    for way in (address, address.replace("tls", "tcp")):
        with pytest.raises((OSError, TypeError)):
            Client(way, timeout=2, set_as_default=False)


def test_a_cluster_of_this_machine_keeps_nothing_of_what_it_sent(own):
    """A thousand messages would be the work of a whole class."""
    assert own.submit(len, "ab").result() == 2
    streams = own.cluster.scheduler.stream_comms.values()
    assert [stream.recent_message_log.maxlen for stream in streams] == [0]


def test_a_scheduler_that_is_not_there_is_an_error(left, monkeypatch):
    monkeypatch.setitem(cluster.SETTINGS, "distributed.comm.timeouts.connect", "1s")
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        left(scheduler="tcp://127.0.0.1:9")


def test_a_worker_that_would_grade_otherwise_is_refused(left, scheduler, monkeypatch):
    monkeypatch.setattr(versions, "here", lambda slug: {"numpy": "1.0"})
    with pytest.raises(ClusterError, match=r"numpy is .*, expected 1\.0"):
        left(scheduler=scheduler)
