"""The file is in another encoding, with bytes that are no UTF-8."""

import nbformat

from tests.autograder.attacks.hand_in import path

EXPECTED = 0, "not readable"
SAYS = "no JSON"


def hand_in(folder, notebook):
    path(folder).write_bytes(b"\xff\xfe" + nbformat.writes(notebook).encode("latin-1") + b"\xe9")
