"""The warm parent at work: a process for each submission, forked, and reaped in the end."""

import os
import signal
import socket
import time

from autograder.sandbox.inside import apart, control, submission

PAUSE = 0.01


class Nursery:
    """Serves the grader's messages, one reply to each.

    {"start": home, "limits": fields of `Limits`} with a socket: forks a process that talks
    through the socket; {"pid"}, or {"error"} where that is not possible. {"end": pid,
    "patience": seconds}: waits that long, kills it, and replies its exit code, {"code"}.
    """

    def __init__(self, connection, settings, shell):
        self.connection, self.settings, self.shell = connection, settings, shell
        self.children = set()

    def serve(self):
        """Say that all is imported, and serve until the grader hangs up."""
        if self.settings["isolated"]:
            apart.for_all(self.settings["devices"])
        control.send(self.connection, {"ready": True})
        while True:
            try:
                message, descriptors = control.receive(self.connection)
            except (EOFError, ConnectionError):
                self._leave()
            if "start" in message:
                reply = self._start(message, socket.socket(fileno=descriptors[0]))
            else:
                reply = {"code": self._end(message["end"], message["patience"])}
            control.send(self.connection, reply)

    def _start(self, message, channel):
        with channel:
            try:
                pid = self._fork()
            except (OSError, RuntimeError) as error:
                return {"error": str(error)}
            if pid == 0:
                self.connection.close()
                submission.run(channel, self.shell, self.settings, message)
        self.children.add(pid)
        return {"pid": pid}

    def _end(self, pid, patience):
        self.children.discard(pid)
        return _ended(pid, patience)

    def _leave(self):
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)

    def _fork(self):
        # What another thread holds at this moment, a lock say, the child would hold forever.
        if os.path.isdir("/proc/self/task") and len(os.listdir("/proc/self/task")) > 1:
            raise RuntimeError("a module that was imported has started threads")
        return apart.fork() if self.settings["isolated"] else os.fork()


def _ended(pid, patience):
    """Kill a child, unless it ends by itself in time, and return its exit code."""
    given_up = time.monotonic() + patience
    done, status = os.waitpid(pid, os.WNOHANG)
    while not done and time.monotonic() < given_up:
        time.sleep(PAUSE)
        done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
