"""What a classifier says about every point of the plane."""

import matplotlib as mpl
import numpy as np
from matplotlib.colors import ListedColormap

from helpers.plotting.style import BLUE, GREEN, INK, ORANGE, PURPLE, STYLE, VERMILLION, new_figure

_LEVELS = np.linspace(0, 1, 11)  # even steps of probability: readable, and small as a PNG
_EDGE = {"markeredgecolor": INK, "markeredgewidth": 0.4}
_CLASS_COLOURS = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE)
_CLASS_MARKERS = "o^sDv"


def decision_region(panels, X, y, *, alt, limits=(0, 1)):
    """Draw P(y = 1) over a square with the labelled points on top; return the figure.

    panels: a dict from a panel's title to its function of points (M, 2) to (M,); X (N, 2);
    y (N,) of 0 and 1; limits: where both axes begin and end.
    """
    height = 3.2 if len(panels) == 1 else 2.4
    figure, axes = new_figure(alt, columns=len(panels), height=height)
    with mpl.rc_context(STYLE):
        for (title, probability), ax in zip(panels.items(), np.ravel(axes), strict=True):
            shown = _fill(ax, probability, limits)
            _scatter(ax, X, y)
            _square(ax, limits, title)
        np.ravel(axes)[0].set_ylabel("$x_2$")
        figure.colorbar(shown, ax=axes, label="P(y = 1)", shrink=0.8)
        figure.set_layout_engine("compressed")
    return figure


def hidden_units(hidden, X, y, *, alt, limits=(0, 1)):
    """Draw each hidden unit's activation over a square, two panels a row; return the figure.

    hidden: a function of points (M, 2) to activations (M, H) in [0, 1]; X (N, 2); y (N,) of 0
    and 1. The white line is where a unit is at 1/2: the edge of its soft half-plane.
    """
    units = np.shape(hidden(np.zeros((1, 2))))[1]
    rows = -(-units // 2)
    figure, axes = new_figure(alt, columns=2, rows=rows, height=0.3 + 2.1 * rows)
    with mpl.rc_context(STYLE):
        for ax in np.ravel(axes)[units:]:
            ax.remove()
        for unit, ax in enumerate(figure.axes):
            shown = _half_plane(ax, lambda points, unit=unit: hidden(points)[:, unit], limits)
            _scatter(ax, X, y, size=2.5)
            _square(ax, limits, f"hidden unit {unit + 1}")
        for ax in figure.axes[::2]:
            ax.set_ylabel("$x_2$")
        figure.colorbar(shown, ax=figure.axes, label="activation", shrink=0.8)
        figure.set_layout_engine("compressed")
    return figure


def class_regions(panels, X, y, *, alt, limits=(-1, 1)):
    """Draw the predicted class over a square with the labelled points; return the figure.

    panels: a dict from a panel's title to its function of points (M, 2) to labels (M,);
    X (N, 2); y (N,) of labels 0 to 4. Classes differ in marker as well as in colour.
    """
    height = 3.6 if len(panels) == 1 else 2.9
    figure, axes = new_figure(alt, columns=len(panels), height=height)
    with mpl.rc_context(STYLE):
        for (title, predict), ax in zip(panels.items(), np.ravel(axes), strict=True):
            side, labels = _grid_values(predict, limits)
            pale = ListedColormap(_CLASS_COLOURS)
            ax.pcolormesh(side, side, labels, cmap=pale, vmin=0, vmax=4, alpha=0.35)
            for label in np.unique(y):
                style = {"color": _CLASS_COLOURS[int(label)], "markersize": 3.5, **_EDGE}
                marker = _CLASS_MARKERS[int(label)]
                ax.plot(*X[y == label].T, marker, label=f"class {label:g}", **style)
            _square(ax, limits, title)
        np.ravel(axes)[0].set_ylabel("$x_2$")
        handles, labels = ax.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
    return figure


def _grid_values(function, limits):
    side = np.linspace(*limits, 101)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    return side, np.asarray(function(grid)).reshape(101, 101)


def _fill(ax, function, limits):
    side, values = _grid_values(function, limits)
    return ax.contourf(side, side, values, levels=_LEVELS, cmap="cividis")


def _half_plane(ax, function, limits):
    side, values = _grid_values(function, limits)
    if values.min() < 0.5 < values.max():
        ax.contour(side, side, values, levels=[0.5], colors="white", zorder=1.5)
    return _fill(ax, function, limits)


def _square(ax, limits, title):
    ax.set(xlabel="$x_1$", title=title, aspect="equal", xlim=limits, ylim=limits)
    ax.grid(visible=False)


def _scatter(ax, X, y, *, size=3.5):
    for label, marker, colour in [(0, "o", "white"), (1, "^", VERMILLION)]:
        points = X[np.asarray(y) == label]
        ax.plot(*points.T, marker, color=colour, markersize=size, **_EDGE)
