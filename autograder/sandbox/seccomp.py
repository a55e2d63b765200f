"""The system calls that student code does without."""

import errno
import tempfile

INSTALL = (
    "install libseccomp and its Python binding: `sudo apt install libseccomp2` (Debian, Ubuntu) or "
    "`sudo dnf install libseccomp` (Fedora), then `pip install pyseccomp`"
)

CLONE_THREAD = 0x00010000
AF_UNIX = 1
TIOCSTI, TIOCLINUX = 0x5412, 0x541C

# Answered with "not permitted". By what they would open:
FORBIDDEN = {
    "other namespaces and mounts": """unshare setns mount umount umount2 pivot_root chroot
        move_mount open_tree fsopen fsconfig fsmount fspick
        mount_setattr swapon swapoff quotactl""",
    "other processes": """ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_open
        pidfd_getfd pidfd_send_signal perf_event_open""",
    "the kernel": """bpf userfaultfd io_uring_setup io_uring_enter io_uring_register init_module
        finit_module delete_module kexec_load kexec_file_load reboot acct syslog iopl ioperm
        modify_ldt lookup_dcookie vm86 fanotify_init nfsservctl settimeofday clock_settime
        clock_adjtime adjtimex open_by_handle_at name_to_handle_at personality""",
    "memory outside the limits": """memfd_create memfd_secret shmget shmat shmctl msgget msgsnd
        semget mq_open io_setup mbind set_mempolicy migrate_pages move_pages""",
    "channels between sandboxes": "keyctl add_key request_key",
    "new programs": "fork vfork",
}


class Missing(RuntimeError):
    """Something that the sandbox needs is not installed; the message says how to get it."""


def program():
    """Return the BPF program that refuses them, as bytes.

    Raises:
        Missing: without libseccomp or pyseccomp.
    """
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError) as error:
        raise Missing(f"no seccomp ({error}): {INSTALL}") from None
    with tempfile.TemporaryFile() as file:
        _filter(pyseccomp).export_bpf(file)
        file.seek(0)
        return file.read()


def _filter(seccomp):
    rules = seccomp.SyscallFilter(defaction=seccomp.ALLOW)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name in " ".join(FORBIDDEN.values()).split():
        _add(seccomp, rules, refuse, name)
    # A thread is welcome, a process is not: its memory would be counted anew.
    no_thread = seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_THREAD, 0)
    _add(seccomp, rules, seccomp.ERRNO(errno.EAGAIN), "clone", no_thread)
    # The flags of clone3 lie in memory, out of a filter's sight; without it libc takes clone.
    _add(seccomp, rules, seccomp.ERRNO(errno.ENOSYS), "clone3")
    _add(seccomp, rules, refuse, "socket", seccomp.Arg(0, seccomp.NE, AF_UNIX))
    for request in (TIOCSTI, TIOCLINUX):
        _add(seccomp, rules, refuse, "ioctl", seccomp.Arg(1, seccomp.EQ, request))
    return rules


def _add(seccomp, rules, action, name, *args):
    if seccomp.resolve_syscall(seccomp.system_arch(), name) == -1:
        return  # this machine has no such call
    rules.add_rule(action, name, *args)
