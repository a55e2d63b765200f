"""Ways for one process to tell another something, without being connected to it.

Each is three pieces of code. `ready` is run by who will receive, `tell` by who sends, `look` by
who receives; it prints "told" if something arrived. What is printed otherwise does not matter.
"""

from dataclasses import dataclass

LIBC = """\
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
"""
# A file that every sandbox sees.
SHARED = """\
import fcntl, json, os, signal, struct
library = open(json.__file__, "rb")
"""
FLOCK = "struct.pack('hhqqi4x', {kind}, 0, 0, 1, 0)"


@dataclass(frozen=True)
class Channel:
    """A way from one process to another."""

    tell: str
    look: str
    ready: str = ""


def _file(path):
    return Channel(
        f"open({path!r}, 'w').write('x')",
        f"import os\nif os.path.exists({path!r}):\n    os.remove({path!r})\n    print('told')",
    )


def _number(call, arguments, forget):
    """A System V object under a number that both know. forget: how to remove it."""
    return Channel(
        f"{LIBC}libc.{call}({arguments}, 0o1666)",
        f"{LIBC}found = libc.{call}({arguments}, 0)\n"
        f"if found >= 0:\n    libc.{forget}\n    print('told')",
    )


def _locked(set_command, get_command):
    """A lock for reading, which a question about a lock for writing finds."""
    return Channel(
        f"{SHARED}fcntl.fcntl(library, {set_command}, {FLOCK.format(kind='fcntl.F_RDLCK')})",
        f"{SHARED}found = fcntl.fcntl(library, {get_command}, "
        f"{FLOCK.format(kind='fcntl.F_WRLCK')})\n"
        "if struct.unpack('hhqqi4x', found)[0] == fcntl.F_RDLCK:\n    print('told')",
    )


CHANNELS = {
    "file in /tmp": _file("/tmp/channel"),
    "file in /dev/shm": _file("/dev/shm/channel"),
    "file in /home/student": _file("/home/student/channel"),
    "fifo": Channel(
        "import os\nos.mkfifo('/tmp/fifo')",
        "import os\nif os.path.exists('/tmp/fifo'):\n    os.remove('/tmp/fifo')\n    print('told')",
    ),
    "abstract socket": Channel(
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.bind('\\0channel')",
        "import errno, socket\ntry:\n    socket.socket(socket.AF_UNIX).bind('\\0channel')\n"
        "except OSError as error:\n    if error.errno == errno.EADDRINUSE:\n        print('told')",
    ),
    "abstract name of a socket pair": Channel(
        "import socket\ns, t = socket.socketpair()\ns.bind('\\0pair')",
        "import errno, socket\na, b = socket.socketpair()\ntry:\n    a.bind('\\0pair')\n"
        "except OSError as error:\n    if error.errno == errno.EADDRINUSE:\n        print('told')\n"
        "a.close()",
    ),
    "flock": Channel(
        f"{SHARED}fcntl.flock(library, fcntl.LOCK_EX)",
        f"{SHARED}try:\n    fcntl.flock(library, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "except BlockingIOError:\n    print('told')\nlibrary.close()",
    ),
    "POSIX lock": _locked("fcntl.F_SETLK", "fcntl.F_GETLK"),
    "lock of an open file": _locked("37", "36"),
    "lease": Channel(
        f"{SHARED}fcntl.fcntl(library, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
        f"{SHARED}try:\n    fcntl.fcntl(library, fcntl.F_SETLEASE, fcntl.F_WRLCK)\n"
        "except BlockingIOError:\n    print('told')\nlibrary.close()",
    ),
    "hint of a file": Channel(
        f"{SHARED}fcntl.fcntl(library, 1036, struct.pack('q', 4))",
        f"{SHARED}if struct.unpack('q', fcntl.fcntl(library, 1035, bytes(8)))[0] == 4:\n"
        "    print('told')\n    fcntl.fcntl(library, 1036, bytes(8))",
    ),
    "inotify": Channel(
        "import xmlrpc\nopen(xmlrpc.__file__).close()",
        "import select\nif select.select([watch], [], [], 0.5)[0]:\n    print('told')",
        ready=f"{LIBC}import xmlrpc\nwatch = libc.inotify_init()\n"
        "assert libc.inotify_add_watch(watch, xmlrpc.__file__.encode(), 0x20) >= 0",
    ),
    "dnotify": Channel(
        "import xmlrpc\nopen(xmlrpc.__file__).read(1)",
        "if heard:\n    print('told')",
        ready=f"{SHARED}import xmlrpc\nheard = []\n"
        "signal.signal(signal.SIGIO, lambda *a: heard.append(1))\n"
        "folder = os.open(os.path.dirname(xmlrpc.__file__), os.O_RDONLY)\n"
        "fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_ACCESS)",
    ),
    "times of a device": Channel(
        "import os\nos.utime('/dev/full')",
        "if os.stat('/dev/full').st_mtime_ns != before:\n    print('told')",
        ready="import os\nbefore = os.stat('/dev/full').st_mtime_ns",
    ),
    "POSIX shared memory": Channel(
        "import _posixshmem, os\n_posixshmem.shm_open('/channel', os.O_CREAT | os.O_RDWR)",
        "import _posixshmem, os\n_posixshmem.shm_open('/channel', os.O_RDWR)\n"
        "_posixshmem.shm_unlink('/channel')\nprint('told')",
    ),
    "POSIX semaphore": Channel(
        f"{LIBC}assert libc.sem_open(b'/channel', os.O_CREAT, 0o666, 1)",
        f"{LIBC}libc.sem_open.restype = ctypes.c_void_p\n"
        "if libc.sem_open(b'/channel', 0):\n    libc.sem_unlink(b'/channel')\n    print('told')",
    ),
    "POSIX message queue": Channel(
        f"{LIBC}libc.mq_open(b'/channel', os.O_CREAT | os.O_RDWR, 0o666, None)",
        f"{LIBC}if libc.mq_open(b'/channel', os.O_RDWR) >= 0:\n"
        "    libc.mq_unlink(b'/channel')\n    print('told')",
    ),
    "System V shared memory": _number("shmget", "4711, 4096", "shmctl(found, 0, None)"),
    "System V semaphore": _number("semget", "4711, 1", "semctl(found, 0, 0)"),
    "System V message queue": _number("msgget", "4711", "msgctl(found, 0, None)"),
    "pseudoterminal": Channel(
        "import os\nends = os.openpty()",
        "import os\nif set(os.listdir('/dev/pts')) - before:\n    print('told')",
        ready="import os\nbefore = set(os.listdir('/dev/pts'))",
    ),
    "number of open files": Channel(
        "files = [open('/dev/null') for _ in range(90)]",
        "n = int(open('/proc/sys/fs/file-nr').read().split()[0])\n"
        "if n >= before + 60:\n    print('told')",
        ready="before = int(open('/proc/sys/fs/file-nr').read().split()[0])",
    ),
}
