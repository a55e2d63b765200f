"""A hundred thousand little outputs in one cell."""

EXPECTED = 0, "graded"
SAYS = "49"
CELLS = {
    "double": """\
from IPython.display import display

for n in range(3_000):
    display(n)
raise SystemExit("tried")
""",
}
