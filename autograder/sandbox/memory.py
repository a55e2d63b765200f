"""A bound on the memory of a parent and its children together, where the system lets us set one.

The limit that a process has on its own address space says nothing of the files in its scratch
folders. A control group counts both. Root can make one anywhere, others where one is delegated to
them, as by ``systemd-run --user --scope``. Source: the kernel's admin-guide/cgroup-v1/memory and
cgroup-v2.
"""

import contextlib
import itertools
import os
import time
from dataclasses import dataclass
from pathlib import Path

PREFIX = "sandbox-"
# Version 1, version 2: the file with the limit, the word for the own memory in memory.stat, the
# file that forbids to swap.
FILES = {
    "cgroup": ("memory.limit_in_bytes", "total_rss", "memory.swappiness"),
    "cgroup2": ("memory.max", "anon", "memory.swap.max"),
}
_numbers = itertools.count()


@dataclass(frozen=True)
class Group:
    """A control group of ours. kind: "cgroup" or "cgroup2"."""

    folder: Path
    kind: str

    def limit(self, size):
        """From now on allow `size` bytes more than what is in use."""
        name, own, _ = FILES[self.kind]
        stat = dict(line.split() for line in (self.folder / "memory.stat").read_text().splitlines())
        (self.folder / name).write_text(str(int(stat[own]) + size))

    def remove(self):
        """Remove the group once its processes have ended; what stays, the next grader removes."""
        for _ in range(100):
            with contextlib.suppress(OSError):
                return self.folder.rmdir()
            time.sleep(0.01)


def group(system=Path("/proc/self")):
    """Return a new `Group`, or None where none can be made. system: a folder as /proc/self is."""
    for folder, kind in _places(system):
        _tidy(folder)
        found = Group(folder / f"{PREFIX}{os.getpid()}-{next(_numbers)}", kind)
        with contextlib.suppress(OSError):
            found.folder.mkdir()
            if (found.folder / FILES[kind][0]).exists():
                _no_swap(found)
                return found
            found.folder.rmdir()
    return None


def _places(system):
    """Yield the groups that we are in, and those above them; none where there is no Linux."""
    if not (system / "cgroup").exists():
        return
    own = [line.split(":", 2) for line in (system / "cgroup").read_text().splitlines()]
    for line in (system / "mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        (root, top), (kind, _, options) = before.split()[3:5], after.split()
        for _, controllers, path in own:
            if kind not in FILES or not path.startswith(root.rstrip("/")):
                continue
            here = Path(top, path[len(root.rstrip("/")) :].lstrip("/"))
            if (
                kind == "cgroup"
                and "memory" in controllers.split(",")
                and "memory" in options.split(",")
            ):
                yield here, kind
            elif kind == "cgroup2" and not controllers:
                yield from ((p, kind) for p in (here, *here.parents) if p.is_relative_to(top))


def _tidy(folder):
    """Remove what graders that were killed have left."""
    for left in folder.glob(f"{PREFIX}*"):
        if not Path("/proc", left.name.split("-")[1]).exists():
            with contextlib.suppress(OSError):
                left.rmdir()


def _no_swap(group):
    with contextlib.suppress(OSError):
        (group.folder / FILES[group.kind][2]).write_text("0")
