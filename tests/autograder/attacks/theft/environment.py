"""Secrets stand in environments, one's own and those of other processes."""

EXPECTED = 0, "graded"
SAYS = "[] tried"
CELLS = {
    "double": """\
import glob, os

told = [f"{name}={value}" for name, value in os.environ.items()]
for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        told += open(path, "rb").read().decode(errors="replace").split("\\0")
    except OSError:
        pass
print([line for line in told if "SECRET" in line or "COURSE" in line], "tried")
""",
}
