"""One arithmetic operation takes minutes."""

EXPECTED = 0, "time limit"
SAYS = "TimeLimit"
CELLS = {
    "double": """\
x = (1 << 3 * 10**7) - 1
x * x
""",
}
