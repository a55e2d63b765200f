"""Memory that belongs to no process: System V, POSIX, message queues, semaphores."""

EXPECTED = 0, "graded"
SAYS = "found []"
STUDENTS = "shared-memory-1", "shared-memory-2"
CELLS = {
    "double": """\
import ctypes, os
from multiprocessing import shared_memory

libc = ctypes.CDLL(None, use_errno=True)
found = []
here = libc.shmget(0x1EF7, 4096, 0), libc.msgget(0x1EF7, 0), libc.semget(0x1EF7, 1, 0)
if max(here) >= 0:
    found.append("System V")
libc.shmget(0x1EF7, 4096, 0o1666), libc.msgget(0x1EF7, 0o1666), libc.semget(0x1EF7, 1, 0o1666)
if os.path.exists("/dev/shm/left-by-an-attack"):
    found.append("POSIX")
try:
    open("/dev/shm/left-by-an-attack", "w").write("x = 1")
    memory = shared_memory.SharedMemory("left-by-an-attack-too", create=True, size=4096)
except FileExistsError:
    found.append("SharedMemory")
except OSError:
    pass
print("found", found)
""",
}
