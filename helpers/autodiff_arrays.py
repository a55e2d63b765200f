"""Reverse-mode automatic differentiation of arrays: `helpers.autodiff`, one array a node.

What was a local slope is now a vector-Jacobian product, a function from the gradient of the
result to the gradient of a parent; the Jacobian itself is never built. Where NumPy has
broadcast an operand, one number was copied to many places, and copies add up on the way back:
the gradient is summed over the axes along which the operand was repeated.
"""

from numbers import Real

import numpy as np

from helpers.autodiff import topological_order


class Tensor:
    """An array that knows how it was computed; after `backward`, `grad` is the gradient for it.

    >>> X, W, b = Tensor([[1.0, 2.0]]), Tensor([[1.0], [3.0]]), Tensor([0.5])
    >>> loss = ((X @ W + b) ** 2).sum()
    >>> loss.backward()
    >>> W.grad.tolist(), b.grad.tolist()
    ([[15.0], [30.0]], [15.0])

    data: an array of any shape; floats keep their precision, integers become float64.
    parents: pairs (Tensor, vector-Jacobian product); none for a leaf. `grad`, an array of the
    shape of data, is None before the first `backward`. Raises ValueError for what is no array
    of real numbers.
    """

    __array_ufunc__ = None  # so that `array + tensor` comes to __radd__ below

    def __init__(self, data, parents=()):
        data = np.asarray(data)
        if data.dtype.kind not in "fiub":
            raise ValueError(f"a Tensor holds real numbers, but got an array of {data.dtype}")
        self.data = data if data.dtype.kind == "f" else data.astype(np.float64)
        self.parents, self.grad = parents, None

    @property
    def shape(self):
        """The shape of the data, a tuple."""
        return self.data.shape

    def __add__(self, other):
        other = self._operand(other)
        return Tensor(self.data + other.data, [(self, _same), (other, _same)])

    def __mul__(self, other):
        other = self._operand(other)
        by = [(self, lambda g: g * other.data), (other, lambda g: g * self.data)]
        return Tensor(self.data * other.data, by)

    def __pow__(self, exponent):
        if not isinstance(exponent, Real):
            raise ValueError(f"the exponent must be a plain number, but is {exponent!r}")
        slope = exponent * self.data ** (exponent - 1) if exponent else np.zeros_like(self.data)
        return self._elementwise(self.data**exponent, slope)

    def __matmul__(self, other):
        """Return the matrix product of (..., N, K) and (..., K, M), of shape (..., N, M)."""
        other = self._operand(other)
        A, B = self.data, other.data
        if min(A.ndim, B.ndim) < 2 or A.shape[-1] != B.shape[-2]:
            raise ValueError(f"@ needs (..., N, K) and (..., K, M), but got {A.shape}, {B.shape}")
        by = [(self, lambda g: g @ B.mT), (other, lambda g: A.mT @ g)]
        return Tensor(A @ B, by)

    def sum(self, axis=None, *, keepdims=False):
        """Return the sum over `axis`, over all entries if None; its gradient is a copy to each."""
        total = self.data.sum(axis=axis, keepdims=keepdims)
        kept = self.data.sum(axis=axis, keepdims=True).shape
        return Tensor(total, [(self, lambda g: np.broadcast_to(np.reshape(g, kept), self.shape))])

    def exp(self):
        """Return e to the power of each entry, in the same shape."""
        e = np.exp(self.data)
        return self._elementwise(e, e)

    def log(self):
        """Return the natural logarithm of each entry. ValueError unless all are positive."""
        if not np.all(self.data > 0):
            raise ValueError(f"log needs positive numbers, but the least is {self.data.min()}")
        return self._elementwise(np.log(self.data), 1 / self.data)

    def tanh(self):
        """Return the hyperbolic tangent of each entry, in the same shape."""
        t = np.tanh(self.data)
        return self._elementwise(t, 1 - t**2)

    def relu(self):
        """Return max(0, x) of each entry; the slope at 0 is 0, as in PyTorch."""
        return self._elementwise(np.maximum(self.data, 0), self.data > 0)

    def backward(self):
        """Set `grad` of every tensor in this one's graph to the gradient of this one's number.

        Each call starts anew, where PyTorch adds to what an earlier call has left. Raises
        ValueError unless this tensor holds exactly one number, such as a loss.
        """
        if self.data.size != 1:
            raise ValueError(f"only one number has a gradient, but this has shape {self.shape}")
        order = topological_order(self)
        for node in order:
            node.grad = np.zeros_like(node.data)
        self.grad = np.ones_like(self.data)
        for node in reversed(order):
            for parent, vector_jacobian_product in node.parents:
                downstream = vector_jacobian_product(node.grad)
                parent.grad = parent.grad + _sum_to(parent.shape, downstream)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -self._operand(other)

    def __truediv__(self, other):
        return self * self._operand(other) ** -1

    def __rsub__(self, other):
        return self._operand(other) - self

    def __rtruediv__(self, other):
        return self._operand(other) / self

    def __rmatmul__(self, other):
        return self._operand(other) @ self

    __radd__, __rmul__ = __add__, __mul__

    def __repr__(self):
        return f"Tensor({self.data.tolist()})"

    def _elementwise(self, data, slope):
        return Tensor(data, [(self, lambda g: g * slope)])

    def _operand(self, other):
        """Return other as a Tensor; a plain number takes this one's precision."""
        if isinstance(other, Tensor):
            return other
        return Tensor(np.asarray(other, self.data.dtype if isinstance(other, Real) else None))


def _same(gradient):
    return gradient


def _sum_to(shape, gradient):
    """Return the gradient summed over the axes that broadcasting added or stretched."""
    added = np.ndim(gradient) - len(shape)
    gradient = np.sum(gradient, axis=tuple(range(added)))
    stretched = tuple(i for i, n in enumerate(shape) if n == 1)
    return np.sum(gradient, axis=stretched, keepdims=True)
