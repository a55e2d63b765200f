"""Starting the warm parent, isolated by bubblewrap or, for trying things out, by nothing."""

import os
import shutil
import subprocess
from pathlib import Path

from autograder.sandbox import mounts
from autograder.sandbox.seccomp import Missing

INSTALL = (
    "install bubblewrap: `sudo apt install bubblewrap` (Debian, Ubuntu) or `sudo dnf install "
    "bubblewrap` (Fedora); on macOS and Windows grade in a Linux virtual machine or WSL 2"
)
ISOLATIONS = ("bubblewrap", "process")
NAMESPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts")
# To make namespaces for its children, become their user, and end them. They keep none of these.
CAPABILITIES = ("CAP_SYS_ADMIN", "CAP_SETPCAP", "CAP_SETUID", "CAP_SETGID", "CAP_KILL")
# Nobody owns these user numbers; see the table of ranges in systemd's UIDS-GIDS document.
FIRST_FREE_UID = 1_900_000_000
NOBODY = 65534


def start(connection, isolation, errors, home, group=None):
    """Start the parent and return its `subprocess.Popen`.

    connection: the socket on which it is told the rest; errors: a file for what it says before it
    is ready; home: a folder to work in, where it has no file system of its own; group: the
    `memory.Group` that it shall be in.

    Raises:
        Missing: if bubblewrap is not there.
    """
    if isolation == "process":
        command = _parent(connection, mounts.ROOT)
        return _popen([*_entering(group), *command], connection, errors, home)
    if not shutil.which("bwrap"):
        raise Missing(f"no bwrap: {INSTALL}")
    command = ["bwrap", *_isolated(), *mounts.arguments()]
    command += ["--", *_parent(connection, mounts.COURSE)]
    return _popen([*_entering(group), *command], connection, errors, mounts.HOME)


def unprivileged_uid(pid):
    """Return the user that children become, or None where the grader is no root already.

    Root's own number would escape the limit on processes. What the kernel counts for a user is
    no channel between two sandboxes: each has a number of its own, from its `pid`, where the
    machine has such numbers.
    """
    if os.geteuid() != 0:
        return None
    wanted = FIRST_FREE_UID + pid
    ranges = [
        map(int, line.split()) for line in Path("/proc/self/uid_map").read_text().splitlines()
    ]
    free = any(first <= wanted < first + count for first, _, count in ranges)
    return wanted if free else NOBODY


def _isolated():
    """Return bwrap's arguments apart from the file system. Root needs no user namespace."""
    common = [*NAMESPACES, "--unshare-cgroup-try", "--die-with-parent", "--hostname", "sandbox"]
    common += ["--cap-drop", "ALL"]
    common += [word for name in CAPABILITIES for word in ("--cap-add", name)]
    return common if os.geteuid() == 0 else [*common, "--unshare-user"]


def _entering(group):
    """Return a command that enters a control group and becomes the command after it."""
    if group is None:
        return []
    script = 'echo $$ 2>/dev/null > "$0/cgroup.procs"; exec "$@"'
    return ["/bin/sh", "-c", script, str(group.folder)]


def _parent(connection, course):
    main = f"{course}/autograder/sandbox/inside/main.py"
    return [mounts.interpreter(), "-P", "-s", "-S", main, str(connection.fileno())]


def _popen(command, connection, errors, home):
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        pass_fds=[connection.fileno()],
        env=_environment(home),
        cwd=home if os.path.isdir(home) else "/",
        start_new_session=True,  # Ctrl-C at the grader's terminal is the grader's to answer
    )


def _environment(home):
    """Nothing of the grader's own environment: it may hold secrets."""
    return {
        "HOME": home,
        "LANG": "C.UTF-8",
        "LOGNAME": "student",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": os.defpath,
        "PYTHONHASHSEED": "0",
        "USER": "student",
    }
