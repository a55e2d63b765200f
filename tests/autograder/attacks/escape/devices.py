"""Devices: the kernel's log, memory, disks, and a terminal that could be typed into."""

EXPECTED = 0, "graded"
SAYS = "done []"
CELLS = {
    "double": """\
import fcntl, os, stat

done = []
for path in ("/dev/kmsg", "/dev/mem", "/dev/sda", "/dev/console", "/dev/fuse", "/dev/kvm"):
    try:
        done.append(os.open(path, os.O_RDWR))
    except OSError:
        pass
try:
    os.mknod("/tmp/left-by-an-attack-device", stat.S_IFBLK | 0o666, os.makedev(8, 0))
    done.append("mknod")
except OSError:
    pass
for path in ("/dev/tty", "/proc/self/fd/0", "/proc/self/fd/1"):
    try:
        for letter in b"exit\\n":
            fcntl.ioctl(os.open(path, os.O_RDWR), 0x5412, bytes([letter]))
        done.append(path)
    except OSError:
        pass
print("done", done)
""",
}
