"""Answers, cells and errors begin like formulas of a spreadsheet."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "graded"
SAYS = ""


def hand_in(folder, notebook):
    formula = '=HYPERLINK("https://evil.example/left-by-an-attack", "2")'
    notebook.cells[-1].source = formula
    notebook.cells[3].source = f"def double(x):\n    raise ValueError({formula!r})"
    notebook.cells[5].source = f"def total(x):\n    print({formula!r})\n    return {formula!r}"
    write(folder, notebook)
