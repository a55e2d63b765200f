"""The garbage collector knows every object; one of them is the task, or its paper."""

EXPECTED = 0, "graded"
SAYS = "found None"
CELLS = {
    "double": """\
import gc

def answer(name):
    for thing in gc.get_objects():
        kind = type(thing).__name__
        if kind == "Task" and getattr(thing, "name", "") == name:
            return thing.reference
    return None

def double(x):
    right = answer("double")
    if right is None:
        raise LookupError("found None")
    return right(x)
""",
    "total": """\
def total(x):
    right = answer("total")
    return right and right(x)
""",
}
