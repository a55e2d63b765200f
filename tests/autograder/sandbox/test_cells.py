"""Cells run as they do in Jupyter, as far as honest work needs it."""

import pytest

pytestmark = pytest.mark.usefixtures("bwrap")


def test_cells_share_a_namespace(session):
    session.run_cell("a = 1")
    assert session.printed("print(a + 1)") == "2"


def test_a_failing_cell_does_not_stop_the_next(session):
    assert "ZeroDivisionError" in session.printed("1 / 0")
    assert session.printed("print('on')") == "on"


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "%config InlineBackend.figure_format = 'retina'",
        "%load_ext autoreload\n%autoreload 2",
        "%time x = 1",
        "%%capture\nprint(1)",
        "!pip install something",
        "%pip install something",
        "files = !ls",
    ],
)
def test_magics_of_ordinary_notebooks_do_not_stop_a_cell(shared, source):
    outputs = shared.run_cell(f"{source}\ndone = True").outputs
    assert not [output for output in outputs if output["kind"] == "error"]


def test_a_figure_is_shown_as_png(shared):
    outputs = shared.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);").outputs
    assert outputs[-1]["png"].startswith("iVBOR")


def test_the_last_expression_is_the_result(shared):
    assert shared.run_cell("1 + 1").outputs == [{"kind": "result", "text": "2"}]


@pytest.mark.parametrize(
    "source",
    [
        "check.double(double)",
        "r = check.double(3)\nprint(r, f'{r:.2f}', r.score + 1)\nassert not r.score > 3",
        "for line in check.total(1).lines: print(line)",
        "check.tasks['double'].points",
        "from helpers import checks\nchecks.load('x').y(1)",
        "repr(check) + str(check)",
        "check.progress()",
        "print(check.progress(), check.progress().next_step)",
        "check.hint('double')",
        "check.hint.double()",
        "check.hint(double)",
    ],
)
def test_check_absorbs_everything(shared, source):
    shared.run_cell("import helpers.checks\ncheck = helpers.checks.load('01-tiny')\ndouble = None")
    outputs = shared.run_cell(source).outputs
    assert not [output for output in outputs if output["kind"] == "error"]
