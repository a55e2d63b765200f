"""Curves: anything over x, activations with their derivatives, losses over epochs."""

import matplotlib as mpl
import numpy as np

from helpers.plotting.style import DASHES, STYLE, new_figure

_LEGEND_COLUMNS = 3


def lines(x, curves, *, alt, xlabel, ylabel, xscale="linear", yscale="linear"):
    """Draw named curves over x and return the figure.

    x (n,); curves: a dict from label to values (n,). The curves differ in dash as well as in
    colour.
    """
    figure, axes = new_figure(alt)
    with mpl.rc_context(STYLE):
        _draw(axes, x, curves)
        axes.set(xlabel=xlabel, ylabel=ylabel, xscale=xscale, yscale=yscale)
        axes.legend(frameon=False)
    return figure


def activations(functions, *, alt, limits=(-4, 4)):
    """Draw activations on the left, their derivatives on the right; return the figure.

    functions: a dict from label to (g, g'), two functions of an array z (n,), with values (n,);
    limits: the least and the largest z.
    """
    height = 2.7 + 0.25 * -(-len(functions) // _LEGEND_COLUMNS)
    figure, (left, right) = new_figure(alt, columns=2, height=height)
    z = np.linspace(*limits, 401)
    with mpl.rc_context(STYLE):
        _draw(left, z, {label: g(z) for label, (g, _) in functions.items()})
        _draw(right, z, {label: slope(z) for label, (_, slope) in functions.items()})
        left.set(xlabel="z", title="g(z)")
        right.set(xlabel="z", title="its derivative g′(z)")
        _legend_below(figure, left)
    return figure


def training_curves(panels, *, alt, xlabel="epoch"):
    """Draw what was measured after each epoch, a panel for each quantity; return the figure.

    panels: a dict from the quantity ("loss", "accuracy") to a dict from label ("training",
    "validation") to values (epochs,); the first value is that of epoch 1.
    """
    figure, axes = new_figure(alt, columns=len(panels), height=2.9)
    with mpl.rc_context(STYLE):
        for (quantity, curves), ax in zip(panels.items(), np.ravel(axes), strict=True):
            for i, (label, values) in enumerate(curves.items()):
                epochs = np.arange(1, len(values) + 1)
                ax.plot(epochs, values, DASHES[i % len(DASHES)], label=label)
            ax.set(xlabel=xlabel, title=quantity)
            ax.xaxis.get_major_locator().set_params(integer=True)
        _legend_below(figure, np.ravel(axes)[0])
    return figure


def _draw(axes, x, curves):
    for i, (label, values) in enumerate(curves.items()):
        axes.plot(x, values, DASHES[i % len(DASHES)], label=label)


def _legend_below(figure, axes):
    handles, labels = axes.get_legend_handles_labels()
    columns = min(len(labels), _LEGEND_COLUMNS)
    figure.legend(handles, labels, loc="outside lower center", ncols=columns, frameon=False)
