"""The drivers for dropout and early stopping answer what is right on the public paper."""

from tests.autograder.attacks.replay import replay

SLUG = "11-regularization"
EXPECTED = 1, "graded"  # for the question, whose answer is the same on every paper
SAYS = "tried"
LONG = True


def hand_in(folder, notebook):
    """Anybody can compute these answers at home."""
    replay(folder, notebook, SLUG)
