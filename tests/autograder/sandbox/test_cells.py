"""Cells run as they do in Jupyter, as far as honest work needs it."""

import re
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.inside.shell import is_python
from autograder.sandbox.session import Session

ROOT = Path(__file__).parents[3]
NOTEBOOKS = [*ROOT.glob("exercises/*/*.ipynb"), *ROOT.glob("book/notebooks/*.ipynb")]
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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_cell_of_python_is_what_ipython_makes_of_it(path):
    cells = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    plain = [source for source in cells if is_python(source)]
    transform = TransformerManager().transform_cell
    assert plain
    assert [transform(source) for source in plain] == [f"{source}\n" for source in plain]


@pytest.mark.parametrize(
    "source",
    [
        "x = 7 % 2",
        'print("how much? 50 %!")  # isn\'t it?',
        'text = """\n%time x\n!ls\nx?\n"""',
        "x = (\n    6\n    / 2\n)",
        "x = 1; y = 2",
        "if 1 != 2:\n    print('%d' % 3)",
    ],
)
def test_python_that_looks_like_magic_is_left_to_python(source):
    assert is_python(source)
    assert TransformerManager().transform_cell(source) == f"{source}\n"


@pytest.mark.parametrize(
    "source",
    [
        "%time x",
        "!ls",
        "x = !ls",
        "  !ls",
        "x?",
        "?x",
        ",f a b",
        ";f a",
        "/f a",
        ">>> 1",
        "In [1]: 1",
        "%%time\n1",
        "\nx = 1",
        "  x = 1\n  y = 2",
        "if 1:\n    %time x",
        "... 1",
    ],
)
def test_what_ipython_has_of_its_own_goes_to_ipython(source):
    assert not is_python(source)


HOOK = "get_ipython().events.register('pre_run_cell', lambda info: None)"
CELLS = [
    "1 + 1",
    "_ + 1",
    "x = 5",
    "x;",
    "print(x)\nx",
    "print(x);",
    "# nothing",
    "",
    "\n\n",
    "def f(x):\n    return 1 / x\n\n\nf(2)",
    "f(0)",
    "y = 1\nf(0)\ny = 2",
    "y",
    "def broken(:",
    "  x = 1",
    "y = 3\nreturn y",
    "y",
    "from __future__ import annotations",
    "def g(x: not_defined): pass\ng.__annotations__",
    "(\n    1\n    + 1\n)",
    "display(x)\ndisplay('shown')",
    "get_ipython().execution_count, In[2:], sorted(Out)",
    "[_, __, ___, _i, _ii]",
    "import sys\nsys.exit(3)",
    "raise KeyboardInterrupt",
    "raise SystemExit",
    "import warnings\nwarnings.warn('careful')",
    "class C:\n    def __repr__(self):\n        return str(1 / 0)\n\n\nC()",
    "for i in range(2): i",
    "None",
    "exec('1 / 0')",
    "async def later():\n    return 4\n\n\nawait later()",
    "x = 7 % 2; x",
    "get_ipython().run_line_magic('who_ls', '')",
    "%who_ls",
    "import inspect\ninspect.getsource(f)",
    "del x\nx",
    "try:\n    f(0)\nexcept ZeroDivisionError as error:\n    raise ValueError('no') from error",
    "'\\ud800'",
    "x = '\x00'",
]


def test_plain_cells_run_as_ipython_runs_them(parent, limits):
    """Who asks to be told of each cell has IPython run it."""

    def shown(hook):
        with Session(parent, limits) as session:
            session.run_cell(hook)
            return [session.run_cell(cell).outputs for cell in CELLS]

    ours, ipythons = shown("pass"), shown(HOOK)
    for cell, by_us, by_ipython in zip(CELLS, ours, ipythons, strict=True):
        texts = [re.sub(r"0x\w+|-\w{12}>", "", str(outputs)) for outputs in (by_us, by_ipython)]
        assert texts[0] == texts[1], cell


@pytest.mark.parametrize(
    "cell",
    [
        HOOK,
        "get_ipython().input_transformers_post.append(lambda lines: lines)",
        "import ast\nget_ipython().ast_transformers.append(ast.NodeTransformer())",
        "get_ipython().set_custom_exc((ValueError,), lambda *more: [])",
        "get_ipython().ast_node_interactivity = 'all'",
    ],
)
def test_who_changes_how_cells_run_has_ipython_run_them(session, cell):
    plain = "get_ipython()._is_plain('1')"
    assert session.run_cell(plain).outputs[0]["text"] == "True"
    session.run_cell(cell)
    assert session.run_cell(plain).outputs[-1]["text"] == "False"
