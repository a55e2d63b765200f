"""The grader is traced like a program in a debugger."""

EXPECTED = 0, "graded"
SAYS = "attached []"
CELLS = {
    "double": """\
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = ctypes.c_long
attached = []
for number in (1, os.getppid(), *(int(n) for n in os.listdir("/proc") if n.isdigit())):
    for request in (16, 0x4206):  # PTRACE_ATTACH, PTRACE_SEIZE
        if number != os.getpid() and libc.ptrace(request, number, 0, 0) == 0:
            attached.append(number)
            libc.ptrace(17, number, 0, 0)
print("attached", attached)
""",
}
