"""The notebook that instructors look at: the student's cells, our report, no harm."""

import json

import nbformat
import pytest
from nbformat import v4

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


def test_the_notebook_holds_the_students_cells_and_our_report(grade, hand_in, copy_of, autograded):
    mine = "def double(x):\n    return x + x  # mine"
    notebook = copy_of(double=mine)
    notebook.cells.insert(3, v4.new_code_cell("print('hello')"))
    hand_in("ann", notebook)
    grade()
    cells = autograded("ann").cells
    assert [cells[3].outputs[0].text, cells[4].source] == ["hello\n", mine]
    assert cells[5].outputs[0].data["text/plain"] == "2"


def test_the_instructors_text_stays_as_it_is(course, source, grade, hand_in, copy_of, autograded):
    source.cells[0].source = "<details><summary>Hint</summary>Think.</details>"
    nbformat.write(source, course.source(SLUG))
    notebook = copy_of()
    notebook.cells[0].source = source.cells[0].source
    hand_in("ann", notebook)
    grade()
    assert autograded("ann").cells[0].source == source.cells[0].source


def test_stored_outputs_of_the_student_are_not_shown(grade, hand_in, copy_of, course):
    notebook = copy_of()
    html = v4.new_output("display_data", data={"text/html": "<script>alert(1)</script>"})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [html]
    hand_in("ann", notebook)
    grade()
    assert "<script>" not in course.autograded_notebook("ann", SLUG).read_text()


def test_what_the_student_wrote_is_harmless_in_the_notebook(grade, hand_in, copy_of, course):
    notebook = copy_of(
        why="<script>alert(1)</script>",
        double="from IPython.display import HTML, display\n"
        "display(HTML('<script>alert(2)</script>'))\n"
        "def double(x): raise ValueError('<script>alert(3)</script>')",
    )
    notebook.metadata["x"] = "<script>alert(4)</script>"
    notebook.cells[0].metadata["x"] = "<script>alert(5)</script>"
    hand_in("ann", notebook)
    grade()
    stored = json.loads(course.autograded_notebook("ann", SLUG).read_text())
    shown = json.dumps([[c.get("outputs"), c["metadata"]] for c in stored["cells"]])
    texts = "".join("".join(c["source"]) for c in stored["cells"] if c["cell_type"] == "markdown")
    html = "".join(
        "".join(output["data"].get("text/html", ""))
        for cell in stored["cells"]
        for output in cell.get("outputs", ())
        if "data" in output
    )
    assert ["<script>" in texts, "<script>" in html, "alert(5)" in shown] == [False] * 3
    assert "alert(4)" not in json.dumps(stored["metadata"])
