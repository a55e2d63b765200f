"""A function that sleeps."""

EXPECTED = 0, "time limit"
SAYS = "did not finish"
CELLS = {
    "double": """\
import time

def double(x):
    time.sleep(10**6)
""",
    "total": """\
def total(x):
    time.sleep(10**6)
""",
}
