"""One submission's process and the conversation with it. Whatever it sends is untrusted."""

import contextlib
import signal
import socket
import tempfile
import time
from dataclasses import dataclass

from autograder.sandbox import mounts
from autograder.sandbox.inside import wire
from autograder.sandbox.parent import Lost, SandboxError


class Ended(Exception):
    """The student's process is gone, or no longer makes sense. The message says why."""


@dataclass(frozen=True)
class CellRun:
    """What running a cell gave: its raw outputs, and whether it was stopped at its limit."""

    outputs: list
    late: bool


@dataclass(frozen=True)
class CheckRun:
    """What a driver answered, None where nothing sensible came back; stopped at its limit?

    calls: which of the student's other functions it may call. So the student's process says, for
    an explanation, which costs no points.
    """

    answers: list | None
    late: bool
    calls: tuple = ()


class Session:
    """The student's process, from start to end. Use as a context manager.

    Raises:
        SandboxError: if the process does not become ready.
        Missing: if the sandbox's parts are not installed.
    """

    def __init__(self, parent, limits):
        self.limits = limits
        self.traffic = limits.traffic
        self._parent, self._code = parent, None
        self._end = time.monotonic() + limits.start
        with contextlib.ExitStack() as started:
            self._channel, theirs = map(started.enter_context, socket.socketpair())
            home = mounts.HOME
            if parent.isolation == "process":
                home = started.enter_context(tempfile.TemporaryDirectory(prefix="submission-"))
            self._process = parent.fork(theirs, limits, home)
            started.callback(self._kill)
            theirs.close()
            self._expect_ready()
            self._open = started.pop_all()
        self._end = time.monotonic() + limits.total_wall

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """End the process, and with it everything that it started."""
        self._open.close()

    def run_cell(self, source):
        """Run a cell of the notebook and return a `CellRun`."""
        reply = self._ask({"cell": source})
        outputs = reply.get("outputs")
        return CellRun(outputs if type(outputs) is list else [], reply.get("late") is True)

    def run_check(self, driver, argument, instances, after=()):
        """Run a driver on an argument, {"name": ...} or {"literal": ...}; return a `CheckRun`.

        after: names of other functions of the student's, of which it is asked whether it may
        call them.
        """
        request = {"check": argument, "driver": driver, "instances": instances}
        reply = self._ask({**request, "after": list(after)})
        answers, calls = reply.get("answers"), reply.get("calls")
        known = {c for c in calls if type(c) is str} if type(calls) is list else after
        return CheckRun(
            answers if type(answers) is list else None,
            reply.get("late") is True,
            tuple(name for name in after if name in known),
        )

    def _expect_ready(self):
        try:
            said = self._receive(self.limits.start)
        except Ended as end:
            raise SandboxError(f"the submission's process did not start: {end}") from None
        if "failed" in said:
            raise SandboxError(f"the submission's process did not start: {said['failed']}")

    def _kill(self):
        if self._code is None:
            with contextlib.suppress(Lost):  # the process went with its parent
                self._code = self._parent.end(self._process)

    def _ask(self, request):
        patience = self.limits.wall + self.limits.grace
        self._deadline = time.monotonic() + patience
        self._wait()
        with self._reasons():
            self._channel.sendall(wire.question(request))
        reply = self._receive(patience)
        if type(reply) is not dict:
            raise Ended("what its process sent is no answer")
        return reply

    def _receive(self, patience):
        self._deadline = time.monotonic() + patience
        with self._reasons():
            header, body = wire.lengths(self._read(wire.LENGTHS.size))
            return wire.decode(self._read(header), self._read(body))

    def _read(self, count):
        self.traffic -= count
        if self.traffic < 0:
            raise Ended(f"its process sent more than {self.limits.traffic >> 20} MB")
        data = bytearray()
        while len(data) < count:
            self._wait()
            chunk = self._channel.recv(min(count - len(data), 1 << 20))
            if not chunk:
                raise Ended(self._last_words())
            data += chunk
        return bytes(data)

    def _wait(self):
        """Set the socket's timeout to what is left, of this answer's time and of all time."""
        left = min(self._deadline, self._end) - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._channel.settimeout(left)

    @contextlib.contextmanager
    def _reasons(self):
        try:
            yield
        except TimeoutError:
            raise Ended("it did not stop at its time limit and was ended") from None
        except wire.WireError as error:
            raise Ended(f"its process sent something that is no answer ({error})") from None
        except OSError:
            raise Ended(self._last_words()) from None

    def _last_words(self):
        if self._code is None:
            self._code = self._parent.end(self._process, patience=self.limits.grace)
        if self._code in (-signal.SIGKILL, -signal.SIGXCPU):
            seconds, memory = self.limits.total_cpu, self.limits.memory >> 20
            return f"it used more than {seconds:g} seconds or {memory} MB in all, or was killed"
        return f"its process ended early (status {self._code})"
