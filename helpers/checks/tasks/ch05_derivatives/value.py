"""A scalar engine for reverse-mode automatic differentiation, as a class."""

import math

from helpers.checks.task import Instance, Mistake, Property, Task


class Value:
    """A number that knows how it was computed."""

    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = data, parents, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def relu(self):
        """Return max(0, x), a Value."""
        return Value(max(0.0, self.data), [(self, float(self.data > 0))])

    def exp(self):
        """Return e to this power, a Value."""
        e = math.exp(self.data)
        return Value(e, [(self, e)])

    def backward(self):
        """Set `grad` of every Value that this one was made of."""
        order = []

        def visit(node):
            if node not in order:
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, local in node.parents:
                parent.grad += node.grad * local


def inputs(rng):
    """Expressions as plain data: leaves, and operations on the positions of earlier values.

    In "used once" the graph is a tree. In "used again" leaves are shared, with a sum and without;
    in "a long way and a short one" an intermediate value is, and its ways to the result differ in
    length, on both sides of the operation.
    """
    chain = [("add", 0, 1), ("multiply", 3, 2)]
    yield Instance((_numbers(rng, 3), chain, 1), "used once")
    tree = [("multiply", 0, 1), ("multiply", 2, 3), ("add", 4, 5)]
    yield Instance((_numbers(rng, 4), tree, 1), "used once")
    gated = [("relu", 0), ("relu", 1), ("add", 3, 4), ("multiply", 5, 2)]
    for signs in [(1, -1, 1), (-1, 1, 1)]:
        halves = [number / 2 for number in _numbers(rng, 3, signs)]
        yield Instance((halves, gated, 1), "ReLU and exp")
    yield Instance(([0.0, *_numbers(rng, 2)], gated, 1), "ReLU and exp")
    grown = [("exp", 0), ("multiply", 2, 1)]
    yield Instance((_numbers(rng, 2, (-1, 1)), grown, 1), "ReLU and exp")
    square = [("multiply", 0, 0), ("multiply", 2, 1)]
    yield Instance((_numbers(rng, 2), square, 1), "used again")
    again = [("multiply", 0, 1), ("exp", 2), ("multiply", 3, 1)]
    yield Instance((_numbers(rng, 2), again, 1), "used again")
    factored = [("add", 0, 1), ("multiply", 2, 0)]
    yield Instance((_numbers(rng, 2, (1, 1)), factored, 1), "used again")
    for last in [("add", 2, 4), ("add", 4, 2)]:
        yield Instance((_numbers(rng, 2), [*again, last], 1), "a long way and a short one")
    twice = [("multiply", 0, 1), ("multiply", 2, 2), ("add", 3, 1)]
    yield Instance((_numbers(rng, 2), twice, 2), "backward twice")


def _numbers(rng, count, signs=(1, -1, 1, -1)):
    """Return numbers that lie apart, 0.6 to 1.5 in size."""
    sizes = rng.permutation(4)[:count] * 0.25 + rng.uniform(0.6, 0.7, count)
    return [float(s * sign) for s, sign in zip(sizes, signs, strict=False)]


BACK = """\
            for parent, local in node.parents:
                parent.grad += node.grad * local
"""
RECURSION = """\
            node.grad += upstream
            for parent, local in node.parents:
                push(parent, upstream * local)

        push(self, 1.0)
"""


def _breadth_first(result):
    """Return what a result was made of as a queue finds it, which is no topological order."""
    found = [result]
    for node in found:
        for parent, _ in node.parents:
            if parent not in found:
                found.append(parent)
    return found


MISTAKES = (
    Mistake(
        "= for +=",
        "A value that is used more than once keeps only the gradient that arrived last. Ways add "
        "up: `parent.grad += ...`.",
        (("parent.grad += node", "parent.grad = node"),),
    ),
    Mistake(
        "local only",
        "The upstream gradient is missing in `backward`: what goes to a parent is the node's own "
        "gradient times the local derivative.",
        (("node.grad * local", "local"),),
    ),
    Mistake(
        "upstream only",
        "The local derivative is missing in `backward`: what goes to a parent is the node's own "
        "gradient times the local derivative.",
        (("node.grad * local", "node.grad"),),
    ),
    Mistake(
        "forwards",
        "Only the result's own parents get a gradient: your `backward` stops there, or walks from "
        "the leaves. Begin at the result, and go on to the parents of its parents.",
        (("reversed(order)", "order"),),
        (
            (
                ("            node.grad = 0.0\n", "            pass\n"),
                ("        self.grad = 1.0\n", ""),
                ("reversed(order)", "[self]"),
                ("node.grad * local", "local"),
            ),
        ),
    ),
    Mistake(
        "too early",
        "A value hands on its gradient before all of it has arrived. In the walk back, everything "
        "made of a value must come before the value: a topological order.",
        (
            ("                order.append(node)\n", ""),
            (
                "            if node not in order:\n",
                "            if node not in order:\n                order.append(node)\n",
            ),
            ("reversed(order)", "order"),
        ),
        (
            (
                (
                    "        visit(self)\n",
                    "        visit(self)\n        order = _breadth_first(self)\n",
                ),
                ("reversed(order)", "order"),
            ),
        ),
    ),
    Mistake(
        "handed on again",
        "Whenever something arrives at a value you hand on all that it has so far, so what came "
        "first goes down twice. Hand on once, when everything has arrived.",
        (
            ("        for node in reversed(order):\n", "        def push(node):\n"),
            (
                "node.grad * local\n",
                "node.grad * local\n                push(parent)\n\n        push(self)\n",
            ),
        ),
    ),
    Mistake(
        "visited more than once",
        "A value that is used twice stands on your list twice, and hands on its gradient twice. "
        "Skip what has been visited.",
        (("if node not in order:", "if True:"),),
    ),
    Mistake(
        "no start",
        "All gradients are 0. Either `backward` is not written yet, or its walk has nothing to "
        "begin with: the result's own gradient is 1.",
        (("        self.grad = 1.0\n", ""),),
    ),
    Mistake(
        "begun with the value",
        "Your walk begins with the result's value. It begins with the result's own gradient, the "
        "derivative of a number with respect to itself: 1.",
        (("        self.grad = 1.0\n", "        self.grad = self.data\n"),),
    ),
    Mistake(
        "upstream plus local",
        "You add the node's own gradient and the local derivative. Along a way rates multiply: "
        "`parent.grad += node.grad * local`.",
        (("node.grad * local", "node.grad + local"),),
    ),
    Mistake(
        "not reset",
        "A second `backward` adds to what the first one left. Set the gradient of every value in "
        "the graph to 0 before the walk.",
        (("            node.grad = 0.0\n", "            pass\n"),),
        (
            (
                ("            node.grad = 0.0\n", "            pass\n"),
                ("        self.grad = 1.0\n", ""),
                ("        for node in reversed(order):\n", "        def push(node, upstream):\n"),
                (BACK, RECURSION),
            ),
        ),
    ),
    Mistake(
        "product not swapped",
        "In the product, the local derivative for one factor is the other one. Yours is the factor "
        "itself.",
        (("(self, other.data), (other, self.data)", "(self, self.data), (other, other.data)"),),
    ),
    Mistake(
        "product: one parent",
        "The product remembers only its first factor, so the second never gets a gradient. Both "
        "are parents.",
        (("(self, other.data), (other, self.data)", "(self, other.data)"),),
    ),
    Mistake(
        "sum: one parent",
        "The sum remembers only its first input, so the second never gets a gradient. Both are "
        "parents.",
        (("(self, 1.0), (other, 1.0)", "(self, 1.0)"),),
    ),
    Mistake(
        "sum: a plain number",
        "Your sum of two Values is a plain number, which has no parents and no `backward`. Return "
        "a Value with both parents.",
        (
            (
                "return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])",
                "return self.data + other.data",
            ),
        ),
    ),
    Mistake(
        "sum: no parents",
        "Your sum does not remember what it was made of, so the gradient stops there. Its parents "
        "are both inputs, each with the local derivative 1.",
        ((", [(self, 1.0), (other, 1.0)])", ")"),),
    ),
    Mistake(
        "ReLU always open",
        "Your ReLU passes the gradient on for negative inputs as well. There its slope is 0.",
        (("float(self.data > 0)", "1.0"),),
    ),
    Mistake(
        "ReLU open at 0",
        "Right but at exactly 0: there your ReLU lets the gradient pass. At the kink any slope "
        "from 0 to 1 would do; ours is 0, as in PyTorch.",
        (("float(self.data > 0)", "float(self.data >= 0)"),),
    ),
    Mistake(
        "ReLU for its slope",
        "For ReLU's local derivative you took its value. Where the input is positive, the slope "
        "is 1.",
        (("float(self.data > 0)", "max(0.0, self.data)"),),
    ),
    Mistake(
        "exp: slope 1",
        "The local derivative of exp is not 1. It is exp itself, the value just computed.",
        (("(self, e)", "(self, 1.0)"),),
    ),
    Mistake(
        "exp: at the input",
        "For the local derivative of exp you took its input. It is exp itself, the value just "
        "computed.",
        (("(self, e)", "(self, self.data)"),),
    ),
    Mistake(
        "exp: power rule",
        "You differentiated exp by the rule for powers, x e^(x-1). The exponent varies here, not "
        "the base: the derivative of e^x is e^x.",
        (("(self, e)", "(self, self.data * math.exp(self.data - 1))"),),
    ),
)


class _WithClosures:
    def __init__(self, data, before=(), pull=lambda: None):
        self.data, self.grad, self.before, self.pull = float(data), 0, before, pull

    def __add__(self, other):
        out = _WithClosures(self.data + other.data, (self, other))

        def pull():
            self.grad += out.grad
            other.grad += out.grad

        out.pull = pull
        return out

    def __mul__(self, other):
        out = _WithClosures(self.data * other.data, (self, other))

        def pull():
            self.grad += out.grad * other.data
            other.grad += out.grad * self.data

        out.pull = pull
        return out

    def relu(self):
        out = _WithClosures(max(self.data, 0), (self,))

        def pull():
            self.grad += out.grad * (self.data > 0)

        out.pull = pull
        return out

    def exp(self):
        out = _WithClosures(math.exp(self.data), (self,))

        def pull():
            self.grad += out.grad * out.data

        out.pull = pull
        return out

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.insert(0, node)
            elif node not in seen:
                seen.add(node)
                stack += [(node, True), *((parent, False) for parent in node.before)]
        for node in order:
            node.grad = 0
        self.grad = 1
        for node in order:
            node.pull()


class _Numbered:
    """Values are made in a topological order, so a counter is enough."""

    made = 0

    def __init__(self, data, parents=()):
        _Numbered.made += 1
        self.number, self.data, self.parents, self.grad = _Numbered.made, data, parents, 0

    def __add__(self, other):
        return _Numbered(self.data + other.data, ((self, 1), (other, 1)))

    def __mul__(self, other):
        return _Numbered(self.data * other.data, ((self, other.data), (other, self.data)))

    def relu(self):
        return _Numbered(self.data if self.data > 0 else 0.0, ((self, 1 if self.data > 0 else 0),))

    def exp(self):
        e = math.e**self.data
        return _Numbered(e, ((self, e),))

    def backward(self):
        found, waiting = {self}, [self]
        while waiting:
            new = {parent for parent, _ in waiting.pop().parents} - found
            found |= new
            waiting += new
        for node in found:
            node.grad = 0
        self.grad = 1
        for node in sorted(found, key=lambda node: -node.number):
            for parent, local in node.parents:
                parent.grad = parent.grad + local * node.grad


class _PathByPath:
    """Slow and right: every way from the result is walked on its own."""

    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = data, parents, 0.0

    def __add__(self, other):
        return _PathByPath(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return _PathByPath(self.data * other.data, [(self, other.data), (other, self.data)])

    def relu(self):
        return _PathByPath(max(0, self.data), [(self, 0.0 if self.data <= 0 else 1.0)])

    def exp(self):
        return _PathByPath(math.exp(self.data), [(self, math.exp(self.data))])

    def clear(self):
        self.grad = 0.0
        for parent, _ in self.parents:
            parent.clear()

    def push(self, gradient):
        self.grad += gradient
        for parent, local in self.parents:
            parent.push(gradient * local)

    def backward(self):
        self.clear()
        self.push(1.0)


TASK = Task(
    name="Value",
    inputs=inputs,
    reference=Value,
    driver="differentiate_expression",
    simpler=None,
    properties=(
        Property("sums and products of values that are used once", 1, tags=("used once",)),
        Property("ReLU, open and closed, and exp", 1, tags=("ReLU and exp",)),
        Property("values that are used more than once", 1, tags=("used again",)),
        Property(
            "a value that leads to the result by a short way and by a long one",
            1,
            tags=("a long way and a short one",),
        ),
        Property("a second backward gives the same as the first", 1, tags=("backward twice",)),
    ),
    mistakes=MISTAKES,
    equivalents=(_WithClosures, _Numbered, _PathByPath),
    hints=(
        "Each operation returns a new `Value` with two things: the number, and a list of pairs "
        "(parent, local derivative). For the sum both local derivatives are 1.0. For the others "
        "ask: how much does the result change with this parent?",
        "In `backward`, first make a list in which every value stands after its parents: a "
        "function that visits the parents and then appends the value itself, unless it is on "
        "the list already.",
        "Then set every `grad` on the list to 0, the result's own to 1, and go through the list "
        "from its end: each value adds its gradient times the local derivative to every parent.",
    ),
)
