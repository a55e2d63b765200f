"""The process stops itself, as with Ctrl-Z, and waits to be continued."""

EXPECTED = 0, "time limit"
SAYS = ""
CELLS = {
    "double": """\
import os, signal

os.kill(os.getpid(), signal.SIGSTOP)
os.kill(0, signal.SIGSTOP)
while True:
    signal.pause()
""",
}
