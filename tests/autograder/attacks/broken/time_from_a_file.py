"""The time zone in the time stamp is the path of a file."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    write(folder, notebook)
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 ../../../../../../etc/passwd\n")
