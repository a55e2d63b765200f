"""Starting the student's process, isolated by bubblewrap or, for trying things out, by limits."""

import dataclasses
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from autograder.sandbox import mounts, seccomp
from autograder.sandbox.seccomp import Missing

INSTALL = (
    "install bubblewrap: `sudo apt install bubblewrap` (Debian, Ubuntu) or `sudo dnf install "
    "bubblewrap` (Fedora); on macOS and Windows grade in a Linux virtual machine or WSL 2"
)
ISOLATIONS = ("bubblewrap", "process")
NAMESPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts")
# Nobody owns these user numbers; see the table of ranges in systemd's UIDS-GIDS document.
FIRST_FREE_UID = 1_900_000_000
NOBODY = 65534


def start(channel, limits, isolation, errors, scratch):
    """Start the student's process and return its `subprocess.Popen`.

    channel: the socket it talks through; errors: a file for what it says before it is ready;
    scratch: a folder to work in, where it has no file system of its own.

    Raises:
        Missing: if bubblewrap or libseccomp is not there.
    """
    if isolation == "process":
        command = _harness(channel, limits, None, mounts.ROOT)
        return _popen(command, (channel.fileno(),), errors, scratch)
    if not shutil.which("bwrap"):
        raise Missing(f"no bwrap: {INSTALL}")
    uid = unprivileged_uid()
    with tempfile.TemporaryFile() as program:
        seccomp.export(program)
        command = ["bwrap", "--seccomp", str(program.fileno()), *_isolated(uid)]
        command += [*mounts.arguments(limits), "--", *_harness(channel, limits, uid, mounts.COURSE)]
        return _popen(command, (channel.fileno(), program.fileno()), errors)


def unprivileged_uid():
    """Return the user to become inside, or None where the grader is no root already.

    Root's own number would escape the limit on processes, so a sandbox that root starts needs
    another: one of its own for each grading process, where the machine has such numbers.
    """
    if os.geteuid() != 0:
        return None
    wanted = FIRST_FREE_UID + os.getpid()
    ranges = [
        map(int, line.split()) for line in Path("/proc/self/uid_map").read_text().splitlines()
    ]
    free = any(first <= wanted < first + count for first, _, count in ranges)
    return wanted if free else NOBODY


def _isolated(uid):
    """Return bwrap's arguments apart from the file system.

    Root needs no user namespace: it changes to an unprivileged user inside, for which it keeps
    two capabilities until then.
    """
    common = [*NAMESPACES, "--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    common += ["--hostname", "sandbox", "--cap-drop", "ALL"]
    if uid is None:
        return [*common, "--unshare-user"]
    return [*common, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def _harness(channel, limits, uid, course):
    settings = {
        "channel": channel.fileno(),
        "limits": dataclasses.asdict(limits),
        "path": mounts.package_folders(),
        "uid": uid,
    }
    main = f"{course}/autograder/sandbox/inside/main.py"
    return [mounts.interpreter(), "-P", "-s", "-S", main, json.dumps(settings)]


def _popen(command, descriptors, errors, home=mounts.HOME):
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        pass_fds=descriptors,
        env=_environment(home),
        cwd=home if os.path.isdir(home) else "/",
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
