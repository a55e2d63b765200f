"""The warm parent, seen by the grader: a process that has imported, and forks for each submission.

Importing NumPy takes longer than grading does, torch seconds. So it is done once for many
submissions, isolated by bubblewrap, and each gets a forked process with namespaces of its own.
"""

import base64
import contextlib
import dataclasses
import os
import socket
import subprocess
import tempfile
import threading
import weakref

from autograder.sandbox import launch, memory, mounts, seccomp
from autograder.sandbox.inside import control

HINT = """
This system does not let ordinary users make namespaces. On Ubuntu 24.04 and later allow it by
`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, on older systems by
`sudo sysctl -w kernel.unprivileged_userns_clone=1`, or grade as root in a container."""
START = 300  # torch on a busy machine
REPLY = 60
GRACE = 2
_MINE, _LOCK = {}, threading.Lock()


class SandboxError(RuntimeError):
    """The sandbox itself failed: not the student's doing."""


class Lost(SandboxError):
    """The parent is gone, or does not answer, and with it every submission's process."""


def of_this_process(isolation, modules=()):
    """Return this process's `Parent` for these modules, a new one if it had another until now."""
    wanted = os.getpid(), isolation, tuple(modules)
    with _LOCK:
        if _MINE.get("wanted") != wanted:
            _MINE.update(wanted=wanted, parent=Parent(isolation, modules))
        return _MINE["parent"]


class Parent:
    """Makes and ends processes for `Session`. It starts when the first is wanted.

    modules: names of what to import beforehand. When it is lost, the next process comes from a
    new one; it is lost, too, when the thread ends that asked for the first. `pid` is its number
    while it runs.
    """

    pid = None

    def __init__(self, isolation="bubblewrap", modules=()):
        self.isolation, self.modules = isolation, tuple(modules)
        self._connection, self._ending = None, lambda: None
        self._lock = threading.RLock()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """End the parent, and with it every process that it started."""
        self._connection = self.pid = None
        self._ending()

    def fork(self, channel, limits, home):
        """Start a submission's process, and return what `end` wants to know it by.

        channel: the socket that it talks through; home: the folder that it works in.

        Raises:
            SandboxError: if the parent does not start, or no process can be had of it.
            Missing: if the sandbox's parts are not installed.
        """
        with self._lock:
            try:
                reply = self._fork(channel, limits, home)
            except Lost:  # since the last time
                reply = self._fork(channel, limits, home)
            if "pid" not in reply:
                raise SandboxError(f"the sandbox started no process: {reply['error']}")
            return self._connection, reply["pid"]

    def end(self, process, patience=0):
        """Return a process's exit code. It is killed unless it ends by itself in `patience`.

        Raises:
            Lost: if the parent is gone, or does not answer.
        """
        connection, pid = process
        with self._lock:
            if self._connection is not connection:
                raise Lost("the sandbox was lost while a submission ran in it")
            return self._ask({"end": pid, "patience": patience}, REPLY + patience)["code"]

    def _fork(self, channel, limits, home):
        if self._connection is None:
            self._start()
        if self._group and self._bound != limits.memory:
            self._group.limit(limits.memory)
            self._bound = limits.memory
        message = {"start": home, "limits": dataclasses.asdict(limits)}
        return self._ask(message, REPLY, channel.fileno())

    def _ask(self, message, patience, *descriptors):
        try:
            self._connection.settimeout(patience)
            control.send(self._connection, message, *descriptors)
            return control.receive(self._connection)[0]
        except (OSError, EOFError) as error:
            self.close()
            raise Lost(f"the sandbox gave no answer ({type(error).__name__})") from None
        except BaseException:  # interrupted between a question and its answer: they fit no more
            self.close()
            raise

    def _start(self):
        with contextlib.ExitStack() as started:
            errors = started.enter_context(tempfile.TemporaryFile())
            home = started.enter_context(tempfile.TemporaryDirectory(prefix="sandbox-"))
            ours, theirs = map(started.enter_context, socket.socketpair())
            self._group, self._bound = memory.group(), None
            if self._group:
                started.callback(self._group.remove)
            process = launch.start(theirs, self.isolation, errors, home, self._group)
            theirs.close()
            started.callback(_end, process)
            started.callback(ours.close)  # the first to be called: the parent sees it and ends
            self._introduce(ours, process, errors)
            self._connection, self.pid = ours, process.pid
            self._ending = weakref.finalize(self, started.pop_all().close)

    def _introduce(self, connection, process, errors):
        """Tell the parent what it needs, and wait until it has imported everything."""
        connection.settimeout(START)
        try:
            control.send(connection, self._settings(process.pid))
            control.receive(connection)
        except (OSError, EOFError) as error:
            process.kill()
            raise SandboxError(_why_not(error, errors)) from None

    def _settings(self, pid):
        isolated = self.isolation != "process"
        return {
            "path": mounts.package_folders(),
            "modules": self.modules,
            "isolated": isolated,
            "devices": mounts.DEVICES,
            "scratch": mounts.SCRATCH,
            "kept": mounts.below_scratch(),
            "uid": launch.unprivileged_uid(pid) if isolated else None,
            "filter": base64.b64encode(seccomp.program()).decode() if isolated else "",
        }


def _end(process):
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _why_not(error, errors):
    errors.seek(0)
    said = errors.read(2000).decode(errors="replace").strip()
    hint = HINT if any(word in said for word in ("uid map", "namespace")) else ""
    kind = type(error).__name__
    return f"the sandbox did not start ({kind}). {said}{hint}"
