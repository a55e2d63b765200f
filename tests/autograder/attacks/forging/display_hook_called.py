"""The function that is checked shows full marks as a result, ahead of the check's."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import sys

def double(x):
    sys.displayhook(2.0)
    get_ipython().displayhook(2.0)
    raise ValueError("tried")
""",
    "total": """\
def total(x):
    get_ipython().displayhook(3.0)
""",
}
