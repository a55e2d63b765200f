"""The parent alone is killed, so that the run ends for the whole class."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import os, signal, time

for _ in range(20):
    try:
        if os.getppid() > 1:
            os.kill(os.getppid(), signal.SIGKILL)
        os.kill(1, signal.SIGKILL)
    except OSError:
        pass
    time.sleep(0.01)
print("tried")
""",
}
