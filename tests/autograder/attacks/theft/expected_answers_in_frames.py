"""The expected answers stand in a frame of whoever calls, or hang on an object there."""

EXPECTED = 0, "graded"
SAYS = "found nothing"
CELLS = {
    "double": """\
import sys

def reachable():
    frame = sys._getframe(1)
    while frame:
        yield from list(frame.f_locals.values())
        frame = frame.f_back

def double(x):
    for thing in reachable():
        for name in ("expected", "reference", "paper", "task"):
            if not isinstance(thing, (dict, list)) and type(thing).__name__ in ("Paper", "Task"):
                right = getattr(getattr(thing, "task", thing), "reference", None)
                if right:
                    return right(x)
    raise LookupError("found nothing")
""",
}
