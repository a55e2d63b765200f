"""Images in a grid: digits, filters, feature maps; and counts in one, the confusion matrix."""

import matplotlib as mpl
import numpy as np

from helpers.plotting.style import INK, STYLE, WIDTH, new_figure

_GAP = 1  # pixels of an image between two tiles


def images(X, *, alt, titles=(), columns=8):
    """Draw grey images in a grid, ink dark, and return the figure.

    X (N, H, W) or (N, 1, H, W), all on one scale from its least to its largest value; titles:
    a short text above each image, or none.
    """
    return _grid(_grey(X), alt, titles, columns, cmap="gray_r")


def filters(W, *, alt, columns=8):
    """Draw a convolution's filters and return the figure: blue negative, red positive.

    W: shape (C_out, C_in, kH, kW). With one input channel the filters stand in a grid; with
    more, each row is a filter and each column an input channel. White is 0, and one scale holds
    for all.
    """
    W = np.asarray(W)
    if W.ndim != 4:
        raise ValueError(f"W must have shape (C_out, C_in, kH, kW), but has shape {W.shape}")
    columns = columns if W.shape[1] == 1 else W.shape[1]
    largest = np.abs(W).max() or 1
    colours = mpl.colormaps["RdBu_r"].with_extremes(bad="0.75")
    scale = {"cmap": colours, "vmin": -largest, "vmax": largest}
    return _grid(W.reshape(-1, *W.shape[2:]), alt, (), columns, bar="weight", **scale)


def feature_maps(A, *, alt, columns=8):
    """Draw one example's feature maps and return the figure; bright is a strong response.

    A: shape (C, H, W). One scale holds for all maps, so a channel that stays dark is a quiet one.
    """
    A = np.asarray(A)
    if A.ndim != 3:
        raise ValueError(f"A must have shape (C, H, W), one example's, but has shape {A.shape}")
    titles = [str(channel) for channel in range(1, len(A) + 1)]
    return _grid(A, alt, titles, columns, bar="activation", cmap="cividis")


def confusion_matrix(counts, *, alt, names=None):
    """Draw a confusion matrix with its counts and return the figure.

    counts (K, K): rows are true classes, columns predicted ones. A cell's shade is its share of
    its row, on a square-root scale, so that rare mistakes are seen; zeros are left out.
    """
    counts = np.asarray(counts)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"counts must have shape (K, K), but have shape {counts.shape}")
    names = range(len(counts)) if names is None else names
    shares = np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))
    figure, axes = new_figure(alt, height=0.9 * WIDTH)
    with mpl.rc_context(STYLE):
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for row, column in np.argwhere(counts):
            shade = "white" if shares[row, column] > 0.6 else INK
            text = f"{counts[row, column]:g}"
            axes.text(column, row, text, ha="center", va="center", color=shade)
        axes.set_xticks(range(len(counts)), names)
        axes.set_yticks(range(len(counts)), names)
        axes.set(xlabel="predicted class", ylabel="true class")
        axes.grid(visible=False)
    return figure


def _grey(X):
    X = np.asarray(X)
    if X.ndim == 4 and X.shape[1] == 1:
        X = X[:, 0]
    if X.ndim != 3:
        raise ValueError(f"X must have shape (N, H, W) or (N, 1, H, W), but has shape {X.shape}")
    return X


def _grid(tiles, alt, titles, columns, *, bar=None, **scale):
    """Draw tiles (N, H, W) on one canvas with gaps between them, titles above."""
    (N, H, W), columns = tiles.shape, min(columns, len(tiles))
    rows, above = -(-N // columns), _title_height(titles, tiles.shape, columns)
    canvas = np.full((rows * (H + _GAP + above) - _GAP, columns * (W + _GAP) - _GAP), np.nan)
    figure, axes = new_figure(alt, height=_height(canvas, bar))
    with mpl.rc_context(STYLE):
        for i, tile in enumerate(tiles):
            top = (i // columns) * (H + _GAP + above) + above
            left = (i % columns) * (W + _GAP)
            canvas[top : top + H, left : left + W] = tile
            if i < len(titles):
                centre = left + (W - 1) / 2
                axes.text(centre, top - 0.6, titles[i], ha="center", va="bottom", size=10)
        shown = axes.imshow(canvas, interpolation="nearest", **scale)
        axes.axis("off")
        if bar:
            figure.colorbar(shown, ax=axes, label=bar, shrink=0.8)
    return figure


def _title_height(titles, shape, columns):
    """Return how many of an image's pixels a line of text needs."""
    inches_a_pixel = WIDTH / (columns * (shape[2] + _GAP))
    return int(np.ceil(0.2 / inches_a_pixel)) if len(titles) else 0


def _height(canvas, bar):
    """Return the figure's height in inches that keeps pixels square over its whole width."""
    width = WIDTH - (0.9 if bar else 0)
    return float(np.clip(width * canvas.shape[0] / canvas.shape[1] + 0.15, 1.2, 8))
