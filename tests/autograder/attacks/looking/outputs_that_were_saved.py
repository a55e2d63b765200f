"""The file comes with outputs of its own: a script, and a table that shows full marks."""

from nbformat import v4

from tests.autograder.attacks.hand_in import write

EXPECTED = 0, "graded"
SAYS = ""
SCRIPT = "<script>alert('left-by-an-attack')</script>"


def hand_in(folder, notebook):
    """The work is empty, and every cell already shows what it never computed."""
    data = {"text/plain": "3.0", "text/html": SCRIPT, "application/javascript": SCRIPT}
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        cell.outputs = [v4.new_output("execute_result", data=data, execution_count=1)]
        cell.source = "..." if cell.source.startswith("def ") else cell.source
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"x": SCRIPT}}
    write(folder, notebook)
