"""The scalar engine: every operation, and whatever graph is made of them, against torch."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers.autodiff import Value, topological_order
from tests.helpers.strategies import GENERATORS

OPERATIONS = {
    "add": lambda a, b: a + b,
    "multiply": lambda a, b: a * b,
    "subtract": lambda a, b: a - b,
    "divide": lambda a, b: a / (b * b + 1),
    "power": lambda a, b: (a * a + 1) ** -1.5,
    "cube": lambda a, b: a**3,
    "to the 0": lambda a, b: a**0,
    "exp": lambda a, b: a.tanh().exp(),
    "log": lambda a, b: (a * a + 0.5).log(),
    "tanh": lambda a, b: a.tanh(),
    "relu": lambda a, b: a.relu(),
    "negate": lambda a, b: -a,
    "number first": lambda a, b: 2 + 3 * a,
    "number minus": lambda a, b: 1 - a,
    "number over": lambda a, b: 2 / (a * a + 1),
    "number last": lambda a, b: (a - 1) / 2 + 3,
}


def program_results(leaves, program):
    """Run steps (operation, i, j) on a growing list of values; squash each, to stay bounded."""
    values = list(leaves)
    for name, i, j in program:
        values.append(OPERATIONS[name](values[i % len(values)], values[j % len(values)]).tanh())
    return values


def check_against_torch(numbers, program):
    ours = program_results([Value(x) for x in numbers], program)
    theirs = program_results(
        [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in numbers], program
    )
    ours[-1].backward()
    theirs[-1].backward()
    assert ours[-1].data == pytest.approx(theirs[-1].item(), rel=1e-12, abs=1e-12)
    for a, b in zip(ours[: len(numbers)], theirs, strict=False):
        expected = 0.0 if b.grad is None else b.grad.item()
        assert a.grad == pytest.approx(expected, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("name", OPERATIONS)
@given(rng=GENERATORS)
def test_each_operation_equals_torch(name, rng):
    check_against_torch(rng.normal(size=2).tolist(), [(name, 0, 1)])


INDEX = st.integers(0, 30)
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(OPERATIONS)), INDEX, INDEX), min_size=1, max_size=12
)


@given(rng=GENERATORS, program=STEPS)
def test_any_graph_of_operations_equals_torch(rng, program):
    check_against_torch(rng.normal(size=3).tolist(), program)


def test_a_value_used_twice_receives_both_gradients():
    a = Value(3)
    (a * a + a).backward()
    assert a.grad == 2 * 3 + 1


def test_backward_twice_gives_the_same_gradients():
    a = Value(3)
    b = (a * a).tanh()
    b.backward()
    first = a.grad
    b.backward()
    assert a.grad == first


def test_gradients_of_another_result_do_not_remain():
    a = Value(3)
    (a * 5).backward()
    (a * 2).backward()
    assert a.grad == 2


def test_relu_has_slope_0_at_0():
    a = Value(0)
    a.relu().backward()
    assert a.grad == 0


def test_a_chain_may_be_longer_than_pythons_stack():
    a = Value(1)
    total = a
    for _ in range(5000):
        total = total + a
    total.backward()
    assert a.grad == 5001


@given(rng=GENERATORS, program=STEPS)
def test_every_node_comes_once_and_after_its_parents(rng, program):
    result = program_results([Value(x) for x in rng.normal(size=2)], program)[-1]
    order = topological_order(result)
    place = {id(node): i for i, node in enumerate(order)}
    assert len(place) == len(order)
    assert order[-1] is result
    for node in order:
        assert all(place[id(parent)] < place[id(node)] for parent, _ in node.parents)


def test_numpy_numbers_may_stand_on_either_side():
    a = Value(2)
    assert ((np.float64(3) * a).data, (a * np.float32(3)).data) == (6, 6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Value("2"), "one real number, but got '2'"),
        (lambda: Value(1j), "one real number, but got 1j"),
        (lambda: Value(2) + "1", "one real number, but got '1'"),
        (lambda: np.ones(2) * Value(2), r"one real number, but got array\(\[1., 1.\]\)"),
        (lambda: Value(2) ** Value(3), r"plain number, but is Value\(3, grad=0\)"),
        (lambda: Value(-2) ** 0.5, "one real number, but got .*j"),
        (lambda: Value(-2).log(), "positive number, but got -2"),
        (lambda: Value(0).log(), "positive number, but got 0"),
    ],
)
def test_what_is_no_real_number_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
