"""Running a command and looking how long it takes and how much memory it needs."""

import contextlib
import os
import re
import subprocess
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.3


@dataclass(frozen=True)
class Usage:
    """seconds: on the clock; memory: the most that all its processes had together, in bytes."""

    seconds: float
    memory: int


def run(command, folder, *, core=None, environment=None):
    """Run a command, with all that it starts, and return its `Usage`.

    core: the one that it has to do with. What it says is shown if it fails.

    Raises:
        RuntimeError: if it fails.
    """
    pinned = None if core is None else lambda: os.sched_setaffinity(0, {core})
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=pinned,
    ) as process:
        memory = _Memory(process.pid)
        said = process.communicate()[0]
        seconds = time.perf_counter() - started
        memory.stop()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{said[-3000:]}")
    return Usage(seconds, memory.most)


@contextlib.contextmanager
def on_core(core):
    """Keep this process, and what it starts, to one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class _Memory(threading.Thread):
    """Looks now and then at the memory of a process and its descendants, shared pages by share."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self._done = pid, 0, threading.Event()
        self.start()

    def run(self):
        while not self._done.wait(EVERY):
            self.most = max(self.most, sum(map(_memory, _tree(self.pid))))

    def stop(self):
        self._done.set()
        self.join()


def _memory(pid):
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it has ended
        return 0
    return sum(int(kb) * 1024 for kb in re.findall(r"^Pss: +(\d+) kB", text, re.MULTILINE))


def _tree(pid):
    children = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        children[int(parent)].append(int(path.parent.name))
    found = [pid]
    for process in found:
        found += children[process]
    return found
