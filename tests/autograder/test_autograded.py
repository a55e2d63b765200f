"""The notebook that instructors look at: the student's cells, our report, no harm."""

import base64
import json

import nbformat
import pytest
from nbformat import v4

from autograder import autograded as notebooks
from autograder import matching
from autograder.assignment import parse
from autograder.grading import Grader
from autograder.intake import SubmittedCell
from autograder.sandbox.limits import Limits

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


def test_a_notebook_of_any_content_is_valid_and_reads_as_it_was_built(source, tasks):
    """nbformat validates nothing while grading, since that takes its time; here it does."""
    assignment = parse(SLUG, source, tasks)
    photo = base64.b64encode(b"\xff\xd8\xff and more").decode()
    pictures = {"a.jpg": {"image/jpeg": photo}}
    cells = [
        SubmittedCell("markdown", "A *word* <b>\u2028\U0001f600", "", pictures),
        SubmittedCell("raw", "raw"),
        SubmittedCell("code", "print('a\\nb')\n1 + 1"),
        SubmittedCell("code", "import sys\nprint('x', file=sys.stderr)\nraise ValueError('no')"),
        SubmittedCell("code", "def double(x):\n    return 2 * x\n", "double"),
        SubmittedCell("code", "import matplotlib.pyplot as p\np.plot([1, 2])\np.show()"),
        SubmittedCell("markdown", "Because.", "why"),
    ]
    result = Grader(assignment, 7, Limits()).grade(matching.steps(assignment, cells))
    built = notebooks.build(assignment, result, "made from this")
    read = nbformat.reads(notebooks.content(built).decode(), as_version=4)
    nbformat.validate(read)
    assert nbformat.v4.writes(read) == nbformat.v4.writes(built)
    kinds = {o.output_type for cell in read.cells for o in cell.get("outputs", ())}
    assert kinds == {"stream", "error", "execute_result", "display_data"}
