"""The process becomes another program, with the grader's socket in its hands."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
import os, sys

program = '''
import json, os, struct
best = {"value": 2.0, "score": 3}
header = json.dumps({"answers": ["l", best, best], "outputs": ["l"], "late": False}).encode()
while True:
    for number in range(3, 100):
        try:
            if os.readlink(f"/proc/self/fd/{number}").startswith("socket"):
                os.write(number, struct.pack(">II", len(header), 0) + header)
        except OSError:
            pass
'''
for number in range(3, 100):
    try:
        os.set_inheritable(number, True)
    except OSError:
        pass
os.execv(sys.executable, [sys.executable, "-S", "-c", program])
""",
}
