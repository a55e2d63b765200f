"""The course's own files are overwritten: solutions, settings, other students' work."""

EXPECTED = 0, "graded"
SAYS = "changed []"
CELLS = {
    "double": """\
import glob, os

changed = []
for n in range(7):
    up = os.path.join(os.getcwd(), *[".."] * n)
    files = "nbgrader_config.py", "solutions/*/*.ipynb", "*/submitted/*/*/*.ipynb", "helpers/*.py"
    for pattern in files:
        for path in glob.glob(os.path.join(up, pattern)):
            try:
                with open(path, "a") as file:
                    file.write(" \\n")
                changed.append(path)
            except OSError:
                pass
print("changed", changed)
""",
}
