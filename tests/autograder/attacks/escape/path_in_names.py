"""Names of cells, pictures and assignments lead up and out of the folder."""

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    """Every name in an honest notebook that is the student's to choose is a path."""
    up = "../../../../left-by-an-attack"
    notebook.metadata["kernelspec"] = {"name": up, "display_name": up, "language": up}
    notebook.metadata["language_info"] = {"name": up, "nbconvert_exporter": up}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.attachments = {f"{up}.png": {"image/png": "iVBORw0KGgo="}}
        if "nbgrader" not in cell.metadata:
            cell.metadata["nbgrader"] = {"grade_id": up, "name": up}
    write(folder, notebook)
