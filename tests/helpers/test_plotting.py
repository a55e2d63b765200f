"""Every figure has alt text, is shown with it, loses nothing, and is the same bytes each time."""

import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from matplotlib.text import Text
from traitlets.config import Config

from helpers import plotting
from helpers.plotting import Node

ALT = "Two  curves;\n the first rises."
X, Y = np.array([[0.1, 0.2], [0.7, 0.6], [0.4, 0.9]]), np.array([0, 1, 1])
IMAGES = np.arange(54.0).reshape(6, 1, 3, 3)
GRAPH = {
    "a": Node(value=2, gradient=12),
    "b": Node(value=3, gradient=8),
    "u": Node("2a", ("a",), value=4, gradient=6),
    "d": Node("u · b²", ("u", "b"), value=36, gradient=1),
}
FIGURES = {
    "lines": lambda alt: plotting.lines(
        np.arange(3), {"a": np.arange(3), "b": np.ones(3)}, alt=alt, xlabel="x", ylabel="y"
    ),
    "activations": lambda alt: plotting.activations({"tanh": (np.tanh, np.cos)}, alt=alt),
    "training_curves": lambda alt: plotting.training_curves(
        {"loss": {"training": [2, 1, 1], "validation": [2, 1]}, "accuracy": {"training": [0, 1]}},
        alt=alt,
    ),
    "one region": lambda alt: plotting.decision_region({"only": lambda P: P[:, 0]}, X, Y, alt=alt),
    "two regions": lambda alt: plotting.decision_region(
        {"left": lambda P: P[:, 0], "right": lambda P: P[:, 1]}, X, Y, alt=alt
    ),
    "class_regions": lambda alt: plotting.class_regions(
        {"a": lambda P: P[:, 0] > 0}, X, Y, alt=alt
    ),
    "hidden_units": lambda alt: plotting.hidden_units(
        lambda P: np.stack([P[:, 0], P[:, 1], 0 * P[:, 0]], axis=1), X, Y, alt=alt
    ),
    "loss_surface": lambda alt: plotting.loss_surface(
        lambda P: (P**2).sum(axis=1), {"SGD": X, "Adam": -X}, alt=alt, xlim=(-1, 1), ylim=(-1, 1)
    ),
    "error_bars": lambda alt: plotting.error_bars(
        [1, 5, 50], {"a": X.T, "b": 2 * X.T}, alt=alt, xlabel="units", ylabel="loss"
    ),
    "histograms": lambda alt: plotting.histograms({"1": X, "2": 5 * X}, alt=alt, xlabel="z"),
    "histogram_grid": lambda alt: plotting.histogram_grid(
        {"small": {"1": X, "2": X}, "large": {"1": X, "2": 5 * X}},
        alt=alt,
        xlabel="z",
        limits=(0, 5),
    ),
    "images": lambda alt: plotting.images(IMAGES, alt=alt, titles="012345", columns=4),
    "filters": lambda alt: plotting.filters(IMAGES - 20, alt=alt),
    "filters of many channels": lambda alt: plotting.filters(IMAGES.reshape(2, 3, 3, 3), alt=alt),
    "feature_maps": lambda alt: plotting.feature_maps(IMAGES[:, 0], alt=alt),
    "confusion_matrix": lambda alt: plotting.confusion_matrix([[970, 30], [0, 88]], alt=alt),
    "computation_graph": lambda alt: plotting.computation_graph(GRAPH, alt=alt),
    "network_graph": lambda alt: plotting.network_graph(
        (2, 3, 1), alt=alt, names=("x", "a_1", "z"), paths=[(0, 1, 0)]
    ),
    "network_graph with names": lambda alt: plotting.network_graph(
        (2, 2, 1), alt=alt, names=("x", "a_1", "z"), weights="W"
    ),
    "chain": lambda alt: plotting.chain([1.0, 2.0, 8.0], [2.0, 4.0], alt=alt),
    "new_figure": lambda alt: plotting.new_figure(alt)[0],
}
PICTURES = {"images", "filters", "filters of many channels", "feature_maps", "new_figure"}
PICTURES |= {"computation_graph", "network_graph", "network_graph with names", "chain"}
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
    assert plotting.new_figure(ALT, columns=2, rows=3)[1].shape == (3, 2)


@pytest.mark.parametrize("name", FIGURES.keys() - PICTURES)
def test_axes_say_what_they_show(name):
    figure = FIGURES[name](ALT)
    # A grid has one label for all x-axes; its rows and columns are named once, see its own test.
    grid = bool(figure.get_supxlabel())
    # Panels above others share the lowest one's x-axis.
    assert grid or any(axes.get_xlabel() for axes in figure.axes)
    named = (axes.get_ylabel() or axes.get_title() or axes.get_xlabel() for axes in figure.axes)
    assert grid or all(named)


@each_figure
def test_nothing_is_cut_off(draw):
    figure = draw(ALT)
    figure.draw_without_rendering()
    everything = figure.get_tightbbox()
    assert everything.x0 >= 0
    assert everything.y0 >= 0
    assert everything.x1 <= figure.get_figwidth()
    assert everything.y1 <= figure.get_figheight()


@each_figure
def test_text_is_legible_on_a_phone_345_pixels_wide(draw):
    figure = draw(ALT)
    pixels_a_point = 345 / (72 * figure.get_figwidth())
    sizes = [text.get_fontsize() for text in figure.findobj(Text) if text.get_text()]
    assert min(sizes, default=10) * pixels_a_point >= 7  # subscripts of formulas aside


def test_curves_differ_in_dash_as_well_as_in_colour():
    first, second = FIGURES["lines"](ALT).axes[0].lines
    assert first.get_linestyle() != second.get_linestyle()
    assert first.get_color() != second.get_color()


def test_training_curves_begin_with_epoch_1():
    curve = FIGURES["training_curves"](ALT).axes[0].lines[1]
    assert curve.get_xdata().tolist() == [1, 2]
    assert curve.get_ydata().tolist() == [2, 1]


def test_a_trajectory_is_drawn_through_all_its_points():
    path = FIGURES["loss_surface"](ALT).axes[0].lines[0]
    np.testing.assert_array_equal(path.get_xydata(), X)


def test_error_bars_show_mean_and_standard_deviation_at_equal_distances():
    runs = np.array([[1.0, 2, 3], [3, 2, 7], [2, 5, 5]])
    figure = plotting.error_bars([1, 5, 50], {"a": runs}, alt=ALT, xlabel="x", ylabel="y")
    (container,) = figure.axes[0].containers
    (bars,) = container[2]
    lower, upper = np.array([segment[:, 1] for segment in bars.get_segments()]).T
    np.testing.assert_array_equal(container[0].get_xdata(), [0, 1, 2])
    np.testing.assert_allclose((lower + upper) / 2, runs.mean(axis=0))
    np.testing.assert_allclose((upper - lower) / 2, runs.std(axis=0, ddof=1))


def test_histograms_of_all_layers_share_one_scale_and_state_the_deviation():
    axes = FIGURES["histograms"](ALT).axes
    assert axes[0].get_xlim() == axes[1].get_xlim() == (0.1, 4.5)
    assert [ax.texts[0].get_text() for ax in axes] == [f"std {s * X.std():.2g}" for s in (1, 5)]


def test_a_grid_of_histograms_has_a_column_for_each_case_and_one_scale():
    figure = FIGURES["histogram_grid"](ALT)
    assert {ax.get_xlim() for ax in figure.axes} == {(0, 5)}
    assert [ax.get_title() for ax in figure.axes] == ["small", "large", "", ""]
    assert [ax.get_ylabel() for ax in figure.axes] == ["1", "", "2", ""]
    heights = [[bar.get_height() for bar in ax.patches] for ax in figure.axes]
    assert heights[0] == heights[1] == heights[2] != heights[3]
    assert figure.get_supxlabel() == "z"


def test_zero_is_white_in_filters_whatever_their_range():
    shown = FIGURES["filters"](ALT).axes[0].images[0]
    assert shown.get_clim() == (-33, 33)


def test_images_stand_in_reading_order():
    canvas = FIGURES["images"](ALT).axes[0].images[0].get_array()
    pixels = canvas.compressed() if np.ma.isMaskedArray(canvas) else canvas[~np.isnan(canvas)]
    assert sorted(pixels) == list(range(54))
    assert list(pixels[:6]) == [0, 1, 2, 9, 10, 11]


def test_a_confusion_matrix_shows_its_counts_rows_true_and_leaves_out_zeros():
    axes = FIGURES["confusion_matrix"](ALT).axes[0]
    assert {t.get_position(): t.get_text() for t in axes.texts} == {
        (0, 0): "970",
        (1, 0): "30",
        (1, 1): "88",
    }
    assert axes.get_ylabel() == "true class"


def test_a_computation_graph_shows_every_value_and_gradient():
    texts = {t.get_text() for t in FIGURES["computation_graph"](ALT).axes[0].texts}
    nodes = {"a", "b", "u = 2a", "d = u · b²"}
    assert texts - {""} == nodes | {"2", "3", "4", "36"} | {"12", "8", "6", "1"}


def test_a_node_stands_just_before_what_is_made_of_it():
    nodes = {
        "a": Node(),
        "b": Node(),
        "p": Node("2a", ("a",)),
        "q": Node("3b", ("b",)),
        "r": Node("q²", ("q",)),
        "d": Node("p + r", ("p", "r")),
    }
    texts = plotting.computation_graph(nodes, alt=ALT).axes[0].texts
    column = {t.get_text()[0]: t.get_position()[0] for t in texts if t.get_text()}
    assert column == {"a": 0, "b": 0, "q": 1, "p": 2, "r": 2, "d": 3}


def test_a_chain_shows_small_derivatives_with_two_digits():
    figure = plotting.chain([1, 2, 3, 4], [0.2, 0.22, 3], alt=ALT)
    texts = {t.get_text() for t in figure.axes[0].texts}
    assert {"0.13", "0.66", "3", "1"} <= texts


def test_a_node_made_of_an_unknown_one_is_refused():
    with pytest.raises(ValueError, match="d is made of a, which must stand before it"):
        plotting.computation_graph({"d": Node("2a", ("a",)), "a": Node()}, alt=ALT)


@pytest.mark.parametrize(
    ("draw", "bad"),
    [
        (plotting.images, np.zeros((3, 3, 8, 8))),
        (plotting.filters, np.zeros((3, 8, 8))),
        (plotting.feature_maps, np.zeros((1, 3, 8, 8))),
        (plotting.confusion_matrix, np.zeros((2, 3))),
    ],
    ids=["images", "filters", "feature_maps", "confusion_matrix"],
)
def test_arrays_of_another_shape_are_refused_with_it(draw, bad):
    with pytest.raises(ValueError, match=re.escape(f"shape {bad.shape}")):
        draw(bad, alt=ALT)
