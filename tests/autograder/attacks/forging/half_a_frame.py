"""A frame announces more than it brings, and then its process ends."""

from tests.autograder.attacks.parts import CHANNEL

EXPECTED = 0, "ended early"
SAYS = "ended early"
CELLS = {
    "double": CHANNEL
    + """\
os.write(channel, struct.pack(">II", 16, 0) + b"{")
os._exit(0)
""",
}
