"""The answer runs a command in whoever unpickles it."""

EXPECTED = 0, "graded"
SAYS = "Bomb"
CELLS = {
    "double": """\
import os

class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/left-by-an-attack",)

def double(x):
    print("tried")
    return Bomb()
""",
}
