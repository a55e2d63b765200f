"""A loss over two parameters, and the ways that optimizers take across it."""

import matplotlib as mpl
import numpy as np

from helpers.plotting.style import BLUE, DASHES, GREEN, INK, PURPLE, STYLE, VERMILLION, new_figure


def loss_surface(loss, paths, *, alt, xlim, ylim, names=("$w_1$", "$w_2$")):
    """Draw a loss's contours with trajectories over them; return the figure.

    loss: a function of points (M, 2) to losses (M,); paths: a dict from label to the points
    (T + 1, 2) visited, the start first. A ring marks the start, a dot each step. The contours
    are closer together near the lowest loss, where the ways part.
    """
    figure, axes = new_figure(alt, height=3.6)
    x, y = np.linspace(*xlim, 121), np.linspace(*ylim, 121)
    points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    values = np.asarray(loss(points)).reshape(121, 121)
    levels = values.min() + (values.max() - values.min()) * np.linspace(0, 1, 13) ** 2
    with mpl.rc_context(STYLE):
        shown = axes.contourf(x, y, values, levels=levels, cmap="Greys", alpha=0.6)
        axes.contour(x, y, values, levels=levels, colors="white", linewidths=0.6)
        for i, (label, path) in enumerate(paths.items()):
            _path(axes, np.asarray(path), label, i)
        axes.set(xlabel=names[0], ylabel=names[1], xlim=xlim, ylim=ylim)
        axes.grid(visible=False)
        figure.colorbar(shown, label="loss", format="%.2g", ticks=levels[::3])
        if paths:
            figure.legend(loc="outside lower center", ncols=min(len(paths), 3), frameon=False)
    return figure


def _path(axes, path, label, i):
    colour = (VERMILLION, BLUE, GREEN, PURPLE)[i % 4]
    dots = {"marker": "o", "markersize": 2.5, "linewidth": 1.5}
    axes.plot(*path.T, DASHES[i % 4], color=colour, label=label, **dots)
    axes.plot(*path[0], "o", color="white", markeredgecolor=INK, markersize=7)
