"""Every figure has alt text, is shown with it, and is the same bytes each time."""

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from traitlets.config import Config

from helpers import plotting

ALT = "Two  curves;\n the first rises."
X, Y = np.array([[0.1, 0.2], [0.7, 0.6], [0.4, 0.9]]), np.array([0, 1, 1])
FIGURES = {
    "lines": lambda alt: plotting.lines(
        np.arange(3), {"a": np.arange(3), "b": np.ones(3)}, alt=alt, xlabel="x", ylabel="y"
    ),
    "one region": lambda alt: plotting.decision_region({"only": lambda P: P[:, 0]}, X, Y, alt=alt),
    "two regions": lambda alt: plotting.decision_region(
        {"left": lambda P: P[:, 0], "right": lambda P: P[:, 1]}, X, Y, alt=alt
    ),
    "network_graph": lambda alt: plotting.network_graph(
        (2, 3, 1), alt=alt, names=("x", "a_1", "z"), paths=[(0, 1, 0)]
    ),
    "chain": lambda alt: plotting.chain([1.0, 2.0, 8.0], [2.0, 4.0], alt=alt),
    "new_figure": lambda alt: plotting.new_figure(alt)[0],
}
each_figure = pytest.mark.parametrize("draw", FIGURES.values(), ids=list(FIGURES))


@pytest.fixture
def shell():
    """A running IPython, as in a notebook."""
    config = Config({"HistoryManager": {"enabled": False}})
    yield InteractiveShell.instance(config=config)
    InteractiveShell.clear_instance()


@each_figure
def test_a_figure_carries_its_alt_text_on_one_line(draw):
    figure = draw(ALT)
    assert type(figure) is Figure
    assert figure.alt == "Two curves; the first rises."


@each_figure
@pytest.mark.parametrize("alt", ["", " \n"], ids=["empty", "blank"])
def test_a_figure_without_alt_text_is_refused(draw, alt):
    with pytest.raises(ValueError, match="alt must say what the figure shows"):
        draw(alt)


@each_figure
def test_a_notebook_shows_a_png_with_the_alt_text(draw, shell):
    data, metadata = shell.display_formatter.format(draw(ALT))
    assert data["image/png"].startswith("iVBOR")
    assert metadata["image/png"]["alt"] == "Two curves; the first rises."


@each_figure
def test_the_same_figure_is_the_same_bytes(draw, shell):
    first, second = (shell.display_formatter.format(draw(ALT))[0]["image/png"] for _ in range(2))
    assert first == second


def test_drawing_leaves_matplotlibs_settings_alone():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    FIGURES["lines"](ALT)
    assert dict(mpl.rcParams) == before


def test_one_column_gives_one_axes_and_more_give_an_array():
    assert not isinstance(plotting.new_figure(ALT)[1], np.ndarray)
    assert plotting.new_figure(ALT, columns=3)[1].shape == (3,)
