"""An array whose every operation gives what compares as equal."""

EXPECTED = 0, "graded"
SAYS = "Agreeing"
CELLS = {
    "double": """\
import numpy as np

class Agreeing(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        arrays = [np.asarray(i) for i in inputs]
        if ufunc.__name__ in ("less_equal", "equal", "isfinite"):
            return np.ones(np.broadcast_shapes(*(a.shape for a in arrays)), dtype=bool)
        return np.zeros(np.broadcast_shapes(*(a.shape for a in arrays)))

    def astype(self, *args, **kwargs):
        return self

def double(x):
    print("tried")
    return np.zeros_like(x).view(Agreeing)
""",
}
