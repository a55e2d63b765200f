"""Threads are started until no more can be."""

EXPECTED = 0, "graded"
SAYS = "tried True"
CELLS = {
    "double": """\
import threading, time

started = 0
try:
    for _ in range(10_000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
print("tried", started < 1000)
""",
}
