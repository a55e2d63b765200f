"""Calls are nested until the stack of the process overflows."""

EXPECTED = 0, "ended early"
SAYS = "ended early"
CELLS = {
    "double": """\
import sys

sys.setrecursionlimit(10**9)
one, other = [], []
for _ in range(2 * 10**5):
    one, other = [one], [other]
one == other
""",
}
