"""When the process ends, a handler sends and shows full marks."""

from tests.autograder.attacks.parts import CHANNEL

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": CHANNEL
    + """\
import atexit, sys, weakref

def last():
    sys.displayhook(3.0)
    os.write(channel, full)

class Late:
    def __del__(self):
        last()

atexit.register(last)
late = Late()
weakref.finalize(late, last)
print("tried")
""",
}
