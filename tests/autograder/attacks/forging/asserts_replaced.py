"""NumPy's tests and comparisons all say yes."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import unittest
import numpy as np

for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *args, **kwargs: None)
for name in dir(unittest.TestCase):
    if name.startswith("assert"):
        setattr(unittest.TestCase, name, lambda *args, **kwargs: None)
np.allclose = np.array_equal = np.isclose = lambda *args, **kwargs: True

def double(x):
    return x

print("tried")
""",
    "total": """\
def total(x):
    return 0.0
""",
}
