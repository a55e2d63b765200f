"""An answer of a terabyte that takes no memory, and an integer of a megabit."""

EXPECTED = 0, "graded"
SAYS = "too large to be checked"
CELLS = {
    "double": """\
import numpy as np

def double(x):
    print("tried")
    return np.broadcast_to(x[0], (10**6, 10**4, 3))
""",
    "total": """\
def total(x):
    return 1 << 2**20
""",
}
