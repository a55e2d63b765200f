"""An answer of another shape would be broadcast against the right one to terabytes."""

EXPECTED = 0, "graded"
SAYS = "has shape (1000000, 1, 1)"
CELLS = {
    "double": """\
import numpy as np

def double(x):
    print("tried")
    return np.zeros((1_000_000, 1, 1))
""",
}
