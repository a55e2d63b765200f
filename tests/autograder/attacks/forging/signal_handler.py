"""The clock's signals are caught, and from then on work for the student."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import signal, sys, threading

def forge(number, frame):
    while frame:
        if "answers" in frame.f_locals:
            frame.f_locals["answers"] = [{"value": 2.0}] * 2
        frame = frame.f_back

if threading.current_thread() is threading.main_thread():
    for number in (signal.SIGALRM, signal.SIGPROF, signal.SIGUSR1):
        signal.signal(number, forge)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
print("tried")
""",
}
