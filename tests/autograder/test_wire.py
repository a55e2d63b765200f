"""The wire carries plain values exactly, and forged frames end in a WireError."""

import json
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.inside import wire
from helpers.checks.drivers.plain import Foreign
from helpers.checks.paper import paper_for
from tests.checks.cases import TASKS

texts = st.text(max_size=20)
arrays = hnp.arrays(
    dtype=st.sampled_from([f"<{d}" if d[1] != "1" else d for d in sorted(wire.DTYPES)]),
    shape=hnp.array_shapes(min_dims=0, min_side=0, max_side=4),
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats()
    | st.complex_numbers()
    | texts
    | arrays
    | st.builds(Foreign, texts, texts)
)
trees = st.recursive(
    scalars,
    lambda t: (
        st.lists(t, max_size=4)
        | st.lists(t, max_size=4).map(tuple)
        | st.dictionaries(texts, t, max_size=4)
    ),
    max_leaves=20,
)


def sent(tree):
    """Return what arrives of a tree."""
    frame = wire.encode(tree)
    split = wire.LENGTHS.size
    header, _ = wire.lengths(frame[:split])
    return wire.decode(frame[split : split + header], frame[split + header :])


def described(tree):
    """Return a tree's types and values in a form that compares exactly, nan to nan."""
    if type(tree) is np.ndarray:
        return ("array", tree.dtype.str, tree.shape, tree.tobytes())
    if type(tree) in (list, tuple, Foreign):
        return (type(tree).__name__, *map(described, tree))
    if type(tree) is dict:
        return ("dict", *((key, described(value)) for key, value in tree.items()))
    return type(tree).__name__, repr(tree)


@given(trees)
@settings(deadline=None)
def test_a_tree_arrives_as_it_was_sent(tree):
    assert described(sent(tree)) == described(tree)


@given(st.binary(max_size=200), st.binary(max_size=64))
@settings(deadline=None)
def test_noise_is_refused(header, body):
    try:
        wire.decode(header, body)
    except wire.WireError:
        return


@given(trees, st.data())
@settings(deadline=None)
def test_a_mutated_frame_is_refused_or_still_plain(tree, data):
    frame = bytearray(wire.encode(tree))
    place = data.draw(st.integers(wire.LENGTHS.size, len(frame) - 1))
    frame[place] = data.draw(st.integers(0, 255))
    header, _ = wire.lengths(bytes(frame[: wire.LENGTHS.size]))
    split = wire.LENGTHS.size + header
    try:
        tree = wire.decode(bytes(frame[wire.LENGTHS.size : split]), bytes(frame[split:]))
    except wire.WireError:
        return
    wire.encode(tree)


@pytest.mark.parametrize(
    "node",
    [
        ["a", "O", [1]],
        ["a", "f8", [-1]],
        ["a", "f8", [2**40]],
        ["a", "f8", [True]],
        ["a", "f8", [0] * 40],
        ["a", "f8", [0, 2**30, 2**30, 2**30, 2**30]],
        ["z", 1],
        ["c", 1, 2],
        ["f", "only one"],
        [],
        [[]],
        2**100,
    ],
    ids=str,
)
def test_a_forged_node_is_refused(node):
    with pytest.raises(wire.WireError):
        wire.decode(json.dumps(node).encode(), b"")


@pytest.mark.parametrize(
    "header",
    [b"[" * 100_000, b'["l",' * 20_000 + b"1" + b"]" * 20_000, b"1" * 10_000, b"\xff\xfe"],
    ids=["open brackets", "deep lists", "a long number", "no text"],
)
def test_a_hostile_header_is_refused(header):
    with pytest.raises(wire.WireError):
        wire.decode(header, b"")


def test_a_tree_of_too_many_nodes_is_refused():
    with pytest.raises(wire.WireError, match="more than"):
        wire.encode([0] * (wire.MAX_NODES + 1))


def test_a_frame_that_announces_too_much_is_refused():
    with pytest.raises(wire.WireError, match="at most"):
        wire.lengths(wire.LENGTHS.pack(wire.MAX_HEADER + 1, 0))


def test_bytes_that_belong_to_no_array_are_refused():
    with pytest.raises(wire.WireError, match="belong to no array"):
        wire.decode(b"null", b"x")


def test_a_boolean_byte_of_two_is_true():
    header = json.dumps(["a", "b1", [2]]).encode()
    assert wire.decode(header, b"\x02\x00").view("u1").tolist() == [1, 0]


def test_a_subclass_crosses_by_its_name_only():
    class Sly(np.ndarray):
        pass

    assert sent(np.zeros(2).view(Sly)) == Foreign(
        "test_a_subclass_crosses_by_its_name_only.<locals>.Sly", ""
    )


def test_arrays_that_arrive_can_be_written_to():
    assert sent(np.zeros(3)).flags.writeable


def _kinds(value):
    if type(value) in (list, tuple):
        return set().union({type(value)}, *map(_kinds, value))
    if type(value) is dict:
        return set().union(*map(_kinds, value), *map(_kinds, value.values()))
    if type(value) is np.ndarray:
        return {np.ndarray if value.dtype.str[1:] in wire.DTYPES else value.dtype}
    return {type(value)}


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_a_question_is_pickled_without_any_object_that_could_tell_an_answer(task):
    plain = {list, tuple, np.ndarray, type(None), bool, int, float, complex, str}
    for question in paper_for(task, 31).questions:
        assert question.keys() <= {"args", "kwargs"}
        assert _kinds(question) <= plain


def test_a_question_arrives_as_it_was_sent():
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    sent = {"check": {"name": "f"}, "instances": [{"args": [(1, array)], "kwargs": {"b": [None]}}]}
    said = wire.question(sent)
    (length,) = wire.LENGTH.unpack(said[: wire.LENGTH.size])
    content = said[wire.LENGTH.size :]
    assert length == len(content)
    came = pickle.loads(content)
    ((number, got),) = came["instances"][0]["args"]
    assert number == 1
    assert got.flags.writeable
    np.testing.assert_array_equal(got, array)
    assert came["instances"][0]["kwargs"] == {"b": [None]}
