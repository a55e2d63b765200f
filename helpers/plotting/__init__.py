"""The course's figures: one style, colours that everybody can tell apart, alt text on each.

Every function returns a `matplotlib.figure.Figure` and takes `alt`, one or two sentences that
say what the figure shows. In a notebook the figure, as a cell's last expression, is displayed
as a PNG with that text. This package imports no algorithm.
"""

from helpers.plotting.curves import activations, lines, training_curves
from helpers.plotting.distributions import histogram_grid, histograms
from helpers.plotting.error_bars import error_bars
from helpers.plotting.graphs import Node, chain, computation_graph, network_graph
from helpers.plotting.images import confusion_matrix, feature_maps, filters, images
from helpers.plotting.regions import class_regions, decision_region, hidden_units
from helpers.plotting.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    STYLE,
    VERMILLION,
    WIDTH,
    new_figure,
)
from helpers.plotting.surfaces import loss_surface

__all__ = [
    "BLUE",
    "GREEN",
    "INK",
    "ORANGE",
    "PURPLE",
    "SKY",
    "STYLE",
    "VERMILLION",
    "WIDTH",
    "Node",
    "activations",
    "chain",
    "class_regions",
    "computation_graph",
    "confusion_matrix",
    "decision_region",
    "error_bars",
    "feature_maps",
    "filters",
    "hidden_units",
    "histogram_grid",
    "histograms",
    "images",
    "lines",
    "loss_surface",
    "network_graph",
    "new_figure",
    "training_curves",
]
