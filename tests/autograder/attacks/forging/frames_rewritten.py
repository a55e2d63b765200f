"""The checked function goes up its callers' frames and rewrites what it finds there."""

EXPECTED = 0, "graded"
SAYS = "got 2"
CELLS = {
    "double": """\
import ctypes, sys

def double(x):
    frame = sys._getframe()
    while frame:
        for name, thing in list(frame.f_locals.items()):
            if type(thing) is list and name in ("answers", "verdicts"):
                thing[:] = [{"value": 2.0}] * len(thing)
            if type(thing) is dict and name in ("answer", "found"):
                thing.update(value=2.0, score=3.0)
            if name in ("paper", "expected", "reference"):
                frame.f_locals[name] = None
                ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), 0)
        frame = frame.f_back
    return "tried"
""",
}
