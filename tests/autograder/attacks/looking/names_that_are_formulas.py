"""The students' own names are formulas of a spreadsheet."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "a name with characters that are not allowed"
STUDENTS = (
    '=HYPERLINK("left-by-an-attack")',
    "+left-by-an-attack",
    "-2+3+cmd|' left-by-an-attack'!A0",
    "@SUM(left-by-an-attack)",
    "\t=left-by-an-attack",
    "＝left-by-an-attack",
)


def hand_in(folder, notebook):
    """The work is honest."""
    write(folder, notebook)
