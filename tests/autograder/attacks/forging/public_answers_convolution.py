"""The driver that only calls answers what is right on the public paper."""

from tests.autograder.attacks.replay import replay

SLUG = "12-convolution"
EXPECTED = 1, "graded"  # for the question, whose answer is the same on every paper
SAYS = "tried"
LONG = True


def hand_in(folder, notebook):
    """Anybody can compute these answers at home."""
    replay(folder, notebook, SLUG)
