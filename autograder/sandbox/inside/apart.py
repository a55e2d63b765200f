"""Setting a submission's process apart from everything else on the machine."""

import base64
import os

from autograder.sandbox.inside import kernel

NAMESPACES = (
    kernel.CLONE_NEWNS
    | kernel.CLONE_NEWCGROUP
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWNET
)
INODES = 20_000


def for_all(devices):
    """Prepare, in the parent, what holds for every process that it will start."""
    for device in devices:  # their times, too, could be changed for all to see
        kernel.make_read_only(device)
    kernel.forget_capabilities()
    kernel.collapse()


def fork():
    """Fork a child that is the first process of a pid namespace; returns as `os.fork` does."""
    own, pid = os.open("/proc/self/ns/pid", os.O_RDONLY), None
    try:
        kernel.unshare(kernel.CLONE_NEWPID)
        pid = os.fork()
    finally:
        if pid != 0:
            kernel.setns(own, kernel.CLONE_NEWPID)
        os.close(own)
    return pid


def file_systems(scratch, disk, kept):
    """Give the process empty scratch folders of its own, of `disk` bytes each, and its own /proc.

    kept: folders below them that stay.
    """
    kernel.unshare(NAMESPACES)
    kernel.make_private()
    held = {folder: os.open(folder, os.O_PATH) for folder in kept}
    options = f"size={disk},nr_inodes={INODES},mode=1777"
    for folder in scratch:
        kernel.mount("tmpfs", folder, kernel.MS_NOSUID | kernel.MS_NODEV, options)
    for folder, descriptor in held.items():
        os.makedirs(folder)
        kernel.bind(f"/proc/self/fd/{descriptor}", folder)
        os.close(descriptor)
    # Processes only: the rest of /proc is the whole machine's, and tells of the others there.
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("proc", "/proc", flags, "subset=pid")


def be_first_to_go():
    """Where memory runs out, the kernel ends this process and not its parent."""
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def give_up_rights(program):
    """Keep no capability for good, and forbid the system calls that a BPF program names."""
    kernel.drop_capabilities()
    kernel.no_new_privileges()
    kernel.seccomp(base64.b64decode(program))
