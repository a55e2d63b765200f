"""Frames with full marks are sent before anybody asks."""

from tests.autograder.attacks.parts import CHANNEL

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": CHANNEL
    + """\
for _ in range(9):
    os.write(channel, full)
""",
}
