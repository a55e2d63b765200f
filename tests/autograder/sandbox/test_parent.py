"""The warm parent stays as it was, whatever its children do, and is replaced when it is lost."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.sandbox import parent as parents
from autograder.sandbox.parent import Lost, Parent, SandboxError
from autograder.sandbox.session import Ended
from tests.autograder.sandbox.conftest import Talk

pytestmark = pytest.mark.usefixtures("bwrap")
ROOT = Path(__file__).parents[3]
ISOLATIONS = ("bubblewrap", "process")


@pytest.fixture
def own():
    """A parent of the test's own."""
    with Parent() as parent:
        yield parent


def wait_until(is_so, seconds=20):
    """Wait until something is so, and say whether it is."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()


def ended(processes):
    return wait_until(lambda: not any(map(runs, processes)))


def runs(pid):
    """Say whether a process runs; one that has ended may wait long for somebody to take note."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_what_is_named_is_imported_before_a_submission_comes(limits):
    names = ["decimal", "no_such", "os.getcwd"]
    with Parent("process", names) as parent, Talk(parent, limits) as session:
        loaded = session.printed("import sys; print({'decimal', 'no_such'} & {*sys.modules})")
    assert loaded == "{'decimal'}"


def test_one_parent_serves_many(own, limits):
    numbers = set()
    for _ in range(3):
        with Talk(own, limits) as session:
            session.run_cell("1")
            numbers.add(own.pid)
    assert len(numbers) == 1


def test_a_parent_that_died_is_replaced(own, limits, descendants):
    with Talk(own, limits):
        first, started = own.pid, descendants(own.pid)
    os.kill(first, signal.SIGKILL)
    assert ended(started)
    with Talk(own, limits) as session:
        assert session.printed("print(1)") == "1"
    assert own.pid != first


def test_a_parent_that_dies_under_a_submission_is_no_fault_of_the_student(own, limits):
    with Talk(own, limits) as session:
        os.kill(own.pid, signal.SIGKILL)
        with pytest.raises(Lost):
            session.run_cells("while True: 1", "2")
    with Talk(own, limits) as session:
        assert session.printed("print(1)") == "1"


def test_a_parent_that_hangs_is_replaced(own, limits, descendants, monkeypatch):
    with Talk(own, limits):
        monkeypatch.setattr(parents, "REPLY", 1)
        for pid in descendants(own.pid):
            os.kill(pid, signal.SIGSTOP)
    with Talk(own, limits) as session:
        assert session.printed("print(1)") == "1"


def test_an_interrupted_question_leaves_no_answer_behind(own, limits, monkeypatch):
    def interrupt(connection):
        raise KeyboardInterrupt

    with Talk(own, limits) as session:
        with monkeypatch.context() as patch:
            patch.setattr(parents.control, "receive", interrupt)
            with pytest.raises(KeyboardInterrupt):
                Talk(own, limits)
        with pytest.raises(Lost):
            session.run_cell("1")
    with Talk(own, limits) as session:
        assert session.printed("print(1)") == "1"


def test_ctrl_c_does_not_reach_it(own, limits):
    with Talk(own, limits):
        assert os.getsid(own.pid) == own.pid


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_nothing_outlives_a_grader_that_is_killed(isolation, descendants):
    source = f"""\
from autograder.sandbox.limits import Limits
from autograder.sandbox.parent import Parent
from autograder.sandbox.session import Session
session = Session(Parent({isolation!r}), Limits())
print("ready", flush=True)
session.run_cell("import signal\\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)\\nwhile True: 1")"""
    with subprocess.Popen(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as grader:
        assert grader.stdout.readline() == "ready\n"
        started = descendants(grader.pid)
        grader.kill()
    assert len(started) >= 2
    assert ended(started)


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_nothing_outlives_a_parent_that_is_closed(isolation, limits, descendants):
    with Parent(isolation) as parent:
        session = Talk(parent, limits)
        started = [parent.pid, *descendants(parent.pid)]
    session.close()
    assert ended(started)


def test_a_parent_with_a_second_thread_forks_nobody(tmp_path, monkeypatch, limits):
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "busy.py").write_text(
        "import threading as t, time\nt.Thread(target=time.sleep, args=(99,), daemon=True).start()"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    with (
        Parent(modules=["busy"]) as parent,
        pytest.raises(SandboxError, match="has started threads"),
    ):
        Talk(parent, limits)


def resident(pid):
    """Return the memory in kB that a process has to itself."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


@pytest.mark.parametrize("count", [100, pytest.param(2_000, marks=pytest.mark.long)])
def test_nothing_grows_with_the_number_of_submissions(own, limits, descendants, count):
    def state():
        inner = descendants(own.pid)[-1]
        files = [len(os.listdir(f"/proc/{pid}/fd")) for pid in (os.getpid(), inner)]
        mounts = Path(f"/proc/{inner}/mountinfo").read_text().count("\n")
        return resident(inner), files, mounts, len(descendants(own.pid))

    def serve(count):
        for n in range(count):
            with Talk(own, limits) as session, contextlib.suppress(Ended):
                session.run_cell(f"import os\nif {n} % 3 == 0: os._exit(1)")

    serve(30)
    before = state()
    serve(count)
    after = state()
    assert after[1:] == before[1:]
    assert after[0] < before[0] + 200


def test_a_process_has_one_parent_for_all_its_threads():
    found = []
    mine = parents.of_this_process("process")
    thread = threading.Thread(target=lambda: found.append(parents.of_this_process("process")))
    thread.start()
    thread.join()
    assert found == [mine]


def test_a_process_has_no_second_parent_for_other_modules():
    first = parents.of_this_process("process")
    second = parents.of_this_process("process", ["decimal"])
    assert second.modules == ("decimal",)
    assert parents.of_this_process("process") is not first


def test_threads_may_share_a_parent(own, limits):
    def talk(n):
        for _ in range(5):
            with Talk(own, limits) as session:
                said.append(session.printed(f"print({n})") == str(n))

    said = []
    with Talk(own, limits):
        threads = [threading.Thread(target=talk, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert said == [True] * 20


def test_a_parent_ends_with_the_thread_that_started_it_and_is_replaced(own, limits, descendants):
    def start():
        with Talk(own, limits):
            started.extend([own.pid, *descendants(own.pid)])

    started = []
    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert ended(started[1:])
    with Talk(own, limits) as session:
        assert session.printed("print(1)") == "1"
