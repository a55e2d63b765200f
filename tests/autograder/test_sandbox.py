"""What student code can do in the sandbox, and above all what it can't."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox import launch, mounts
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Ended, Session

pytestmark = pytest.mark.usefixtures("bwrap")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shared():
    """One sandbox for all tests that leave it as it was."""
    limits = Limits(cpu=2, wall=4, total_cpu=120, total_wall=240, memory=2**30, grace=1)
    with Session(limits) as session:
        yield session


@pytest.fixture
def session(limits):
    with Session(limits) as session:
        yield session


def printed(session, source):
    """Return what a cell printed; its error, where there was one, at the end."""
    return "".join(output["text"] for output in session.run_cell(source).outputs).strip()


def run_cells(session, *sources):
    """Run cells one after the other."""
    for source in sources:
        session.run_cell(source)


# What is visible


def test_only_these_files_of_the_course_are_visible(shared):
    source = """\
import os
for folder, _, files in os.walk("/course"):
    for name in files:
        print(os.path.join(folder, name))"""
    seen = {line.removeprefix("/course/") for line in printed(shared, source).split("\n")}
    folders = {str(Path(name).parent) for name in seen}
    assert folders == {"helpers", "helpers/checks/drivers", "autograder/sandbox/inside"}
    helpers = {Path(name).name for name in seen if str(Path(name).parent) == "helpers"}
    assert {"data.py", "plotting.py"} <= helpers
    assert all(n in ("data.py", "plotting.py") or n.startswith("_") for n in helpers)


@pytest.mark.parametrize(
    "name",
    [
        "solutions",
        "exercises",
        "book",
        "helpers/layers.py",
        "helpers/checks/tasks",
        "helpers/checks/grading.py",
        "autograder/gradebook.py",
        "autograder/gradebook.db",
        "autograder/gradebook.db.seeds",
        "autograder/submitted",
        ".git",
    ],
)
def test_the_rest_of_the_course_is_not_visible(shared, name):
    paths = [str(ROOT / name), f"/course/{name}"]
    assert printed(shared, f"import os; print([os.path.exists(p) for p in {paths!r}])") == (
        "[False, False]"
    )


def test_no_file_anywhere_holds_a_solution(shared):
    source = """\
import os
for folder, below, files in os.walk("/"):
    below[:] = [b for b in below if os.path.join(folder, b) not in ("/proc", "/dev", "/usr")]
    below[:] = [b for b in below if b != "site-packages"]
    for name in files:
        if name.endswith((".py", ".md", ".ipynb", ".db")):
            text = open(os.path.join(folder, name), errors="replace").read()
            if "BEGIN SOLUTION" in text or "def dense_backward" in text:
                print(folder, name)"""
    assert printed(shared, source) == ""


def test_the_packages_that_hold_answers_are_empty_where_they_are_installed(tmp_path, monkeypatch):
    packages = tmp_path / "site-packages"
    (packages / "helpers").mkdir(parents=True)
    (packages / "helpers" / "layers.py").write_text("answer = 42")
    monkeypatch.syspath_prepend(str(packages))
    with Session(Limits()) as session:
        said = printed(session, f"import os; print(os.listdir({str(packages / 'helpers')!r}))")
    assert said == "[]"


def test_a_library_below_a_scratch_folder_is_visible(tmp_path, monkeypatch):
    packages = tmp_path / "site-packages"
    packages.mkdir()
    (packages / "ours.py").write_text("value = 42")
    monkeypatch.syspath_prepend(str(packages))
    with Session(Limits()) as session:
        assert printed(session, "import ours; print(ours.value)") == "42"


@pytest.mark.parametrize("module", ["layers", "losses", "network", "checks.tasks", "checks.paper"])
def test_a_module_with_answers_can_not_be_imported(shared, module):
    assert "ModuleNotFoundError" in printed(shared, f"import helpers.{module}")


@pytest.mark.parametrize("name", ["data", "plotting"])
def test_what_exercises_import_is_there(shared, name):
    assert printed(shared, f"from helpers import {name}") == ""


def test_what_exercises_import_holds_no_answer():
    assert all(n in ("data.py", "plotting.py") or n.startswith("_") for n in mounts.course_files())


def test_a_helper_that_imports_an_algorithm_is_refused(monkeypatch):
    imported = {"plotting": ["losses"]}
    monkeypatch.setattr(mounts, "_imported", lambda file: imported.get(file.stem, []))
    with pytest.raises(ValueError, match=r"helpers\.losses is imported"):
        mounts.course_files()


def test_the_graders_environment_is_not_passed_on(monkeypatch, limits):
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    with Session(limits) as session:
        said = printed(
            session,
            "import os; print(dict(os.environ)); print(open('/proc/1/environ', 'rb').read())",
        )
    assert "hush" not in said


def test_no_other_process_is_visible(shared):
    source = "import os; print([p for p in os.listdir('/proc') if p.isdigit()])"
    assert printed(shared, source) == "['1', '2']"


def test_no_descriptor_of_the_grader_is_open(shared):
    source = """\
import os
for name in os.listdir("/proc/self/fd"):
    try:
        print(os.readlink("/proc/self/fd/" + name))
    except OSError:
        pass"""
    kinds = {line.split(":")[0] for line in printed(shared, source).split("\n")}
    assert kinds == {"/dev/null", "socket"}


# What is forbidden


@pytest.mark.parametrize(
    "source",
    [
        "open('/course/helpers/data.py', 'a')",
        "open('/etc/x', 'w')",
        "open('/x', 'w')",
        "open('/course/x', 'w')",
        "open('/dev/x', 'w')",
        "import os; os.mkdir('/dev/y')",
        "import os, numpy; open(os.path.dirname(numpy.__file__) + '/x', 'w')",
    ],
)
def test_nothing_outside_the_scratch_folders_can_be_written(shared, source):
    said = printed(shared, source)
    assert "Read-only file system" in said or "Permission denied" in said


def test_the_home_folder_can_be_written(shared):
    assert printed(shared, "open('x.txt', 'w').write('1'); print(open('x.txt').read())") == "1"


@pytest.mark.parametrize(
    "source",
    [
        "import socket; socket.create_connection(('127.0.0.1', 80))",
        "import socket; socket.socket(socket.AF_INET6)",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import socket; socket.socket(socket.AF_VSOCK)",
        "import socket; socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)",
    ],
)
def test_there_is_no_network(shared, source):
    assert "Operation not permitted" in printed(shared, source)


def test_names_of_hosts_are_not_resolved(shared):
    assert "gaierror" in printed(shared, "import socket; socket.getaddrinfo('example.org', 80)")


def test_the_graders_sockets_are_out_of_reach(shared, tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0graders-abstract-socket")
        server.listen()
        source = """\
import socket
socket.socket(socket.AF_UNIX).connect("\\0graders-abstract-socket")"""
        assert "ConnectionRefusedError" in printed(shared, source)


CALLS = {
    "unshare": 272,
    "setns": 308,
    "mount": 165,
    "ptrace": 101,
    "process_vm_readv": 310,
    "keyctl": 250,
    "add_key": 248,
    "bpf": 321,
    "perf_event_open": 298,
    "userfaultfd": 323,
    "io_uring_setup": 425,
    "memfd_create": 319,
    "shmget": 29,
    "msgget": 68,
    "chroot": 161,
    "open_by_handle_at": 304,
    "fsopen": 430,
    "fork": 57,
    "vfork": 58,
}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86-64")
@pytest.mark.parametrize("number", CALLS.values(), ids=CALLS)
def test_a_dangerous_system_call_is_refused(shared, number):
    source = f"""\
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall({number}, 0x10000000, 0, 0, 0, 0, 0)
print(os.strerror(ctypes.get_errno()))"""
    assert printed(shared, source) == "Operation not permitted"


def test_there_is_no_capability_and_no_way_to_one(shared):
    status = printed(shared, "print(open('/proc/self/status').read())").split("\n")
    kept = dict(
        line.split(":\t") for line in status if line.startswith(("CapEff", "CapPrm", "NoN"))
    )
    assert kept == {"CapEff": "0" * 16, "CapPrm": "0" * 16, "NoNewPrivs": "1"}


def test_the_user_is_not_root(shared):
    assert printed(shared, "import os; print(os.getuid() * os.geteuid() != 0)") == "True"


def test_becoming_root_is_refused(shared):
    assert "PermissionError" in printed(shared, "import os; os.setuid(0)")


@pytest.mark.parametrize(
    "source",
    [
        "import os; os.fork()",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import os; os.posix_spawn('/bin/true', ['true'], {})",
        "import multiprocessing; multiprocessing.Process(target=print).start()",
        "import ctypes; assert ctypes.CDLL(None).fork() >= 0",
    ],
)
def test_no_process_can_be_started(shared, source):
    assert "Error" in printed(shared, source)


def test_a_fork_bomb_starts_nothing(shared):
    source = """\
import os
started = 0
for _ in range(300):
    try:
        os.fork()
        started += 1
    except OSError:
        pass
print(started)"""
    assert printed(shared, source) == "0"


def test_threads_stop_at_their_number(limits):
    source = """\
import threading, time
for n in range(300):
    try:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError:
        break
print(n)"""
    with Session(limits) as session:
        assert int(printed(session, source)) < limits.processes


# Limits


def test_memory_ends_at_its_limit(shared):
    assert "MemoryError" in printed(shared, "x = bytearray(4 * 2**30)")


def test_a_cell_after_too_much_memory_still_runs(shared):
    printed(shared, "x = [0] * 2**31")
    assert printed(shared, "print('on')") == "on"


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
    assert printed(shared, source) == "True"


def test_a_file_is_small(shared):
    source = "f = open('big', 'wb'); f.seek(40 * 2**20); f.write(b'x'); f.flush()"
    assert "File too large" in printed(shared, source)


def test_open_files_are_few(shared):
    assert "Too many open files" in printed(
        shared, "kept = [open('/dev/null') for _ in range(1000)]"
    ) + printed(shared, "kept = None")


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
def test_an_endless_cell_ends_and_the_next_one_runs(source, limits):
    with Session(limits) as session:
        assert session.run_cell(source).late
        assert printed(session, "print('on')") == "on"


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
    assert session.run_check("call", {"name": "g"}, questions).answers == [{"value": 1}]


def test_all_time_together_is_limited(limits):
    with Session(Limits(cpu=1, wall=2, total_cpu=60, total_wall=3, grace=1)) as session:
        started = time.monotonic()
        with pytest.raises(Ended):
            run_cells(session, *["while True: pass"] * 100)
        assert time.monotonic() - started < 30


def test_a_flood_of_output_is_cut_off(shared):
    run = shared.run_cell("while True:\n    print('x' * 1000)")
    assert run.late
    assert sum(len(output["text"]) for output in run.outputs) < 60_000


def test_a_flood_past_python_goes_nowhere(shared):
    source = "import os\nfor _ in range(1000): os.write(1, b'x' * 1000); os.write(2, b'y' * 1000)"
    assert printed(shared, source) == ""


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os; os._exit(0)", "ended early"),
        ("import ctypes; ctypes.string_at(0)", "ended early"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "was killed"),
        ("import os; os.closerange(3, 100)", "ended early"),
    ],
    ids=["exit", "crash", "kill", "hang up"],
)
def test_a_process_that_dies_says_so(session, source, reason):
    with pytest.raises(Ended, match=reason):
        run_cells(session, source, "1")


@pytest.mark.parametrize(
    "source", ["import sys; sys.exit()", "exit()", "quit()", "raise KeyboardInterrupt"]
)
def test_leaving_a_cell_is_not_leaving_the_notebook(session, source):
    session.run_cell(source)
    assert printed(session, "print('on')") == "on"


def test_killing_everything_kills_nothing_else(session):
    canary = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(Ended):
        run_cells(session, "import os\nos.kill(-1, 9)", "os.kill(1, 9)", "os.kill(0, 9)", "1")
    alive = canary.poll() is None
    canary.kill()
    canary.wait()
    assert alive


def test_nothing_is_left_when_a_session_ends(limits):
    with Session(limits) as session:
        process = session._process
    assert process.poll() is not None


# The conversation


FIND = """\
import os, socket, struct
for name in os.listdir("/proc/self/fd"):
    if os.path.exists("/proc/self/fd/" + name) and "socket" in os.readlink("/proc/self/fd/" + name):
        wire = socket.socket(fileno=os.dup(int(name)))
"""


@pytest.mark.parametrize(
    "forged",
    [
        "b'x' * 100",
        "struct.pack('>II', 2**32 - 1, 2**32 - 1)",
        "struct.pack('>II', 2, 0) + b'[]'",
        "struct.pack('>II', 4, 0) + b'null'",
        "struct.pack('>II', 20, 0) + b'[' * 20",
        "struct.pack('>II', 2_000_000, 0) + b'[' * 2_000_000",
        "struct.pack('>II', 17, 0) + b'[\"a\",\"O\",[10**9]]'",
    ],
)
def test_a_forged_frame_ends_the_session(session, forged):
    with pytest.raises(Ended, match="no answer"):
        session.run_cell(f"{FIND}wire.sendall({forged})")


@pytest.mark.parametrize(
    "text",
    ['{"outputs": 7, "late": 1}', '{"answers": {"a": 1}}', '{"ready": true}', "{}"],
)
def test_an_answer_that_says_nothing_is_nothing(session, text):
    source = f"{FIND}t = {text!r}.encode()\nwire.sendall(struct.pack('>II', len(t), 0) + t)"
    assert session.run_cell(source).outputs == []


def test_answers_out_of_turn_are_answers_to_nothing(session):
    """A frame sent ahead answers the next question: it holds values like any answer."""
    text = '{"answers": ["l", {"value": 1}], "outputs": ["l"], "late": false}'
    session.run_cell(
        f"{FIND}t = {text!r}.encode()\nwire.sendall(struct.pack('>II', len(t), 0) + t)"
    )
    run = session.run_check("call", {"name": "nothing"}, [{"args": [], "kwargs": {}}])
    assert run.answers in (None, [{"value": 1}])


def test_a_flood_of_frames_ends_the_session(limits):
    source = f"""{FIND}
t = b'{{"outputs":["l"],"x":"' + b'y' * 3_000_000 + b'"}}'
while True:
    wire.sendall(struct.pack('>II', len(t), 0) + t)"""
    small = Limits(cpu=1, wall=2, total_cpu=6, total_wall=12, traffic=20 * 2**20, grace=1)
    with Session(small) as session, pytest.raises(Ended, match="more than 20 MB"):
        run_cells(session, *[source] * 100)


def test_a_descriptor_sent_along_is_not_taken(session):
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(Ended):
        session.run_cell(f"{FIND}socket.send_fds(wire, [b'xxxxxxxx'], [0, 0, 0])")
    assert len(os.listdir("/proc/self/fd")) <= before


def test_answers_too_large_for_a_frame_are_no_answers(session):
    session.run_cell("import numpy as np\ndef f(x): return np.zeros(7_000_000)")
    questions = [{"args": [1], "kwargs": {}}] * 3
    assert session.run_check("call", {"name": "f"}, questions).answers is None


@pytest.mark.parametrize("kind", ["KeyboardInterrupt", "GeneratorExit", "BaseException"])
def test_an_exception_that_no_driver_catches_is_an_answer(session, kind):
    session.run_cell(f"def f(x): raise {kind}")
    run = session.run_check("call", {"name": "f"}, [{"args": [1], "kwargs": {}}])
    assert run.answers[0]["error"]["type"] == kind


def test_a_missing_name_is_an_answer(session):
    run = session.run_check("call", {"name": "f"}, [{"args": [1], "kwargs": {}}])
    assert run.answers[0]["error"]["message"] == "name 'f' is not defined"


def test_a_literal_is_handed_to_the_driver(session):
    run = session.run_check("call", {"literal": 3}, [{"args": [1], "kwargs": {}}])
    assert run.answers[0]["error"]["type"] == "TypeError"


# Cells as in Jupyter


def test_cells_share_a_namespace(session):
    session.run_cell("a = 1")
    assert printed(session, "print(a + 1)") == "2"


def test_a_failing_cell_does_not_stop_the_next(session):
    assert "ZeroDivisionError" in printed(session, "1 / 0")
    assert printed(session, "print('on')") == "on"


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "%config InlineBackend.figure_format = 'retina'",
        "%load_ext autoreload\n%autoreload 2",
        "%time x = 1",
        "%%capture\nprint(1)",
        "!pip install something",
        "%pip install something",
        "files = !ls",
    ],
)
def test_magics_of_ordinary_notebooks_do_not_stop_a_cell(shared, source):
    outputs = shared.run_cell(f"{source}\ndone = True").outputs
    assert not [output for output in outputs if output["kind"] == "error"]


def test_a_figure_is_shown_as_png(shared):
    outputs = shared.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);").outputs
    assert outputs[-1]["png"].startswith("iVBOR")


def test_the_last_expression_is_the_result(shared):
    assert shared.run_cell("1 + 1").outputs == [{"kind": "result", "text": "2"}]


@pytest.mark.parametrize(
    "source",
    [
        "check.double(double)",
        "r = check.double(3)\nprint(r, f'{r:.2f}', r.score + 1)\nassert not r.score > 3",
        "for line in check.total(1).lines: print(line)",
        "check.tasks['double'].points",
        "from helpers import checks\nchecks.load('x').y(1)",
        "repr(check) + str(check)",
    ],
)
def test_check_absorbs_everything(shared, source):
    shared.run_cell("import helpers.checks\ncheck = helpers.checks.load('01-tiny')\ndouble = None")
    outputs = shared.run_cell(source).outputs
    assert not [output for output in outputs if output["kind"] == "error"]


# What is missing


def test_without_bubblewrap_it_says_how_to_get_it(monkeypatch, limits):
    monkeypatch.setattr(launch.shutil, "which", lambda name: None)
    with pytest.raises(launch.Missing, match=r"no bwrap: .*apt install bubblewrap"):
        Session(limits)


def test_without_seccomp_it_says_how_to_get_it(monkeypatch, limits):
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    with pytest.raises(launch.Missing, match=r"apt install libseccomp2.*pip install pyseccomp"):
        Session(limits)


def test_process_isolation_runs_cells_too(limits):
    with Session(limits, "process") as session:
        assert printed(session, "print(1 + 1)") == "2"
