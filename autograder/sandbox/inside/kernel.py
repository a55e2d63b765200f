"""What Linux offers and Python 3.11 does not, each as in its manual page. Raises OSError."""

import ctypes
import errno
import os

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
_FILTER_LENGTH = 8
_MADV_COLLAPSE, _HUGE = 25, 2 * 2**20

_libc = ctypes.CDLL(None, use_errno=True)


def unshare(flags):
    """Move into new namespaces; CLONE_NEWPID is for the children that come."""
    _call("unshare", flags)


def setns(descriptor, flags):
    """Move into the namespace that a descriptor of /proc/self/ns holds open."""
    _call("setns", descriptor, flags)


def mount(kind, target, flags, options=""):
    """Mount a file system that needs no source."""
    _mount(kind, target, flags, options)


def bind(source, target):
    """Mount a folder in a second place, with all that is mounted below it."""
    _mount(source, target, MS_BIND | MS_REC)


def make_read_only(target):
    """Let nobody change what is mounted at `target`. A device there can be written to still."""
    _mount("none", target, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NOEXEC)


def make_private():
    """Keep to this mount namespace what is mounted in it from now on."""
    _mount("none", "/", MS_REC | MS_PRIVATE)


def drop_capabilities():
    """Give up every capability, those that an exec would bring back, too."""
    _call("prctl", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, *_longs(0, 0, 0))
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def forget_capabilities():
    """Let nobody who is started from here have a capability, now or later."""
    number = 0
    while _libc.prctl(_PR_CAPBSET_DROP, *_longs(number, 0, 0, 0)) == 0:
        number += 1
    if ctypes.get_errno() != errno.EINVAL:  # there is none of that number
        raise OSError(ctypes.get_errno(), "the capability bounding set can't be emptied")


def no_new_privileges():
    """From now on no exec gives more rights."""
    _call("prctl", _PR_SET_NO_NEW_PRIVS, *_longs(1, 0, 0, 0))


def seccomp(program):
    """Filter all system calls from now on by a BPF program, bytes."""
    filters = ctypes.create_string_buffer(program, len(program))
    fprog = _Fprog(len(program) // _FILTER_LENGTH, ctypes.addressof(filters))
    _call("prctl", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(fprog), *_longs(0, 0))


def collapse():
    """Gather this process's own memory in huge pages, so that a fork copies fewer entries.

    A kernel before 6.1 does nothing. Source: madvise(2), MADV_COLLAPSE.
    """
    for begin, end in list(_own_memory()):
        for address in range(-(-begin // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE):
            _libc.madvise(*map(ctypes.c_ulong, (address, _HUGE)), _MADV_COLLAPSE)


def _own_memory():
    with open("/proc/self/maps") as lines:
        for line in lines:
            where, rights, *_, inode = line.split()[:5]
            if rights == "rw-p" and inode == "0" and "[stack" not in line:
                yield (int(number, 16) for number in where.split("-"))


class _Fprog(ctypes.Structure):
    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _mount(source, target, flags, options=""):
    names = [text.encode() for text in (source, target, source)]
    _call("mount", *names, ctypes.c_ulong(flags), options.encode())


def _longs(*values):
    return map(ctypes.c_ulong, values)


def _call(name, *args):
    if getattr(_libc, name)(*args) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
