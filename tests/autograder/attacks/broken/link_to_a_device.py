"""In place of the notebook stands a link to an endless file."""

from tests.autograder.attacks.hand_in import path

EXPECTED = 0, "not readable"
SAYS = "a link, which is not followed"


def hand_in(folder, notebook):
    path(folder).symlink_to("/dev/zero")
