"""A regular expression takes exponential time, without a line of Python in between."""

EXPECTED = 0, "time limit"
SAYS = "TimeLimit"
CELLS = {
    "double": """\
import re

re.match("(a+)+$", "a" * 64 + "b")
""",
}
