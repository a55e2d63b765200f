"""The system calls that student code does without."""

import errno
import tempfile

INSTALL = (
    "install libseccomp and its Python binding: `sudo apt install libseccomp2` (Debian, Ubuntu) or "
    "`sudo dnf install libseccomp` (Fedora), then `pip install pyseccomp`"
)

CLONE_THREAD = 0x00010000
# Commands of one call; the kernel looks at 32 bits of them, so nothing may hide in the others.
COMMAND = 0xFFFFFFFF
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
# Locks, leases, notices and hints are kept with a file, and all sandboxes see the same libraries.
F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW = 5, 6, 7, 36, 37, 38
F_SETLEASE, F_GETLEASE, F_NOTIFY = 1024, 1025, 1026
F_GET_RW_HINT, F_SET_RW_HINT, F_GET_FILE_RW_HINT, F_SET_FILE_RW_HINT = 1035, 1036, 1037, 1038
FORBIDDEN_COMMANDS = {
    "ioctl": (TIOCSTI, TIOCLINUX),
    "fcntl": (
        *(F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW),
        *(F_SETLEASE, F_GETLEASE, F_NOTIFY),
        *(F_GET_RW_HINT, F_SET_RW_HINT, F_GET_FILE_RW_HINT, F_SET_FILE_RW_HINT),
    ),
}

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
    "channels between sandboxes": """keyctl add_key request_key socket bind connect listen flock
        inotify_init inotify_init1 inotify_add_watch mincore cachestat fadvise64 readahead
        preadv2 sethostname setdomainname""",
    "new processes": "fork vfork",
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
    for call, commands in FORBIDDEN_COMMANDS.items():
        for command in commands:
            is_it = seccomp.Arg(1, seccomp.MASKED_EQ, COMMAND, command)
            _add(seccomp, rules, refuse, call, is_it)
    return rules


def _add(seccomp, rules, action, name, *args):
    if seccomp.resolve_syscall(seccomp.system_arch(), name) == -1:
        return  # this machine has no such call
    rules.add_rule(action, name, *args)
