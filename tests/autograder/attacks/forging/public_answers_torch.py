"""The drivers for torch answer what is right on the public paper."""

from tests.autograder.attacks.replay import replay

SLUG = "08-pytorch"
EXPECTED = 0, "graded"
SAYS = "tried"
LONG = True


def hand_in(folder, notebook):
    """Anybody can compute these answers at home."""
    replay(folder, notebook, SLUG)
