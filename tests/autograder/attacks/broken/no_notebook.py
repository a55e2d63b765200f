"""The file is JSON, and no notebook."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "it has no list of cells"


def hand_in(folder, notebook):
    write(folder, '["a", "list"]')
