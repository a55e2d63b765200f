"""How numbers are spread: activations or gradients, layer by layer."""

import matplotlib as mpl
import numpy as np

from helpers.plotting.style import BLUE, STYLE, new_figure


def histograms(layers, *, alt, xlabel, limits=None, bins=50):
    """Draw a histogram for each layer, the first on top, on one scale; return the figure.

    layers: a dict from label to an array of any shape; limits: where the x-axis begins and
    ends, by default at the extremes of all layers. Each row's heights are relative to its own
    tallest bar; at the right stands the standard deviation.
    """
    values = {label: np.ravel(array) for label, array in layers.items()}
    if limits is None:
        limits = min(map(np.min, values.values())), max(map(np.max, values.values()))
    figure, axes = new_figure(alt, rows=len(values), height=0.6 + 0.62 * len(values))
    with mpl.rc_context(STYLE):
        for (label, array), ax in zip(values.items(), np.ravel(axes), strict=True):
            ax.hist(array, bins=bins, range=limits, color=BLUE)
            ax.set(xlim=limits, yticks=[], xticklabels=[])
            ax.set_ylabel(label, rotation=0, ha="right", va="center")
            spread = f"std {np.std(array):.2g}"
            ax.text(1.01, 0.5, spread, transform=ax.transAxes, va="center", size=10)
            ax.spines["left"].set_visible(False)
        ax.tick_params(labelbottom=True)
        ax.set_xticks(ax.get_xticks(), [f"{tick:g}" for tick in ax.get_xticks()])
        ax.set(xlabel=xlabel, xlim=limits)
    return figure


def histogram_grid(columns, *, alt, xlabel, limits, bins=40):
    """Draw a column of histograms for each case, a row for each layer; return the figure.

    columns: a dict from a column's title to a dict from a row's label to an array of any shape,
    with the same labels in every column; limits: where the x-axis begins and ends. Heights are
    relative to each panel's own tallest bar.
    """
    labels = list(next(iter(columns.values())))
    size = {"columns": len(columns), "rows": len(labels), "height": 0.9 + 0.55 * len(labels)}
    figure, axes = new_figure(alt, **size)
    axes = np.reshape(axes, (len(labels), len(columns)))
    with mpl.rc_context(STYLE):
        for (title, arrays), column in zip(columns.items(), axes.T, strict=True):
            for label, ax in zip(labels, column, strict=True):
                _panel(ax, np.ravel(arrays[label]), limits, bins)
            column[0].set_title(title, size=11)
            column[-1].tick_params(labelbottom=True)
        for label, ax in zip(labels, axes[:, 0], strict=True):
            ax.set_ylabel(label, rotation=0, ha="right", va="center")
        figure.supxlabel(xlabel, size=11)
    return figure


def _panel(ax, array, limits, bins):
    ax.hist(array, bins=bins, range=limits, color=BLUE)
    ax.set(xlim=limits, yticks=[])
    ax.tick_params(labelbottom=False)
    ax.spines["left"].set_visible(False)
