"""NumPy's functions find every difference to be 0, and no entry to differ."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import numpy as np

kept = np.abs
np.abs = np.absolute = lambda a, *args, **kwargs: 0 * kept(a)
np.isfinite = lambda a: np.ones(np.shape(a), dtype=bool)
np.argwhere = lambda a: []

def double(x):
    return x

print("tried")
""",
    "total": """\
def total(x):
    return 0.0
""",
}
