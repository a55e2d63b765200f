"""The course's figures: one style, colours that everybody can tell apart, alt text on each.

Every function returns a `matplotlib.figure.Figure` and takes `alt`, one or two sentences that
say what the figure shows. In a notebook the figure, as a cell's last expression, is displayed
as a PNG with that text. This file imports no algorithm.
"""

import base64
import io

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

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
PHONE_WIDTH = 6.4  # inches: at this width the letters are still legible on a phone


def new_figure(alt, *, columns=1, height=3.6):
    """Return (figure, axes): `columns` axes side by side, `height` inches, with its alt text.

    axes is a single `Axes` for one column, else an array of them. The figure belongs to no
    window and no global list, so drawing one has no side effect.
    """
    if not alt.strip():
        raise ValueError("alt must say what the figure shows, but it is empty")
    _show_with_alt_text()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(PHONE_WIDTH, height), layout="constrained")
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


def decision_region(probability, X, y, *, alt, titles=None):
    """Draw P(y = 1) over the unit square with the labelled points on top; return the figure.

    probability: a function of points (M, 2) to (M,), or a list of such functions, one panel
    each; X (N, 2); y (N,) of 0 and 1; titles: one for each panel.
    """
    functions = list(probability) if isinstance(probability, (list, tuple)) else [probability]
    figure, axes = new_figure(alt, columns=len(functions), height=3.4)
    side = np.linspace(0, 1, 101)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    with mpl.rc_context(STYLE):
        for i, (function, ax) in enumerate(zip(functions, np.ravel(axes), strict=True)):
            image = function(grid).reshape(101, 101)
            shown = ax.imshow(
                image, extent=(0, 1, 0, 1), origin="lower", vmin=0, vmax=1, cmap="cividis"
            )
            _scatter(ax, X, y)
            ax.set(xlabel="$x_1$", ylabel="$x_2$" if i == 0 else "", title=(titles or [""] * 9)[i])
            ax.grid(visible=False)
        figure.colorbar(shown, ax=axes, label="P(y = 1)", shrink=0.8)
    return figure


def _scatter(ax, X, y):
    for label, marker, colour in [(0, "o", "white"), (1, "^", ORANGE)]:
        points = X[np.asarray(y) == label]
        ax.plot(
            *points.T,
            marker,
            color=colour,
            markersize=3.5,
            markeredgecolor=INK,
            markeredgewidth=0.4,
        )


def _png_with_alt(figure):
    buffer = io.BytesIO()
    # No software version or date in the file: the same figure is the same bytes.
    figure.savefig(buffer, format="png", dpi=110, metadata={"Software": None})
    data = base64.b64encode(buffer.getvalue()).decode()
    return data, {"alt": getattr(figure, "alt", "")}


def _show_with_alt_text():
    """Teach IPython, where it runs, to show a figure as a PNG that carries its alt text."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["image/png"].for_type(Figure, _png_with_alt)
