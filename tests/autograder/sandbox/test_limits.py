"""Time, memory, disk and output end; a process that dies says so."""

import subprocess
import sys
import time

import pytest

from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Ended, Session

pytestmark = pytest.mark.usefixtures("bwrap")


def test_memory_ends_at_its_limit(shared):
    assert "MemoryError" in shared.printed("x = bytearray(4 * 2**30)")


def test_a_cell_after_too_much_memory_still_runs(shared):
    shared.printed("x = [0] * 2**31")
    assert shared.printed("print('on')") == "on"


@pytest.mark.parametrize("folder", ["/tmp", "/home/student", "/dev/shm"])
def test_the_disk_is_small(shared, folder):
    source = f"""\
import os
kept = 0
try:
    for n in range(100):
        with open("{folder}/f" + str(n), "wb") as f:
            kept += f.write(bytes(8 * 2**20))
except OSError:
    pass
for n in range(100):
    if os.path.exists("{folder}/f" + str(n)):
        os.remove("{folder}/f" + str(n))
print(kept <= {Limits().disk})"""
    assert shared.printed(source) == "True"


@pytest.mark.parametrize("folder", ["/tmp", "/home/student", "/dev/shm"])
def test_files_without_content_are_few(parent, folder):
    source = f"""\
import os
try:
    for n in range(30_000):
        os.mkdir("{folder}/" + str(n))
except OSError as error:
    print(error.strerror, n < 20_000)"""
    with Session(parent, Limits()) as session:
        (output,) = session.run_cell(source).outputs
    assert output["text"] == "No space left on device True\n"


def test_a_file_is_small(shared):
    source = "f = open('big', 'wb'); f.seek(40 * 2**20); f.write(b'x'); f.flush()"
    assert "File too large" in shared.printed(source)


def test_open_files_are_few(shared):
    assert "Too many open files" in shared.printed(
        "kept = [open('/dev/null') for _ in range(1000)]"
    ) + shared.printed("kept = None")


@pytest.mark.parametrize(
    "source",
    [
        "while True:\n    pass",
        "import time\ntime.sleep(100)",
        "import threading\nthreading.Event().wait()",
        "while True:\n    try:\n        1 / 0\n    except Exception:\n        pass",
        "for x in iter(int, 1):\n    [0] * 1000",
        "def f():\n    while True:\n        pass\nf()",
        "try:\n    while 1: pass\nfinally:\n    x = 1",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
    ],
    ids=["loop", "sleep", "wait", "except", "iterator", "function", "finally", "swallow", "re"],
)
def test_an_endless_cell_ends_and_the_next_one_runs(source, limits, start):
    with start(limits) as session:
        assert session.run_cell(source).late
        assert session.printed("print('on')") == "on"


@pytest.mark.parametrize(
    "source",
    [
        "import signal\nsignal.setitimer(signal.ITIMER_PROF, 0)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
    ],
    ids=["timers stopped", "signals blocked"],
)
def test_a_loop_that_swallows_its_limit_is_killed(session, source):
    with pytest.raises(Ended):
        session.run_cell(source)


def test_an_endless_function_ends_its_check_and_the_next_one_runs(session):
    session.run_cell("def f(x):\n    while True: pass\ndef g(x): return x")
    questions = [{"args": [1], "kwargs": {}}]
    assert session.run_check("call", {"name": "f"}, questions).late
    assert session.run_check("call", {"name": "g"}, questions).answers[0]["value"] == 1


def test_all_time_together_is_limited(limits, start):
    with start(Limits(cpu=1, wall=2, total_cpu=60, total_wall=3, grace=1)) as session:
        started = time.monotonic()
        with pytest.raises(Ended):
            session.run_cells(*["while True: pass"] * 100)
        assert time.monotonic() - started < 30


def test_all_work_together_is_limited(parent):
    source = "import signal\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)\nwhile True: pass"
    with (
        Session(parent, Limits(total_cpu=1)) as session,
        pytest.raises(Ended, match="more than 1 seconds or 3072 MB in all, or was killed"),
    ):
        session.run_cell(source)


def test_a_flood_of_output_is_cut_off(shared):
    run = shared.run_cell("while True:\n    print('x' * 1000)")
    assert run.late
    assert sum(len(output["text"]) for output in run.outputs) < 60_000


def test_a_flood_past_python_goes_nowhere(shared):
    source = "import os\nfor _ in range(1000): os.write(1, b'x' * 1000); os.write(2, b'y' * 1000)"
    assert shared.printed(source) == ""


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os; os._exit(0)", "ended early"),
        ("import ctypes; ctypes.string_at(0)", "ended early"),
        ("import os; os.abort()", "ended early"),
        ("import os; os.closerange(3, 100)", "ended early"),
    ],
    ids=["exit", "crash", "abort", "hang up"],
)
def test_a_process_that_dies_says_so(session, source, reason):
    with pytest.raises(Ended, match=reason):
        session.run_cells(source, "1")


@pytest.mark.parametrize(
    "source", ["import sys; sys.exit()", "exit()", "quit()", "raise KeyboardInterrupt"]
)
def test_leaving_a_cell_is_not_leaving_the_notebook(session, source):
    session.run_cell(source)
    assert session.printed("print('on')") == "on"


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGSTOP", "SIGHUP"])
@pytest.mark.parametrize("target", ["-1", "0", "1", "os.getppid()", "os.getpid()"])
def test_killing_by_number_kills_nobody(session, number, target):
    canary = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    session.run_cell(f"import os, signal\nos.kill({target}, signal.{number})")
    alive = canary.poll() is None
    canary.kill()
    canary.wait()
    assert alive
    assert session.printed("print('on')") == "on"


def test_nothing_is_left_when_a_session_ends(parent, descendants, limits):
    before = descendants(parent.pid)
    with Session(parent, limits) as session:
        session.run_cell("import threading, time\nthreading.Thread(target=time.sleep).start()")
        assert len(descendants(parent.pid)) == len(before) + 1
    assert descendants(parent.pid) == before
