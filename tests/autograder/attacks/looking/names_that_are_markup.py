"""The students' own names are HTML, Markdown, escape sequences and options."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "not readable"
SAYS = "a name with characters that are not allowed"
STUDENTS = (
    "<img src=x onerror=alert('left-by-an-attack')>",
    "[bold red]left-by-an-attack",
    "-rf --left-by-an-attack",
    "left-by-an-attack\x1b[2J",
    "left-by-an-attack\nann,100",
    "left-by-an-attack\u202egpj",
    "`left-by-an-attack`",
    "left-by-an-attack'; DROP TABLE student; --",
)


def hand_in(folder, notebook):
    """The work is honest."""
    write(folder, notebook)
