"""Every process starts two."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import os

for _ in range(30):
    try:
        os.fork()
    except OSError as error:
        print("tried", error)
        break
""",
}
