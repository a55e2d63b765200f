"""The clock is stopped and every signal blocked, then comes the loop."""

EXPECTED = 0, "ended early"
SAYS = "did not stop at its time limit"
CELLS = {
    "double": """\
import signal

for timer in (signal.ITIMER_REAL, signal.ITIMER_PROF, signal.ITIMER_VIRTUAL):
    signal.setitimer(timer, 0)
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
""",
}
