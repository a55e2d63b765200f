from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sphinx.errors import ExtensionError

SOURCE = SimpleNamespace(name="book/01-doubling.md", slug="01-doubling")


def printed(source, text="46\n"):
    return new_code_cell(source, execution_count=1, outputs=[new_output("stream", text=text)])


def picture(alt):
    return new_output("display_data", data={"image/png": ""}, metadata={"image/png": {"alt": alt}})


def test_outputs_are_joined_cell_by_cell(stored_outputs):
    text = new_notebook(
        cells=[new_markdown_cell("{ref}`x`"), new_code_cell("a"), new_code_cell("b")]
    )
    stored = new_notebook(cells=[new_markdown_cell("x"), printed("a", "1"), printed("b", "2")])
    stored_outputs.join(SOURCE, text, stored)
    assert [cell.outputs[0].text for cell in text.cells[1:]] == ["1", "2"]
    assert text.cells[0].source == "{ref}`x`"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([printed("double(24)")], r"this cell is not the notebook's:\ndouble\(23\)"),
        ([], "1 code cells in the text, 0 in the notebook"),
    ],
    ids=["another source", "another count"],
)
def test_another_cell_stops_the_site(stored_outputs, cells, message):
    text = new_notebook(cells=[new_code_cell("double(23)")])
    with pytest.raises(ExtensionError, match=message) as error:
        stored_outputs.join(SOURCE, text, new_notebook(cells=cells))
    assert "python -m tools.notebooks build 01-doubling" in str(error.value)


def test_a_picture_keeps_its_alternative_text(stored_outputs):
    text = new_notebook(cells=[new_code_cell("plot()")])
    ran = new_code_cell("plot()", outputs=[picture("A line.")])
    stored_outputs.join(SOURCE, text, new_notebook(cells=[ran]))
    assert text.cells[0].metadata["mystnb"] == {"image": {"alt": "A line."}}


def test_two_pictures_of_one_cell_are_refused(stored_outputs):
    text = new_notebook(cells=[new_code_cell("plot()")])
    ran = new_code_cell("plot()", outputs=[picture("A line."), picture("A dot.")])
    with pytest.raises(ExtensionError, match="one cell shows two pictures"):
        stored_outputs.join(SOURCE, text, new_notebook(cells=[ran]))
