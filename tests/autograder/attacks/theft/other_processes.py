"""Through /proc lead ways to the files, folders and memory maps of other processes."""

EXPECTED = 0, "graded"
SAYS = "found []"
CELLS = {
    "double": """\
import os

seen = []
for number in (n for n in os.listdir("/proc") if n.isdigit() and int(n) != os.getpid()):
    for name in ("cwd", "root", "exe", "maps", "mem", "fd", "map_files", "cmdline"):
        path = f"/proc/{number}/{name}"
        try:
            text = os.readlink(path) if name in ("cwd", "root", "exe") else (
                os.listdir(path) if name in ("fd", "map_files") else open(path, "rb").read(4096)
            )
        except OSError:
            continue
        if any(word in str(text) for word in ("solutions", "gradebook", "submitted", "seeds")):
            seen.append(path)
        if name in ("root", "cwd") and os.path.exists(f"{path}/solutions"):
            seen.append(path)
print("found", seen)
""",
}
