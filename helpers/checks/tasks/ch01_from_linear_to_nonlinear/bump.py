"""Warm-up: two sigmoid units make a bump."""

import numpy as np

from helpers.activations import sigmoid
from helpers.checks.task import Instance, Mistake, Property, Task


def reference(x, left, right, sharpness):
    """Return the bump between left and right at the points x (n,)."""
    rises = sigmoid(sharpness * (x - left))
    falls = sigmoid(sharpness * (x - right))
    return rises - falls


def inputs(rng):
    """Points before, in and after the bump; soft edges, so that every slip shows."""
    x = np.array([1.0, 3.0, 6.0])
    yield Instance((x, 2.0, 5.0, 20.0), "a sharp bump")
    yield Instance((rng.uniform(-4, 4, 5), -1.3, 0.4, rng.uniform(1, 2)), "a soft bump")
    yield Instance((rng.uniform(-2, 6, 4), 0.7, 3.1, rng.uniform(0.8, 1.5)), "a soft bump")
    x = rng.permutation([-5.0, -4.0, -1.0, 0.5, 2.0, 6.0, 7.0, 8.0])
    yield Instance((x, -2.5, 3.5, 20.0), "a sharp bump")


MISTAKES = (
    Mistake(
        "added",
        "You added the two units. The second must be taken away, so that they cancel to the right "
        "of the bump.",
        (("rises - falls", "rises + falls"),),
    ),
    Mistake(
        "upside down",
        "Your bump is a dent: the unit that rises at `left` counts +1, the one at `right` -1.",
        (("rises - falls", "falls - rises"),),
    ),
    Mistake(
        "multiplied",
        "You multiplied the two units. An output layer only adds: +1 times one unit, "
        "-1 times the other.",
        (("rises - falls", "rises * falls"),),
    ),
    Mistake(
        "risen times not yet risen",
        "You multiplied one unit by 1 minus the other. That makes a bump too, but a network's "
        "output layer only adds: +1 times one unit, -1 times the other.",
        (("rises - falls", "rises * (1 - falls)"),),
    ),
    Mistake(
        "sharpness outside",
        "The sharpness stands outside the sigmoid, so it makes the bump higher, not its edges "
        "steeper. It multiplies x - left and x - right, inside.",
        (
            ("sigmoid(sharpness * (x - left))", "sharpness * sigmoid(x - left)"),
            ("sigmoid(sharpness * (x - right))", "sharpness * sigmoid(x - right)"),
        ),
    ),
    Mistake(
        "one unit only",
        "That is one unit: it rises at `left` and stays up. Take away a second one at `right`.",
        (("rises - falls", "rises"),),
    ),
    Mistake(
        "sharpness not applied to the position",
        "You multiplied only `x` by the sharpness. It multiplies the whole difference, or the edge "
        "moves.",
        (
            ("sharpness * (x - left)", "sharpness * x - left"),
            ("sharpness * (x - right)", "sharpness * x - right"),
        ),
    ),
    Mistake(
        "sharpness left out",
        "The sharpness is not used: it multiplies x - left and x - right.",
        (("sharpness * (x - left)", "(x - left)"), ("sharpness * (x - right)", "(x - right)")),
    ),
    Mistake(
        "divided by the sharpness",
        "You divided by the sharpness, so a larger one makes the edges softer. Multiply.",
        (
            ("sharpness * (x - left)", "(x - left) / sharpness"),
            ("sharpness * (x - right)", "(x - right) / sharpness"),
        ),
    ),
    Mistake(
        "positions added",
        "Your edges lie at -left and -right: the sigmoid is at one half where its argument is 0, "
        "so take x - left.",
        (("(x - left)", "(x + left)"), ("(x - right)", "(x + right)")),
    ),
    Mistake(
        "no sigmoid",
        "The sigmoid is missing: each unit squeezes its sum to a number between 0 and 1.",
        (
            ("sigmoid(sharpness * (x - left))", "sharpness * (x - left)"),
            ("sigmoid(sharpness * (x - right))", "sharpness * (x - right)"),
        ),
    ),
    Mistake(
        "sigmoid of the difference",
        "You took the difference first and the sigmoid after. Each unit has its own sigmoid; the "
        "output adds their answers.",
        (
            ("sigmoid(sharpness * (x - left))", "sharpness * (x - left)"),
            ("sigmoid(sharpness * (x - right))", "sharpness * (x - right)"),
            ("rises - falls", "sigmoid(rises - falls)"),
        ),
    ),
    Mistake(
        "hard edges",
        "Your bump jumps between 0 and 1. Built of sigmoids its edges are soft: take the given "
        "`sigmoid`.",
        (("rises - falls", "((x > left) & (x < right)).astype(float)"),),
    ),
)


def _with_tanh(x, left, right, sharpness):
    return (np.tanh(sharpness * (x - left) / 2) - np.tanh(sharpness * (x - right) / 2)) / 2


def _one_by_one(x, left, right, sharpness):
    return [float(reference(v, left, right, sharpness)) for v in x]


def _as_a_network(x, left, right, sharpness):
    H = sigmoid(sharpness * (np.asarray(x)[:, None] - np.array([left, right])))
    return H @ np.array([1.0, -1.0])


def _in_float32(x, left, right, sharpness):
    return reference(x.astype(np.float32), *np.float32([left, right, sharpness]))


def _as_an_array(x, left, right, sharpness):
    return np.array(_one_by_one(x, left, right, sharpness))


TASK = Task(
    name="bump",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("a sharp bump: 0 before, 1 inside, 0 after", 1, tags=("a sharp bump",)),
        Property("soft edges", 1, tags=("a soft bump",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_tanh, _as_a_network, _in_float32, _as_an_array),
    hints=(
        "A unit that rises at `left` is `sigmoid(sharpness * (x - left))`. What does it do to the "
        "right of the bump?",
        "A second unit rises at `right`. Where both are 1, their difference is 0.",
    ),
)
