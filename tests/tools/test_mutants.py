"""A mutant is its original with one change, and can be run whatever the change."""

import numpy as np
import pytest

from helpers.checks import drivers
from tools.quality.mutants import Rounds, RunsAway, counted, mutants


def layer(x, W, b):
    """Return a layer's output."""
    if x.ndim != 2:
        raise ValueError("x must be a matrix")
    z = x @ W.T + b
    return np.maximum(z, 0).sum(axis=0, keepdims=True) / len(x)


def summed(n, flag):
    total = 0
    for i in range(n):
        if flag and i > 2:
            total += i
    return total


def halved(n):
    while n > 1:
        n -= n // 2
    return n


def reordered(a):
    first, last = (a[0], a[1:])
    return first, last


class Momentum:
    """Keeps a velocity."""

    def __init__(self, rate=0.5):
        self.rate, self.velocity = rate, 0.0

    def step(self, gradient):
        self.velocity = self.rate * self.velocity + gradient
        return -self.velocity


def becomes(thing, line):
    return {mutant.becomes for mutant in mutants(thing) if mutant.line == line}


@pytest.mark.parametrize(
    "changed",
    [
        "z = x @ W.T - b",
        "z = x * W.T + b",
        "z = W.T @ x + b",
        "z = x @ W + b",
        "z = x.T @ W.T + b",
        "z = x @ W.T",
        "z = b",
        "z = W @ W.T + b",
    ],
)
def test_a_line_of_algebra_has_the_usual_mistakes(changed):
    assert changed in becomes(layer, "z = x @ W.T + b")


@pytest.mark.parametrize(
    "changed",
    [
        "return np.minimum(z, 0).sum(axis=0, keepdims=True) / len(x)",
        "return np.maximum(0, z).sum(axis=0, keepdims=True) / len(x)",
        "return np.maximum(z, 0).mean(axis=0, keepdims=True) / len(x)",
        "return np.maximum(z, 0).sum(axis=1, keepdims=True) / len(x)",
        "return np.maximum(z, 0).sum(axis=None, keepdims=True) / len(x)",
        "return np.maximum(z, 0).sum(axis=0, keepdims=False) / len(x)",
        "return np.maximum(z, 0).sum(axis=0, keepdims=True)",
        "return np.maximum(z, 1).sum(axis=0, keepdims=True) / len(x)",
    ],
)
def test_a_reduction_has_other_axes_and_extremes(changed):
    line = "return np.maximum(z, 0).sum(axis=0, keepdims=True) / len(x)"
    assert changed in becomes(layer, line)


@pytest.mark.parametrize(
    ("thing", "line", "changed"),
    [
        (summed, "for i in range(n):", "for i in range(n + 1):"),
        (summed, "for i in range(n):", "for i in range(1, n):"),
        (summed, "for i in range(n):", "for i in range(n): (first round only)"),
        (summed, "for i in range(n):", "for i in range(n): ... return total"),
        (summed, "if flag and i > 2:", "if flag or i > 2:"),
        (summed, "if flag and i > 2:", "if flag and i >= 2:"),
        (summed, "if flag and i > 2:", "total += i"),
        (summed, "total += i", "total = i"),
        (summed, "total += i", "(left out)"),
        (reordered, "first, last = (a[0], a[1:])", "first, last = (a[1], a[1:])"),
        (reordered, "first, last = (a[0], a[1:])", "first, last = (a[0], a[2:])"),
        (reordered, "return (first, last)", "return (last, first)"),
        (Momentum, "return -self.velocity", "return self.velocity"),
        (Momentum, "def __init__(self, rate=0.5):", "def __init__(self, rate=1.0):"),
    ],
)
def test_loops_conditions_indices_and_classes_change_too(thing, line, changed):
    assert changed in becomes(thing, line)


@pytest.mark.parametrize("thing", [layer, summed, halved, reordered, Momentum])
def test_mutants_are_all_different_and_their_own_lines_differ(thing):
    found = mutants(thing)
    assert len({mutant.source for mutant in found}) == len(found) > 5
    assert all(mutant.line != mutant.becomes for mutant in found)


def test_docstrings_and_guards_of_a_library_stay():
    lines = {mutant.line for mutant in mutants(layer)}
    assert not any("docstring" in line or "ndim" in line or "ValueError" in line for line in lines)


def test_the_original_is_left_alone_and_asking_twice_gives_the_same():
    assert mutants(summed) == mutants(summed)
    assert summed(5, True) == 7


def test_a_mutant_does_what_its_line_says():
    (mutant,) = (m for m in mutants(summed) if m.becomes == "for i in range(n + 1):")
    assert mutant.build(Rounds())(5, True) == 3 + 4 + 5


def test_a_loop_without_end_is_stopped_past_whatever_catches_exceptions():
    (endless,) = (m for m in mutants(halved) if m.becomes == "(left out)")
    with pytest.raises(RunsAway):
        drivers.run("call", endless.build(Rounds(100)), [{"args": [5], "kwargs": {}}])


def test_the_rounds_of_all_loops_and_calls_are_counted():
    rounds = Rounds()
    function = counted(summed, rounds)
    assert (function(5, True), function(2, True)) == (7, 0)
    assert rounds.count == 5 + 2
