"""The style that all figures share, and how a notebook shows them: a small PNG with alt text."""

import base64
import io
import sys

import matplotlib as mpl
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
DASHES = ["-", "--", "-.", ":"]
WIDTH = 5.2  # inches: at this width the letters are still legible on a phone


def new_figure(alt, *, columns=1, rows=1, height=3.2, width=WIDTH):
    """Return (figure, axes): `rows` times `columns` axes, sizes in inches, with alt text.

    axes is a single `Axes` if there is but one, else an array of them, (columns,) for one row.
    The figure belongs to no window and no global list, so drawing one has no side effect.
    """
    if not alt.strip():
        raise ValueError("alt must say what the figure shows, but it is empty")
    _show_with_alt_text()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots(rows, columns)
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.06)
    figure.alt = " ".join(alt.split())
    return figure, axes


def _png_with_alt(figure):
    raw, small = io.BytesIO(), io.BytesIO()
    figure.savefig(raw, format="png", dpi=140)
    # A palette of 64 colours halves the file, and Pillow writes no date or version into it.
    Image.open(raw).convert("RGB").quantize(64, dither=0).save(small, format="png", optimize=True)
    data = base64.b64encode(small.getvalue()).decode()
    return data, {"alt": getattr(figure, "alt", "")}


def _show_with_alt_text():
    """Teach IPython, where it runs, to show a figure as a PNG that carries its alt text."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.display_formatter.formatters["image/png"].for_type(Figure, _png_with_alt)
