"""The gradebook is found and full marks are written into it, for oneself and for others."""

EXPECTED = 0, "graded"
SAYS = "changed []"
CELLS = {
    "double": """\
import glob, os, sqlite3

folders = ["/", os.getcwd()] + [os.path.join(os.getcwd(), *[".."] * n) for n in range(1, 7)]
changed = []
for folder in folders:
    for path in glob.glob(os.path.join(folder, "gradebook.db")) + glob.glob(
        os.path.join(folder, "autograder", "gradebook.db")
    ):
        with sqlite3.connect(path, timeout=2) as marks:
            marks.execute("UPDATE grade SET auto_score = 1, manual_score = 1")
        changed.append(path)
print("changed", changed)
""",
}
