"""Answers to exercise 5."""

import math

import numpy as np

import helpers.checks
from tests.checks.tries.registry import tries

REFERENCE = {n: t.reference for n, t in helpers.checks.load("05-derivatives").tasks.items()}
wrong, right = tries("05-derivatives")


@wrong("wave_jacobian", 0, "the sum over everything")
def the_gradient_summed(x):
    return np.array([[REFERENCE["wave_jacobian"](x).sum()]])


@wrong("wave_jacobian", 0, "a list or a tuple")
def as_nested_lists(x):
    return REFERENCE["wave_jacobian"](x).tolist()


@wrong("wave_jacobian", 0, "It is in radians")
def in_degrees(x):
    return REFERENCE["wave_jacobian"](np.deg2rad(x))


@wrong("wave_jacobian", 0, "a list or a tuple")
def as_a_pair(x):
    return np.cos(x[0]) * np.cos(x[1]), -np.sin(x[0]) * np.sin(x[1])


@right("wave_jacobian")
def filled_in(x):
    J = np.empty((1, 2))
    J[0, 0] = math.cos(x[0]) * math.cos(x[1])
    J[0, 1] = -math.sin(x[1]) * math.sin(x[0])
    return J


@wrong("product_jacobians", 1, "some entries are still 0")
def diagonal_only(x, y):
    n = len(x)
    outer = np.zeros((n, n, n))
    for i in range(n):
        outer[i, i, i] = 2 * x[i]
    return np.array([[*y, *x]]), outer


@wrong("product_jacobians", 1)
def doubled_rows(x, y):
    outer = np.zeros((len(x),) * 3)
    for i in range(len(x)):
        outer[i, :, i] = 2 * x
    return np.array([[*y, *x]]), outer


@wrong("product_jacobians", 2)
def the_two_halves_added(x, y):
    return (x + y)[None, :], REFERENCE["product_jacobians"](x, y)[1]


def with_slices(row, column):
    """Return a tensor whose slice for input i has these numbers in row and column i."""
    outer = np.zeros((len(row),) * 3)
    for i in range(len(row)):
        outer[i, :, i] += row
        outer[:, i, i] += column
    return outer


@wrong("product_jacobians", 1, "you have ones")
def ones_in_the_outer_product(x, y):
    return np.array([[*y, *x]]), with_slices(np.ones(len(x)), np.ones(len(x)))


@wrong("product_jacobians", 1, "as in xy'")
def of_two_vectors(x, y):
    return np.array([[*y, *x]]), with_slices(x, y)


@wrong("product_jacobians", 1, "Jacobian of the squares")
def of_the_squares(x, y):
    return np.array([[*y, *x]]), np.diag(2 * x)


@wrong("product_jacobians", 0, "Two are asked for")
def the_first_of_two(x, y):
    return np.array([[*y, *x]])


@right("product_jacobians")
def by_differences(x, y):
    steps = 1e-6 * np.eye(len(x))
    columns = [(np.outer(x + s, x + s) - np.outer(x - s, x - s)) / 2e-6 for s in steps]
    return np.block([y, x])[np.newaxis], np.stack(columns, axis=2)


@wrong("numerical_gradient", 0, "names of one array")
def one_array_with_two_names(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus = minus = x.astype(float)
        plus[i] += h
        minus[i] -= h
        gradient[i] = (f(plus) - f(minus)) / (2 * h)
    return gradient


@wrong("numerical_gradient", 0, "look for rounding")
def in_float32(f, x, h=1e-5):
    return REFERENCE["numerical_gradient"](lambda v: np.float32(f(v)), x, step=h)


@wrong("numerical_gradient", 2, "array of integers")
def in_place_and_put_back(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        kept = x[i]
        x[i] = kept + h
        above = f(x)
        x[i] = kept - h
        gradient[i] = (above - f(x)) / (2 * h)
        x[i] = kept
    return gradient


@wrong("numerical_gradient", 0, "not divided by anything")
def the_difference_alone(f, x, h=1e-5):
    return 2 * h * REFERENCE["numerical_gradient"](f, x)


@wrong("numerical_gradient", 2, "handles vectors only")
def along_the_first_axis(f, x, h=1e-5):
    x, gradient = x.astype(float), np.zeros(len(x))
    for i in range(len(x)):
        plus, minus = x.copy(), x.copy()
        plus[i] += h
        minus[i] -= h
        gradient[i] = (f(plus) - f(minus)) / (2 * h)
    return gradient


@right("numerical_gradient")
def along_unit_vectors(f, x, h=1e-5):
    units = np.eye(x.size)
    flat = [(f(x + h * e.reshape(x.shape)) - f(x - h * e.reshape(x.shape))) / 2 / h for e in units]
    return np.array(flat).reshape(x.shape)


@wrong("trace_gradient", 1, "the transpose")
def transposed_only_once(A, X, B):
    return np.trace(A @ X @ B), (A.T @ B.T).T


@wrong("trace_gradient", 1, "in the wrong places")
def reshaped(A, X, B):
    return np.trace(A @ X @ B), (B @ A).reshape(X.shape)


@wrong("trace_gradient", 2)
def trace_without_x(A, X, B):
    return np.trace(B @ A), A.T @ B.T


@wrong("trace_gradient", 0, "begin with `A.T`")
def transposes_in_the_wrong_order(A, X, B):
    return np.trace(A @ X @ B), B.T @ A.T


@wrong("trace_gradient", 0, "Transpose B as well")
def one_transpose(A, X, B):
    return np.trace(A @ X @ B), A.T @ B


@wrong("trace_gradient", 0, "gradient alone")
def without_the_trace(A, X, B):
    return A.T @ B.T


@right("trace_gradient")
def rotated(A, X, B):
    return float(np.trace(X @ (B @ A))), np.transpose(np.matmul(B, A))


@wrong("gate_gradients", 3, "gave the gradient to both")
def maximum_like_a_sum(x, y, g, h):
    return {"add": (g, g), "multiply": (g * y, g * x), "max": (g, g), "copy": g + h}


@wrong("gate_gradients", 3, "their sum")
def copy_as_a_pair(x, y, g, h):
    return {**REFERENCE["gate_gradients"](x, y, g, h), "copy": (g, h)}


@wrong("gate_gradients", 1, "wrong sign", "exactly 1/2")
def product_halved_and_signs(x, y, g, h):
    return {
        "add": (g, -g),
        "multiply": (g * y / 2, g * x / 2),
        "max": (g, 0.0) if x > y else (0.0, g),
        "copy": g - h,
    }


def gates(x, y, g, h, **others):
    return REFERENCE["gate_gradients"](x, y, g, h) | others


@wrong("gate_gradients", 3, "without the signs")
def the_larger_in_size(x, y, g, h):
    return gates(x, y, g, h, max=(g, 0) if abs(x) > abs(y) else (0, g))


@wrong("gate_gradients", 3, "value that was copied")
def the_copy_times_its_value(x, y, g, h):
    return gates(x, y, g, h, copy=x * g + x * h)


@wrong("gate_gradients", 0, "values of the nodes")
def what_the_gates_compute(x, y, g, h):
    return {"add": x + y, "multiply": x * y, "max": max(x, y), "copy": x}


@right("gate_gradients")
def with_arrays_of_one(x, y, g, h):
    first = np.float64(x > y)
    return {
        "add": [np.float64(g), np.float64(g)],
        "multiply": (np.multiply(y, g), np.multiply(x, g)),
        "max": (first * g, (1 - first) * g),
        "copy": np.add(h, g),
    }


class Base(REFERENCE["Value"]):
    """Right, to be spoiled in one method."""

    def __add__(self, other):
        return type(self)(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return type(self)(self.data * other.data, [(self, other.data), (other, self.data)])

    def relu(self):
        return type(self)(max(self.data, 0.0), [(self, 1.0 if self.data > 0 else 0.0)])

    def exp(self):
        return type(self)(math.exp(self.data), [(self, math.exp(self.data))])


right("Value")(Base)


@wrong("Value", 0, "not written yet")
class NoBackward(Base):
    def backward(self):
        pass


@wrong("Value", 3, "goes down twice", "adds to what the first one left")
class DepthFirst(Base):
    def backward(self):
        self.grad = 1.0
        self.push()

    def push(self):
        for parent, local in self.parents:
            parent.grad += self.grad * local
            parent.push()


@wrong("Value", 4)
class Smooth(Base):
    def relu(self):
        return type(self)(max(self.data, 0.0), [(self, 1 / (1 + math.exp(-self.data)))])


@wrong("Value", 4, "adds to what the first one left")
class NeverReset(Base):
    def backward(self):
        before = {}

        def visit(node):
            before.setdefault(id(node), node.grad)
            for parent, _ in node.parents:
                visit(parent)

        visit(self)
        super().backward()

        def restore(node, seen):
            if id(node) not in seen:
                seen.add(id(node))
                node.grad += before[id(node)]
                for parent, _ in node.parents:
                    restore(parent, seen)

        restore(self, set())


@wrong("Value", 0, "is a plain number")
class SumIsANumber(Base):
    def __add__(self, other):
        return self.data + other.data


@wrong("Value", 0, "does not remember")
class SumWithoutParents(Base):
    def __add__(self, other):
        return type(self)(self.data + other.data)


@wrong("Value", 0, "Only the result's own parents")
class ParentsOnly(Base):
    def backward(self):
        for parent, local in self.parents:
            parent.grad += local


@wrong("Value", 4, "adds to what the first one left")
class EveryWayNeverReset(Base):
    def backward(self, upstream=1.0):
        self.grad += upstream
        for parent, local in self.parents:
            parent.backward(upstream * local)


@wrong("Value", 3, "before all of it has arrived", "adds to what the first one left")
class BreadthFirst(Base):
    def backward(self):
        self.grad, queue, seen = 1.0, [self], set()
        while queue:
            node = queue.pop(0)
            if node not in seen:
                seen.add(node)
                for parent, local in node.parents:
                    parent.grad += node.grad * local
                    queue.append(parent)


@wrong("Value", 0, "begins with the result's value")
class SeededWithData(Base):
    def backward(self):
        super().backward()
        whole, seen = self.data, {self}
        for node in (queue := [self]):
            node.grad *= whole
            new = {parent for parent, _ in node.parents} - seen
            seen |= new
            queue += new


@right("Value")
class WithSlots:
    __slots__ = ("data", "grad", "parents")

    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = np.float64(data), tuple(parents), np.float64(0)

    def __add__(self, other):
        return WithSlots(self.data + other.data, ((self, 1), (other, 1)))

    def __mul__(self, other):
        return WithSlots(self.data * other.data, ((self, other.data), (other, self.data)))

    def relu(self):
        return WithSlots(np.maximum(self.data, 0), ((self, np.heaviside(self.data, 0)),))

    def exp(self):
        return WithSlots(np.exp(self.data), ((self, np.exp(self.data)),))

    def backward(self):
        order = []
        self.collect(order)
        for node in order:
            node.grad = 0
        self.grad = 1
        while order:
            node = order.pop()
            for parent, local in node.parents:
                parent.grad = parent.grad + node.grad * local

    def collect(self, order):
        if any(node is self for node in order):
            return
        for parent, _ in self.parents:
            parent.collect(order)
        order.append(self)
