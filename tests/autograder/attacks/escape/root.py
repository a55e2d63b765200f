"""By every way that is known the student becomes root, or gets a capability back."""

EXPECTED = 0, "graded"
SAYS = "done [] True"
CELLS = {
    "double": """\
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
done = []
for name, count in (("setuid", 1), ("setgid", 1), ("setreuid", 2), ("setresuid", 3)):
    try:
        getattr(os, name)(*[0] * count)
        done.append(name)
    except OSError:
        pass
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
if libc.capset(header, data) == 0:
    done.append("capset")
for path in ("/etc/passwd", "/root/.ssh/authorized_keys", "/proc/sys/kernel/hostname"):
    try:
        open(path, "a").close()
        done.append(path)
    except OSError:
        pass
print("done", done, os.getuid() != 0)
""",
}
