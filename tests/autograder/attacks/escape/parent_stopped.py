"""The parent is stopped, as with Ctrl-Z, and the class waits for ever."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import os, signal

for number in (os.getppid(), 1):
    try:
        os.kill(number, signal.SIGSTOP)
    except OSError:
        pass
print("tried")
""",
}
