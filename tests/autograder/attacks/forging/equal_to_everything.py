"""An answer that equals everything, has every attribute, and claims to be an array."""

EXPECTED = 0, "graded"
SAYS = "Yes"
CELLS = {
    "double": """\
import numpy as np

class Yes:
    __class__ = np.ndarray
    shape, ndim, size, dtype = (2, 3), 2, 6, np.dtype(float)

    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __array__(self, *args, **kwargs):
        return np.zeros((2, 3))

    def __sub__(self, other):
        return 0.0

    __rsub__ = __mul__ = __rmul__ = __float__ = __abs__ = __array_wrap__ = __sub__

    def __getattr__(self, name):
        return lambda *args, **kwargs: 0.0

def double(x):
    print("tried")
    return Yes()
""",
    "total": """\
def total(x):
    return Yes()
""",
}
