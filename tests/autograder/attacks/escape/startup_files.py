"""Files that Python and IPython run when they start wait for the next submission."""

EXPECTED = 0, "graded"
SAYS = "[] tried"
CELLS = {
    "double": """\
import glob, os, site, sys

line = "open('/tmp/left-by-an-attack', 'w').write('x')\\n"
home = os.path.expanduser("~")
places = [f"{home}/.ipython/profile_default/startup/00-attack.py", f"{home}/.pythonrc.py"]
for folder in (site.getusersitepackages(), *sys.path):
    names = "usercustomize.py", "sitecustomize.py", "attack.pth"
    places += [f"{folder}/{name}" for name in names]
written = []
for path in places:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write("import os; " + line)
        written.append(path)
    except OSError:
        pass
print([path for path in written if not path.startswith((home, "/tmp"))], "tried")
os.environ["PYTHONSTARTUP"] = places[1]
""",
}
