"""Graphs: a network's units and weights, a chain of numbers, a computation."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from helpers.plotting.style import BLUE, INK, VERMILLION, new_figure


def network_graph(sizes, *, alt, names, paths=(), weights=""):
    """Draw a network as a graph and return the figure; the given paths are thick.

    sizes: units in each layer; names: one letter for each layer's units, TeX without dollars;
    paths: each a tuple with one unit of every layer, counted from 0; weights: a letter by which
    every edge is named, or nothing.
    """
    figure, axes = new_figure(alt, height=3.0 if weights else 2.6)
    edges = {(depth, *edge) for path in paths for depth, edge in enumerate(pairwise(path))}
    for depth, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        for i, j in np.ndindex(fan_in, fan_out):
            thick = (depth, i, j) in edges
            ends = _height(fan_in, i), _height(fan_out, j)
            axes.plot(
                [depth, depth + 1],
                ends,
                color=VERMILLION if thick else "0.7",
                linewidth=3.5 if thick else 1,
                zorder=1,
            )
            if weights:
                _edge_name(axes, f"${weights}_{{{depth + 1},{i + 1}{j + 1}}}$", depth, ends)
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
        axes.text(i, -0.62, _short(derivative), ha="center", color=VERMILLION, size=13)
    for i, name in enumerate(names or [f"slope {slope:g}" for slope in slopes]):
        axes.annotate(
            "", (i + 0.74, 0), (i + 0.26, 0), arrowprops={"arrowstyle": "->", "color": BLUE}
        )
        axes.text(i + 0.5, 0.16, name, ha="center", color=BLUE)
        back = {"arrowstyle": "->", "color": VERMILLION, "linestyle": "--"}
        axes.annotate("", (i + 0.28, -0.57), (i + 0.72, -0.57), arrowprops=back)
        axes.text(i + 0.5, -0.82, f"times {slopes[i]:g}", ha="center", color=VERMILLION)
    axes.set(xlim=(-0.4, len(values) - 0.6), ylim=(-1, 0.5))
    axes.axis("off")
    return figure


def _short(number):
    """Return a number as a text, what is smaller than 1 with two significant digits."""
    return f"{number:.2g}" if abs(number) < 1 else f"{number:g}"


class Node(NamedTuple):
    """A number in a computation graph: how it is made, of which nodes, and what is known of it.

    operation: a short text such as "+"; inputs: names of nodes; value and gradient (of the
    result with respect to this node): numbers, or None to leave them out.
    """

    operation: str = ""
    inputs: tuple = ()
    value: float | None = None
    gradient: float | None = None


def computation_graph(nodes, *, alt):
    """Draw a computation graph from left to right and return the figure.

    nodes: a dict from name to `Node`, inputs before what is made of them. Values stand above
    the nodes in blue, gradients below in red.
    """
    places = _places(nodes)
    across, up = (max(abs(p[axis]) for p in places.values()) for axis in (0, 1))
    figure, axes = new_figure(alt, height=1.3 + 1.8 * up)
    plates = {name: _plate(axes, *places[name], name, node) for name, node in nodes.items()}
    for name, node in nodes.items():
        for source in node.inputs:
            ends = {"patchA": plates[source], "patchB": plates[name], "shrinkA": 1, "shrinkB": 1}
            style = {"arrowstyle": "->", "color": "0.5", **ends}
            axes.annotate("", places[name], places[source], arrowprops=style)
    axes.set(xlim=(-0.3, across + 0.4), ylim=(-up - 0.6, up + 0.6))
    axes.axis("off")
    return figure


def _plate(axes, x, y, name, node):
    """Write a node with its value above and its gradient below; return its outline."""
    label = f"{name} = {node.operation}" if node.operation else name
    text = axes.text(x, y, label, ha="center", va="center", size=10, bbox=_PLATE)
    for number, above, colour in [(node.value, 1, BLUE), (node.gradient, -1, VERMILLION)]:
        if number is not None:
            place = {"xytext": (0, 18 * above), "textcoords": "offset points", "bbox": _CLEAR}
            axes.annotate(
                f"{number:g}", (x, y), ha="center", va="center", color=colour, zorder=4, **place
            )
    return text.get_bbox_patch()


def _places(nodes):
    """Return {name: (x, y)}: each column as near as it can be to the middle of its inputs."""
    columns, places = {}, {}
    for name, x in _depths(nodes).items():
        columns.setdefault(x, []).append(name)
    for x, names in sorted(columns.items()):
        wanted = {n: np.mean([places[s][1] for s in nodes[n].inputs] or [0]) for n in names}
        middle = np.mean(list(wanted.values()))
        ordered = sorted(names, key=lambda n: -wanted[n])
        places |= {name: (x, middle + _height(len(names), i)) for i, name in enumerate(ordered)}
    return places


def _depths(nodes):
    """Return {name: column}: inputs in column 0, the rest just before what is made of them.

    So no arrow passes behind a node that it has nothing to do with, in a graph of few nodes.
    """
    depth = {}
    for name, node in nodes.items():
        missing = [source for source in node.inputs if source not in depth]
        if missing:
            raise ValueError(f"{name} is made of {missing[0]}, which must stand before it")
        depth[name] = 1 + max((depth[source] for source in node.inputs), default=-1)
    for name in reversed(nodes):
        users = [depth[user] for user, node in nodes.items() if name in node.inputs]
        if nodes[name].inputs and users:
            depth[name] = min(users) - 1
    return depth


_CLEAR = {"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none"}
_PLATE = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": INK}
_BOX = {"boxstyle": "circle,pad=0.45", "facecolor": "white", "edgecolor": INK}


def _node(axes, x, y, name):
    axes.scatter(x, y, s=1100, color="white", edgecolor=INK, zorder=2)
    axes.text(x, y, f"${name}$", ha="center", va="center")


def _edge_name(axes, name, depth, ends):
    """Write a weight's name on its edge, near where it starts: in the middle, edges cross."""
    along = 0.36
    height = (1 - along) * ends[0] + along * ends[1]
    axes.text(depth + along, height, name, ha="center", va="center", size=9, bbox=_CLEAR)


def _numbered(name, unit):
    """Return "a_{12}" for the second unit of "a_1", and "x_{1}" for the first of "x"."""
    letter, _, index = name.partition("_")
    return f"{letter}_{{{index}{unit + 1}}}"


def _height(size, unit):
    return (size - 1) / 2 - unit
