"""The course's figures: one style, colours that everybody can tell apart, alt text on each.

Every function returns a `matplotlib.figure.Figure` and takes `alt`, one or two sentences that
say what the figure shows. In a notebook the figure, as a cell's last expression, is displayed
as a PNG with that text. This file imports no algorithm.
"""

import base64
import io
from itertools import pairwise

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

# Okabe and Ito's palette, distinguishable with every common form of colour blindness.
BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
)
INK = "#222222"
STYLE = {
    "axes.edgecolor": INK,
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.prop_cycle": mpl.cycler(color=[BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY]),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": "white",
    "font.size": 11,
    "grid.alpha": 0.3,
    "lines.linewidth": 2,
    "savefig.facecolor": "white",
    "xtick.color": INK,
    "ytick.color": INK,
}
_LEVELS = np.linspace(0, 1, 11)  # even steps of probability: readable, and small as a PNG
WIDTH = 5.2  # inches: at this width the letters are still legible on a phone


def new_figure(alt, *, columns=1, height=3.2, width=WIDTH):
    """Return (figure, axes): `columns` axes side by side, sizes in inches, with alt text.

    axes is a single `Axes` for one column, else an array of them. The figure belongs to no
    window and no global list, so drawing one has no side effect.
    """
    if not alt.strip():
        raise ValueError("alt must say what the figure shows, but it is empty")
    _show_with_alt_text()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots(1, columns)
    figure.alt = " ".join(alt.split())
    return figure, axes


def lines(x, curves, *, alt, xlabel, ylabel, xscale="linear", yscale="linear"):
    """Draw named curves over x and return the figure.

    x (n,); curves: a dict from label to values (n,). The curves differ in dash as well as in
    colour.
    """
    figure, axes = new_figure(alt)
    dashes = ["-", "--", "-.", ":"]
    with mpl.rc_context(STYLE):
        for i, (label, values) in enumerate(curves.items()):
            axes.plot(x, values, dashes[i % len(dashes)], label=label)
        axes.set(xlabel=xlabel, ylabel=ylabel, xscale=xscale, yscale=yscale)
        axes.legend(frameon=False)
    return figure


def decision_region(panels, X, y, *, alt):
    """Draw P(y = 1) over the unit square with the labelled points on top; return the figure.

    panels: a dict from a panel's title to its function of points (M, 2) to (M,); X (N, 2);
    y (N,) of 0 and 1.
    """
    height = 3.2 if len(panels) == 1 else 2.4
    figure, axes = new_figure(alt, columns=len(panels), height=height)
    side = np.linspace(0, 1, 101)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    with mpl.rc_context(STYLE):
        for (title, probability), ax in zip(panels.items(), np.ravel(axes), strict=True):
            values = probability(grid).reshape(101, 101)
            shown = ax.contourf(side, side, values, levels=_LEVELS, cmap="cividis")
            _scatter(ax, X, y)
            ax.set(xlabel="$x_1$", title=title, aspect="equal")
            ax.grid(visible=False)
        np.ravel(axes)[0].set_ylabel("$x_2$")
        figure.colorbar(shown, ax=axes, label="P(y = 1)", shrink=0.8)
    return figure


def _scatter(ax, X, y):
    edge = {"markeredgecolor": INK, "markeredgewidth": 0.4}
    for label, marker, colour in [(0, "o", "white"), (1, "^", VERMILLION)]:
        points = X[np.asarray(y) == label]
        ax.plot(*points.T, marker, color=colour, markersize=3.5, **edge)


def _png_with_alt(figure):
    raw, small = io.BytesIO(), io.BytesIO()
    figure.savefig(raw, format="png", dpi=140)
    # A palette of 64 colours halves the file, and Pillow writes no date or version into it.
    Image.open(raw).convert("RGB").quantize(64, dither=0).save(small, format="png", optimize=True)
    data = base64.b64encode(small.getvalue()).decode()
    return data, {"alt": getattr(figure, "alt", "")}


def _show_with_alt_text():
    """Teach IPython, where it runs, to show a figure as a PNG that carries its alt text."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["image/png"].for_type(Figure, _png_with_alt)


def network_graph(sizes, *, alt, names, paths=()):
    """Draw a network as a graph and return the figure; the given paths are thick.

    sizes: units in each layer; names: one letter for each layer's units, TeX without dollars;
    paths: each a tuple with one unit of every layer, counted from 0.
    """
    figure, axes = new_figure(alt, height=2.6)
    edges = {(depth, *edge) for path in paths for depth, edge in enumerate(pairwise(path))}
    for depth, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        for i, j in np.ndindex(fan_in, fan_out):
            thick = (depth, i, j) in edges
            axes.plot(
                [depth, depth + 1],
                [_height(fan_in, i), _height(fan_out, j)],
                color=VERMILLION if thick else "0.7",
                linewidth=3.5 if thick else 1,
                zorder=1,
            )
    for depth, (size, name) in enumerate(zip(sizes, names, strict=True)):
        for i in range(size):
            _node(axes, depth, _height(size, i), _numbered(name, i) if size > 1 else name)
    axes.set(xlim=(-0.4, len(sizes) - 0.6), ylim=(-max(sizes) / 2 - 0.1, max(sizes) / 2 + 0.1))
    axes.axis("off")
    return figure


def chain(values, slopes, *, alt, names=None):
    """Draw a chain of numbers, forwards above and derivatives backwards below; return the figure.

    values (n,): the numbers along the chain; slopes (n - 1,): by how much each one changes with
    the one before it. The derivative of the last value with respect to each is computed from
    the slopes. names: a label for each step, `n - 1` of them.
    """
    derivatives = [*np.cumprod(slopes[::-1])[::-1], 1]
    figure, axes = new_figure(alt, height=2.2)
    for i, (value, derivative) in enumerate(zip(values, derivatives, strict=True)):
        axes.text(i, 0, f"{value:g}", ha="center", va="center", size=14, bbox=_BOX)
        axes.text(i, -0.62, f"{derivative:g}", ha="center", color=VERMILLION, size=13)
    for i, name in enumerate(names or [f"slope {slope:g}" for slope in slopes]):
        axes.annotate(
            "", (i + 0.78, 0), (i + 0.22, 0), arrowprops={"arrowstyle": "->", "color": BLUE}
        )
        axes.text(i + 0.5, 0.16, name, ha="center", color=BLUE)
        back = {"arrowstyle": "->", "color": VERMILLION, "linestyle": "--"}
        axes.annotate("", (i + 0.22, -0.55), (i + 0.78, -0.55), arrowprops=back)
        axes.text(i + 0.5, -0.82, f"times {slopes[i]:g}", ha="center", color=VERMILLION)
    axes.set(xlim=(-0.4, len(values) - 0.6), ylim=(-1, 0.5))
    axes.axis("off")
    return figure


_BOX = {"boxstyle": "circle,pad=0.45", "facecolor": "white", "edgecolor": INK}


def _node(axes, x, y, name):
    axes.scatter(x, y, s=1100, color="white", edgecolor=INK, zorder=2)
    axes.text(x, y, f"${name}$", ha="center", va="center")


def _numbered(name, unit):
    """Return "a_{12}" for the second unit of "a_1", and "x_{1}" for the first of "x"."""
    letter, _, index = name.partition("_")
    return f"{letter}_{{{index}{unit + 1}}}"


def _height(size, unit):
    return (size - 1) / 2 - unit
