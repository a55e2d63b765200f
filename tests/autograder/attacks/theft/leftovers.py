"""What one submission leaves behind, the same one, handed in once more, finds."""

EXPECTED = 0, "graded"
SAYS = "found []"
STUDENTS = "leftovers-1", "leftovers-2"
CELLS = {
    "double": """\
import builtins, ctypes, os, signal, sys

answer = "def double(x): return 2 * x\\ndef total(x): return x.sum()"
places = ["/tmp", "/var/tmp", "/dev/shm", "/run", os.path.expanduser("~"), ".", "../..", "/course"]
places += [entry for entry in sys.path if os.path.isdir(entry)]
paths = [os.path.join(place, "left-by-an-attack.txt") for place in places]
found = [path for path in paths if os.path.exists(path)]
for path in paths:
    try:
        if path in found:
            exec(open(path).read())
        else:
            open(path, "w").write(answer)
    except OSError:
        pass
for module in (sys, builtins, os):
    if hasattr(module, "left_by_an_attack"):
        found.append(module.__name__)
        exec(module.left_by_an_attack)
    module.left_by_an_attack = answer
print("found", found)
""",
}
