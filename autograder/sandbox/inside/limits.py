"""Limits that the student's process sets for itself before any student code runs."""

import os
import resource
import signal

from helpers.checks.drivers.stop import Stop


class TimeLimit(Stop):
    """Raised in student code when its time is over. No Exception, so few `except` eat it."""


def become(uid):
    """Change to an unprivileged user for good. Leaves no capability behind."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def lower(limits):
    """Lower the kernel's limits. limits: the fields of `autograder.sandbox.limits.Limits`."""
    for name, value in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", int(limits["total_cpu"]) + 1),
        ("RLIMIT_NPROC", limits["processes"]),
        ("RLIMIT_NOFILE", limits["open_files"]),
        ("RLIMIT_FSIZE", limits["file_size"]),
        ("RLIMIT_CORE", 0),
    ):
        resource.setrlimit(getattr(resource, name), (value, value))
    os.nice(5)


class Clock:
    """Interrupts an action after `cpu` seconds of work or `wall` seconds of waiting."""

    def __init__(self, cpu, wall):
        self.cpu, self.wall = cpu, wall
        self.running = False
        for number in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(number, self._ring)

    def run(self, action):
        """Return (what `action()` returned, False), or (None, True) when its time ran out."""
        try:
            try:
                self._start()
                return action(), False
            finally:
                self._stop()
        except TimeLimit:
            self._stop()
            return None, True

    def _start(self):
        self.running = True
        # It rings again: the first may have been swallowed by the student's `except:`.
        signal.setitimer(signal.ITIMER_PROF, self.cpu, 0.2)
        signal.setitimer(signal.ITIMER_REAL, self.wall, 0.5)

    def _stop(self):
        self.running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, number, frame):
        if self.running:
            raise TimeLimit(f"stopped after {self.cpu:g} seconds")
