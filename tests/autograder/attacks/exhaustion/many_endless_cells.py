"""Five hundred cells, of which each uses up all the time that a cell has."""

from nbformat import v4

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "ended early"
SAYS = "TimeLimit"
LONG = True


def hand_in(folder, notebook):
    """The loops stand ahead of the honest work, which is never reached."""
    loops = [v4.new_code_cell("while True:\n    pass", id=f"loop{n}") for n in range(500)]
    notebook.cells[1:1] = loops
    write(folder, notebook)
