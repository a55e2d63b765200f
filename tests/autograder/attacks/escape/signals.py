"""Every signal there is goes to the first process and to the parent."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import os, signal

for number in {1, os.getppid()} - {0, os.getpid()}:
    for name in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            os.kill(number, name)
        except OSError:
            pass
print("tried")
""",
}
