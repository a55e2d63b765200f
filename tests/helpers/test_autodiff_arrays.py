"""The array engine: torch's gradients over drawn shapes, broadcasting included."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes

from helpers.autodiff_arrays import Tensor
from helpers.gradient_check import gradient_check
from tests.helpers.strategies import GENERATORS, SIZES, arrays, assert_equal_up_to_rounding

BROADCASTABLE = mutually_broadcastable_shapes(num_shapes=2, max_dims=4, min_side=0, max_side=4)
BINARY = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / (b * b + 1),
}
UNARY = {
    "exp": lambda a: a.exp(),
    "log": lambda a: (a * a + 0.5).log(),
    "tanh": lambda a: a.tanh(),
    "relu": lambda a: a.relu(),
    "square": lambda a: a**2,
    "cube": lambda a: a**3,
    "root": lambda a: (a * a) ** 0.5,
    "to the 0": lambda a: a**0,
    "negate": lambda a: -a,
    "number first": lambda a: 1 - 2 * (3 + a),
    "number last": lambda a: (a * 2 - 1) / 3,
    "number over": lambda a: 2 / (a * a + 1),
}


def gradients(function, *data):
    """Return value and gradients of a weighted sum of function(*data), ours and torch's."""
    ours = [Tensor(x) for x in data]
    theirs = [torch.tensor(x, requires_grad=True) for x in data]
    a, b = function(*ours), function(*theirs)
    weights = np.random.default_rng(0).normal(size=a.shape)
    (a * weights).sum().backward()
    (b * torch.tensor(weights)).sum().backward()
    return (a.data, [x.grad for x in ours]), (b.detach(), [x.grad for x in theirs])


def assert_equals_torch(function, *data):
    (a, our_gradients), (b, their_gradients) = gradients(function, *data)
    assert_equal_up_to_rounding(a, b)
    for ours, theirs, x in zip(our_gradients, their_gradients, data, strict=True):
        assert_equal_up_to_rounding(ours, np.zeros_like(x) if theirs is None else theirs)


@pytest.mark.parametrize("name", BINARY)
@given(rng=GENERATORS, shapes=BROADCASTABLE)
def test_a_broadcasting_operation_equals_torch(name, rng, shapes):
    assert_equals_torch(BINARY[name], *(rng.normal(size=s) for s in shapes.input_shapes))


@pytest.mark.parametrize("name", UNARY)
@given(x=arrays())
def test_an_elementwise_function_equals_torch(name, x):
    assert_equals_torch(UNARY[name], x / 2)


@given(rng=GENERATORS, N=st.integers(0, 4), K=SIZES, M=SIZES, batch=BROADCASTABLE)
def test_a_matrix_product_equals_torch(rng, N, K, M, batch):
    left, right = batch.input_shapes
    A, B = rng.normal(size=(*left, N, K)), rng.normal(size=(*right, K, M))
    assert_equals_torch(lambda a, b: a @ b, A, B)


@pytest.mark.parametrize("keepdims", [False, True])
@given(x=arrays(), data=st.data())
def test_a_sum_over_any_axes_equals_torch(keepdims, x, data):
    axes = tuple(data.draw(st.sets(st.integers(-x.ndim, -1))) if x.ndim else ())
    axes = axes or None
    assert_equals_torch(lambda a: a.sum(axis=axes, keepdims=keepdims), x)


def cross_entropy_of_a_network(parameters):
    W1, b1, W2 = parameters
    X = np.random.default_rng(1).normal(size=(5, 3))
    onehot = np.eye(4)[[0, 1, 2, 3, 0]]
    A = (X @ W1 + b1).tanh()
    Z = A @ W2
    log_sum = Z.exp().sum(axis=1, keepdims=True).log()
    return ((log_sum - Z) * onehot).sum() / 5


def test_a_networks_gradients_equal_central_differences_at_every_index():
    rng = np.random.default_rng(2)
    data = {"W1": rng.normal(size=(3, 2)), "b1": rng.normal(size=2), "W2": rng.normal(size=(2, 4))}
    tensors = {name: Tensor(x) for name, x in data.items()}
    cross_entropy_of_a_network(tensors.values()).backward()
    worst = gradient_check(
        lambda p: float(cross_entropy_of_a_network([Tensor(x) for x in p.values()]).data),
        data,
        {name: t.grad for name, t in tensors.items()},
    )
    assert worst.error < 1e-7, str(worst)


def test_an_array_may_stand_on_either_side():
    a, x = Tensor([1.0, 2.0]), np.array([3.0, 4.0])
    for result in (x + a, a + x, x * a, x - a, x / a):
        assert isinstance(result, Tensor)
    assert (x - a).data.tolist() == [2, 2]


def test_float32_stays_float32():
    a = Tensor(np.ones((2, 2), np.float32))
    result = ((2 * a - 1) / 3 @ a).tanh().relu().sum()
    result.backward()
    assert (result.data.dtype, a.grad.dtype) == (np.float32, np.float32)


def test_integers_become_floats():
    assert Tensor([1, 2]).data.dtype == np.float64


def test_data_is_left_as_it_was():
    x = np.array([[1.0, -2.0]])
    x.flags.writeable = False
    a = Tensor(x)
    ((a + a) * a.relu()).sum().backward()
    assert x.tolist() == [[1, -2]]


def test_backward_twice_gives_the_same_gradients():
    a = Tensor([1.0, 2.0])
    b = (a * a).sum()
    b.backward()
    b.backward()
    assert a.grad.tolist() == [2, 4]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Tensor(["a"]), "real numbers, but got an array of <U1"),
        (lambda: Tensor([1j]), "real numbers, but got an array of complex128"),
        (lambda: Tensor([1.0, 2.0]).backward(), r"only one number.* \(2,\)"),
        (lambda: Tensor([1.0]) ** Tensor([2.0]), r"plain number, but is Tensor\(\[2\.0\]\)"),
        (lambda: Tensor([1.0, -2.0]).log(), r"positive numbers, but the least is -2\.0"),
        (lambda: Tensor([1.0]) @ Tensor([1.0]), r"but got \(1,\), \(1,\)"),
        (lambda: Tensor([[1.0]]) @ Tensor([[1.0], [2.0]]), r"but got \(1, 1\), \(2, 1\)"),
        (lambda: Tensor([1.0, 2.0]) + Tensor([1.0] * 3), "broadcast"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
