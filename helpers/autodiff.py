"""Reverse-mode automatic differentiation of scalars: a whole engine on one page.

Every operation makes a new `Value` that remembers its parents, and beside each one the local
slope, the derivative of the new value with respect to that parent. `backward` walks the
graph from the result to the leaves: upstream times local gives downstream, and what arrives on
several paths is added (Linnainmaa, BIT 16, 1976; Baydin et al., arXiv:1502.05767).
"""

import math
from numbers import Real


class Value:
    """A real number that knows how it was computed; after `backward`, `grad` is its derivative.

    >>> a, b, c = Value(4), Value(-1), Value(2)
    >>> d = 2 * a + b * (3 * c)
    >>> d.backward()
    >>> d.data, a.grad, b.grad, c.grad
    (2.0, 2.0, 6.0, -3.0)

    parents: pairs (Value, local slope); none for a leaf. Raises ValueError for anything but one
    real number.
    """

    __array_ufunc__ = None  # NumPy's scalars and arrays leave the arithmetic to this class

    def __init__(self, data, parents=()):
        if not isinstance(data, Real):
            raise ValueError(f"a Value holds one real number, but got {data!r}")
        self.data, self.parents, self.grad = float(data), parents, 0.0

    def __add__(self, other):
        other = _as_value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = _as_value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __pow__(self, exponent):
        if not isinstance(exponent, Real):
            raise ValueError(f"the exponent must be a plain number, but is {exponent!r}")
        slope = exponent * self.data ** (exponent - 1) if exponent else 0.0
        return Value(self.data**exponent, [(self, slope)])

    def exp(self):
        """Return e to this power; its slope is itself."""
        e = math.exp(self.data)
        return Value(e, [(self, e)])

    def log(self):
        """Return the natural logarithm, with slope 1 / x. ValueError unless x > 0."""
        if self.data <= 0:
            raise ValueError(f"log needs a positive number, but got {self.data}")
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def tanh(self):
        """Return the hyperbolic tangent t, with slope 1 - t^2."""
        t = math.tanh(self.data)
        return Value(t, [(self, 1 - t**2)])

    def relu(self):
        """Return max(0, x), with slope 1 for x > 0 and 0 elsewhere, at 0 too."""
        return Value(max(0.0, self.data), [(self, float(self.data > 0))])

    def backward(self):
        """Set `grad` of every value in this one's graph to d(this one)/d(that value).

        Each call starts from zero, where PyTorch adds to what an earlier call has left.
        """
        order = topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad += node.grad * slope

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -_as_value(other)

    def __truediv__(self, other):
        return self * _as_value(other) ** -1

    def __rsub__(self, other):
        return _as_value(other) - self

    def __rtruediv__(self, other):
        return _as_value(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def __repr__(self):
        return f"Value({self.data:g}, grad={self.grad:g})"


def topological_order(result):
    """Return the nodes of the graph that ends in `result`, every node after its parents.

    A node is anything with `parents`, pairs that start with a node. The depth-first search
    keeps its own stack, so that a chain of any length is no deeper than Python allows.

    >>> a = Value(3)
    >>> topological_order((a * a).exp())
    [Value(3, grad=0), Value(9, grad=0), Value(8103.08, grad=0)]
    """
    order, seen, stack = [], set(), [(result, False)]
    while stack:
        node, parents_are_done = stack.pop()
        if parents_are_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((parent, False) for parent, *_ in node.parents)
    return order


def _as_value(number):
    return number if isinstance(number, Value) else Value(number)
