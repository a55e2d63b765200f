"""A function that never ends, so that its check never does."""

EXPECTED = 3, "time limit"
SAYS = "`double` did not finish"
CELLS = {
    "double": """\
def double(x):
    while True:
        pass
""",
    "total": """\
def total(x):
    return x.sum()
""",
}
