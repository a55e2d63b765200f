"""A cell that sleeps."""

EXPECTED = 0, "time limit"
SAYS = "TimeLimit"
CELLS = {
    "double": """\
import threading, time

time.sleep(10**6)
""",
}
