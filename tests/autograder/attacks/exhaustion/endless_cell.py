"""A cell that never ends."""

EXPECTED = 0, "time limit"
SAYS = "TimeLimit"
CELLS = {
    "double": """\
while True:
    pass
""",
}
