"""New namespaces, and with them the rights to mount, to change the root and to go back."""

EXPECTED = 0, "graded"
SAYS = "done []"
CELLS = {
    "double": """\
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
done = []
for flag in (0x10000000, 0x20000, 0x20000000, 0x40000000, 0x8000000, 0x4000000, 0x2000000):
    if libc.unshare(flag) == 0:
        done.append(hex(flag))
for name in ("user", "mnt", "pid", "net"):
    try:
        if libc.setns(os.open(f"/proc/1/ns/{name}", os.O_RDONLY), 0) == 0:
            done.append(name)
    except OSError:
        pass
os.makedirs("/tmp/here", exist_ok=True)
if libc.mount(b"none", b"/tmp/here", b"tmpfs", 0, None) == 0:
    done.append("mount")
if libc.chroot(b"/tmp/here") == 0 or libc.umount2(b"/course", 2) == 0:
    done.append("root")
print("done", done)
""",
}
