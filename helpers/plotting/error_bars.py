"""What was measured several times: means with error bars."""

import matplotlib as mpl
import numpy as np

from helpers.plotting.style import DASHES, STYLE, new_figure


def error_bars(x, runs, *, alt, xlabel, ylabel, yscale="linear"):
    """Draw the mean of several runs, plus and minus a standard deviation; return the figure.

    x (n,): numbers or texts, drawn at equal distances; runs: a dict from label to an array
    (S, n), a row for each of S runs, S at least 2. The curves stand slightly side by side, so
    that their bars do not hide one another.
    """
    figure, axes = new_figure(alt)
    with mpl.rc_context(STYLE):
        for i, (label, values) in enumerate(runs.items()):
            places = np.arange(len(x)) + 0.08 * (i - (len(runs) - 1) / 2)
            means, spread = np.mean(values, axis=0), np.std(values, axis=0, ddof=1)
            axes.errorbar(
                places, means, spread, fmt=DASHES[i % len(DASHES)], label=label, capsize=3
            )
        axes.set_xticks(np.arange(len(x)), [str(value) for value in x])
        axes.set(xlabel=xlabel, ylabel=ylabel, yscale=yscale)
        axes.legend(frameon=False)
    return figure
