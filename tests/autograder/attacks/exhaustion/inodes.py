"""Empty files take no space, but each takes an inode."""

EXPECTED = 0, "graded"
SAYS = "No space left"
CELLS = {
    "double": """\
import os

made = 0
try:
    while True:
        os.close(os.open(f"/tmp/left-by-an-attack-{made}", os.O_CREAT | os.O_WRONLY))
        made += 1
except OSError as error:
    print("tried", error)
""",
}
