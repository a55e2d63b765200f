"""Links from the working folder lead to files that the instructor will open or overwrite."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import os

for target in ("/etc/passwd", "../../../gradebook.db", "../../../../solutions"):
    for name in ("01-tiny.ipynb", "timestamp.txt", "01-tiny.html", "feedback"):
        try:
            if os.path.lexists(name):
                os.unlink(name)
            os.symlink(target, name)
        except OSError:
            pass
print("tried")
""",
}
