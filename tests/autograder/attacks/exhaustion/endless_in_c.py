"""One call of a built-in function never ends, and no signal is looked at meanwhile."""

EXPECTED = 0, "ended early"
SAYS = "did not stop at its time limit"
CELLS = {
    "double": """\
import itertools

all(itertools.repeat(True))
""",
}
