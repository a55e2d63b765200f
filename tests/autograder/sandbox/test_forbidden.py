"""What student code must not do in the sandbox."""

import os
import socket

import pytest

pytestmark = pytest.mark.usefixtures("bwrap")


@pytest.mark.parametrize(
    "source",
    [
        "open('/course/helpers/data/__init__.py', 'a')",
        "open('/etc/x', 'w')",
        "open('/x', 'w')",
        "open('/course/x', 'w')",
        "open('/dev/x', 'w')",
        "import os; os.mkdir('/dev/y')",
        "import os, numpy; open(os.path.dirname(numpy.__file__) + '/x', 'w')",
    ],
)
def test_nothing_outside_the_scratch_folders_can_be_written(shared, source):
    said = shared.printed(source)
    assert "Read-only file system" in said or "Permission denied" in said


def test_the_home_folder_can_be_written(shared):
    assert shared.printed("open('x.txt', 'w').write('1'); print(open('x.txt').read())") == "1"


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
    assert "Operation not permitted" in shared.printed(source)


def test_names_of_hosts_are_not_resolved(shared):
    assert "gaierror" in shared.printed("import socket; socket.getaddrinfo('example.org', 80)")


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("SOCK_STREAM", "socket.socket(socket.AF_UNIX).connect('\\0graders')"),
        (
            "SOCK_DGRAM",
            "socket.socketpair(type=socket.SOCK_DGRAM)[0].sendto(b'x', '\\0graders')",
        ),
    ],
)
def test_the_graders_sockets_are_out_of_reach(shared, kind, source):
    with socket.socket(socket.AF_UNIX, getattr(socket, kind)) as server:
        server.bind("\0graders")
        said = shared.printed(f"import socket\n{source}\nprint('reached')")
    assert "PermissionError" in said or "ConnectionRefusedError" in said
    assert "reached" not in said.split("\n")


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
    "io_setup": 206,
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
    assert shared.printed(source) == "Operation not permitted"


def test_there_is_no_capability_and_no_way_to_one(shared):
    status = shared.printed("print(open('/proc/self/status').read())").split("\n")
    kept = dict(line.split(":\t") for line in status if line.startswith(("Cap", "NoN", "Seccomp:")))
    sets = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
    assert kept == {**dict.fromkeys(sets, "0" * 16), "NoNewPrivs": "1", "Seccomp": "2"}


def test_the_user_is_not_root(shared):
    assert shared.printed("import os; print(os.getuid() * os.geteuid() != 0)") == "True"


def test_becoming_root_is_refused(shared):
    said = shared.printed("import os; os.setuid(0)")
    assert "PermissionError" in said or "Invalid argument" in said  # there may be no such user


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
    assert "Error" in shared.printed(source)


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
    assert shared.printed(source) == "0"


def test_threads_stop_at_their_number(limits, start):
    source = """\
import threading, time
for n in range(300):
    try:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError:
        break
print(n)"""
    with start(limits) as session:
        assert int(session.printed(source)) < limits.processes
