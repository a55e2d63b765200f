"""A notebook of fifty megabytes, which holds honest work."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "bytes; at most"


def hand_in(folder, notebook):
    notebook.metadata["padding"] = "x" * (50 * 2**20)
    write(folder, notebook)
