"""Does a function keep something from one call to the next?"""

import numpy as np

SENTENCE = (
    "Asked its first question once more at the end, your function gave another answer. It keeps "
    "something from call to call (a global, a default argument that it changes, a cache) or draws "
    "random numbers of its own."
)


def keeps_state(answers):
    """Is the first answer of `drivers.run` another one when it is given later?"""
    first = answers[0] if answers else {}
    return {"value", "later"} <= first.keys() and not _same(first["value"], first["later"])


def _same(a, b):
    """Are two plain values the same, up to rounding?"""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.shape == b.shape and np.allclose(a, b, equal_nan=True)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    return a == b or (isinstance(a, (float, complex)) and np.allclose(a, b, equal_nan=True))
