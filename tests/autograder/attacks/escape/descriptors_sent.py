"""Descriptors are sent along with an answer, to be kept open by whoever takes it."""

from tests.autograder.attacks.parts import CHANNEL

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": CHANNEL
    + """\
import socket

with socket.socket(fileno=os.dup(channel)) as way:
    for _ in range(100):
        socket.send_fds(way, [full], [channel] * 10)
""",
}
