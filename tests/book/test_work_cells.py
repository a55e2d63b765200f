"""How the page runs a notebook's cells: the Python of its worker, run here."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

import helpers
import helpers.checks

PATH = Path(__file__).parents[2] / "book" / "work" / "cells.py"


@pytest.fixture(scope="module")
def cells():
    spec = importlib.util.spec_from_file_location("work_cells", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shown():
    """What was shown, in order."""
    return []


@pytest.fixture
def session(cells, shown, monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    slug = "06-backpropagation"
    return cells.Session(helpers.checks, slug, lambda output: shown.append(json.loads(output)))


@pytest.fixture
def without_matplotlib(cells, monkeypatch):
    """As in a browser before it is asked for a figure."""
    find = cells.find_spec
    absent = {"matplotlib"}
    monkeypatch.setattr(cells, "find_spec", lambda name: None if name in absent else find(name))
    monkeypatch.setitem(sys.modules, "helpers.plotting", None)
    monkeypatch.setattr(helpers, "plotting", None, raising=False)
    return absent


def texts(shown):
    return "".join(output["text"] for output in shown)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 1", "2\n"),
        ("1 + 1;", ""),
        ("x = 3", ""),
        ("None", ""),
        ("print(1)\nprint(2, end='')", "1\n2"),
        ("import sys; print('e', file=sys.stderr)", "e\n"),
        ("display(1, 'a'); 3", "1\n'a'\n3\n"),
        (
            "%matplotlib inline\n7 % 4",
            "Left out, since it works in Jupyter only: %matplotlib inline\n3\n",
        ),
        ("(7\n% 4)", "3\n"),
    ],
)
def test_a_cell_shows_what_it_prints_and_its_last_value(session, shown, source, expected):
    session.run("cell 1", source)
    assert texts(shown) == expected


def test_names_live_on_and_belong_to_main(session, shown):
    session.run("cell 1", "class A: pass")
    session.run("cell 2", "A().__module__")
    assert texts(shown) == "'__main__'\n"


def test_an_error_is_shown_from_the_students_line_on(session, shown):
    session.run("f", "def f():\n    return 1 / 0")
    told = json.loads(session.run("cell 2", "f()"))
    assert told == {"failed": True}
    assert shown[0]["kind"] == "error"
    assert [line.strip() for line in texts(shown).split("\n")[1:5:2]] == [
        'File "<cell 2>", line 1, in <module>',
        'File "<f>", line 2, in f',
    ]


def test_a_syntax_error_shows_its_line_and_nothing_of_ours(session, shown):
    session.run("f", "x = = 1")
    assert texts(shown).startswith('  File "<f>", line 1\n    x = = 1\n')


def test_standard_output_is_put_back(session):
    before = sys.stdout, sys.stderr
    session.run("f", "raise SystemExit")
    assert (sys.stdout, sys.stderr) == before


def test_a_check_tells_its_score_beside_its_report(session, shown):
    session.run("dense_backward", "dense_backward = check.tasks['dense_backward'].reference")
    told = json.loads(session.run("check", "check.dense_backward(dense_backward)"))
    assert told == {"failed": False, "score": 3, "points": 3}
    assert [output["kind"] for output in shown] == ["html"]


def test_endless_printing_is_cut_off(session, shown, cells):
    session.run("f", "for i in range(60_000): print('12345')")
    assert cells.MAX_TEXT < len(texts(shown)) < cells.MAX_TEXT + 100


def test_a_figure_is_a_picture_with_its_words(session, shown):
    session.run("f", "from helpers import plotting\nplotting.new_figure('Nothing.')[0]")
    (picture,) = shown
    assert (picture["kind"], picture["alt"]) == ("png", "Nothing.")
    assert picture["data"].startswith("iVBORw0KGgo")


def test_what_pyplot_drew_is_shown(session, shown):
    session.run("f", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert [output["kind"] for output in shown] == ["png"]


def test_without_matplotlib_a_figure_is_a_sentence(without_matplotlib, session, shown):
    session.run("f", "from helpers import plotting\nprint(1)")
    session.run("g", "figure, axes = plotting.new_figure('A')\naxes.plot([1])\nfigure")
    assert texts(shown) == "1\nThis figure is drawn in Jupyter and on Colab.\n"


@pytest.mark.parametrize(
    ("source", "draws"),
    [
        ("from helpers import data, plotting", False),
        ("from helpers import plotting as p", False),
        ("from helpers.plotting import lines\nx = 1", False),
        ("x = = p", False),
        ("plotting.lines(x)", True),
        ("p.lines(x)", True),
        ("import matplotlib.pyplot as plt", True),
        ("x = 1", False),
    ],
)
def test_only_a_cell_that_draws_is_worth_loading_matplotlib(
    without_matplotlib, session, source, draws
):
    session.run("f", "import helpers.plotting as p")
    assert session.draws(source) is draws


def test_names_that_waited_for_matplotlib_get_the_real_functions(
    without_matplotlib, session, shown
):
    session.run("f", "from helpers import plotting\nfrom helpers.plotting import new_figure")
    without_matplotlib.clear()
    session.can_draw()
    session.run("g", "plotting.new_figure is new_figure, plotting.__name__")
    assert texts(shown) == "(True, 'helpers.plotting')\n"


def test_where_matplotlib_does_not_come_figures_stay_sentences(without_matplotlib, session, shown):
    session.run("f", "from helpers import plotting")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "helpers.plotting.curves", None)
        with pytest.raises(ImportError):
            session.can_draw()
    session.say_undrawn("It did not come.")
    session.run("g", "from helpers import plotting\nplotting.lines(1)")
    assert texts(shown) == "It did not come.\n"
