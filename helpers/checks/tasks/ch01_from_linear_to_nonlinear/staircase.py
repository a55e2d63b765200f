"""Challenge: a network that imitates any function by steps."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(edges, heights, sharpness):
    """Return (wh, bh, wo): weights and biases of the hidden units, weights of the output."""
    wh = sharpness * np.ones(len(edges))
    bh = -sharpness * edges
    before = np.append(0.0, heights)
    after = np.append(heights, 0.0)
    wo = after - before
    return wh, bh, wo


def inputs(rng):
    """Steps of both signs, edges of both signs, none at 0."""
    for steps, tag in [(1, "one step"), (2, "two steps"), (4, "four steps")]:
        edges = np.cumsum(rng.uniform(0.5, 1.5, steps + 1)) - 2.2
        heights = rng.uniform(1, 3, steps) * (-1.0) ** np.arange(steps)
        yield Instance((edges, heights, rng.uniform(5, 9)), tag)


MISTAKES = (
    Mistake(
        "heights for weights",
        "You used the heights themselves as output weights. Units that have risen stay up, so "
        "each weight is the *change* of height at its edge.",
        (("wo = after - before", "wo = after"),),
    ),
    Mistake(
        "signs of the changes",
        "Your changes have the opposite sign: the height after the edge minus the height before.",
        (("after - before", "before - after"),),
    ),
    Mistake(
        "never comes down",
        "The last edge is missing a change: behind it the function is 0 again, so its weight takes "
        "the last height away.",
        (("after = np.append(heights, 0.0)", "after = np.append(heights, heights[-1])"),),
    ),
    Mistake(
        "never goes up",
        "The first edge has no change: before it the function is 0, so its weight is the first "
        "height.",
        (("before = np.append(0.0, heights)", "before = np.append(heights[0], heights)"),),
    ),
    Mistake(
        "edges as biases",
        "Your biases are the edges themselves. A unit is at one half where wh x + bh = 0, so the "
        "bias carries the sharpness: it is -sharpness times the edge.",
        (("bh = -sharpness * edges", "bh = edges"),),
    ),
    Mistake(
        "bias without the sharpness",
        "Your biases are minus the edges. The weight multiplies only x, so the bias needs the "
        "sharpness too, or the edges move.",
        (("bh = -sharpness * edges", "bh = -edges"),),
    ),
    Mistake(
        "sign of the bias",
        "Your steps lie at minus the edges: sharpness times (x - edge) makes the bias negative "
        "where the edge is positive.",
        (("bh = -sharpness * edges", "bh = sharpness * edges"),),
    ),
    Mistake(
        "no sharpness",
        "The hidden weights are 1: they are what makes the steps steep. Each is the sharpness.",
        (("wh = sharpness * np.ones(len(edges))", "wh = np.ones(len(edges))"),),
    ),
    Mistake(
        "one number for all weights",
        "`wh` is a single number. Each unit has a weight of its own, though all are equal here: "
        "`np.full(len(edges), sharpness)`.",
        (("wh = sharpness * np.ones(len(edges))", "wh = sharpness"),),
    ),
    Mistake(
        "edges as weights",
        "Your hidden weights differ from unit to unit. All units are equally steep; only their "
        "positions differ, and those are the biases' matter.",
        (("wh = sharpness * np.ones(len(edges))", "wh = sharpness * edges"),),
    ),
    Mistake(
        "one unit a step",
        "You have one unit for each step. It takes one for each edge, and there is one edge more "
        "than steps.",
        (
            ("wh = sharpness * np.ones(len(edges))", "wh = sharpness * np.ones(len(heights))"),
            ("bh = -sharpness * edges", "bh = -sharpness * edges[:-1]"),
            ("wo = after - before", "wo = heights"),
        ),
    ),
    Mistake(
        "weights of the output scaled",
        "The output weights are multiplied by the sharpness. It belongs to the hidden units only.",
        (("wo = after - before", "wo = sharpness * (after - before)"),),
    ),
    Mistake(
        "order",
        "The function promises (wh, bh, wo), in this order.",
        (("return wh, bh, wo", "return bh, wh, wo"),),
    ),
    Mistake(
        "the last edge left out",
        "One hidden unit is missing, the one at the last edge.",
        (("return wh, bh, wo", "return wh[:-1], bh[:-1], wo[:-1]"),),
    ),
)


def _with_diff(edges, heights, sharpness):
    padded = np.concatenate([[0.0], heights, [0.0]])
    return np.full(edges.shape, sharpness), -(edges * sharpness), np.diff(padded)


def _sum_of_bumps(edges, heights, sharpness):
    wo = np.zeros(len(edges))
    for k, height in enumerate(heights):
        wo[k] += height
        wo[k + 1] -= height
    return sharpness + 0 * edges, -sharpness * edges, wo


def _in_a_list(edges, heights, sharpness):
    wh = np.array([sharpness for _ in edges])
    bh = np.array([-sharpness * edge for edge in edges])
    return [wh, bh, np.diff(heights, prepend=0, append=0)]


TASK = Task(
    name="staircase",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("`wh`: how steep each unit is", 1, part=(0,)),
        Property("`bh`: where each unit stands", 1, part=(1,)),
        Property("`wo`: by how much each unit changes the height", 2, part=(2,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_diff, _sum_of_bumps, _in_a_list),
    hints=(
        "One unit for each edge. Unit k should answer $\\sigma(s\\,(x - t_k))$. Multiply it out: "
        "what stands beside $x$, and what stands alone?",
        "Behind an edge its unit stays at 1 for good. So the output weight of a unit is by how "
        "much the height changes there: the new height minus the old one.",
        "Before the first edge and behind the last one the height is 0. `np.diff` of the heights "
        "with a 0 on both sides gives all changes.",
    ),
)
