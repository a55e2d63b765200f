"""Whatever a student's object does, an answer comes back, and it is made of plain values."""

import warnings

import numpy as np
import pytest

import helpers.checks
from helpers.checks import drivers
from helpers.checks.drivers.plain import MAX_DEPTH, MAX_NODES, MAX_TEXT, Foreign, to_plain

ONE = [{"args": [np.ones((2, 2))], "kwargs": {}}]


def answer(function):
    return drivers.run("call", function, ONE)[0]


class Liar(np.ndarray):
    """An array that claims to be equal to everything and of any shape."""

    shape = property(lambda self: (2, 2))
    __eq__ = __ne__ = lambda self, other: True
    __hash__ = None


class Pretender:
    """No array at all, but willing to be made one."""

    shape, dtype, ndim = (2, 2), np.dtype(float), 2

    def __array__(self, dtype=None, copy=None):
        raise AssertionError("nobody should ask")

    def __eq__(self, other):
        raise AssertionError("nobody should ask")

    __hash__ = None


class Unspeakable:
    """Its repr stops the program."""

    def __repr__(self):
        raise SystemExit("no")


class UnspeakableError(Exception):
    """Its str stops the program."""

    def __str__(self):
        raise SystemExit("no")


class OddPair(tuple):
    """A tuple that claims to be empty."""

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


def cyclic():
    nest = []
    nest.append(nest)
    return nest


def deep():
    nest = []
    for _ in range(100_000):
        nest = [nest]
    return nest


def raising(error):
    def function(*args):
        raise error

    return function


RETURNED = {
    "None": None,
    "ellipsis": ...,
    "class": Pretender,
    "lying array": np.ones(4).view(Liar),
    "pretender": Pretender(),
    "unspeakable": Unspeakable(),
    "generator": (i for i in ()),
    "masked array": np.ma.masked_array([1.0, 2.0], [0, 1]),
    "object array": np.array([Unspeakable(), None]),
    "text array": np.array(["a", "b"]),
    "times": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "structured": np.zeros(2, dtype=[("a", int)]),
    "nan": float("nan"),
    "inf": np.inf,
    "complex": 1j,
    "complex array": np.ones((2, 2)) * 1j,
    "huge int": 10**5000,
    "cyclic": cyclic(),
    "deep": deep(),
    "long": [0] * 10**6,
    "odd keys": {1: 2, None: 3, (1, 2): 4},
    "odd pair": OddPair([1, 2]),
    "text": "x" * 10**6,
    "big view": np.broadcast_to(1.0, (10**5, 10**5)),
    "set": {1, 2},
    "bytes": b"\0" * 1000,
    "surrogate": "\ud800",
    "module": np,
    "range": range(10**12),
    "function": len,
    "dtype": np.dtype(float),
}
RAISED = {
    "ValueError": ValueError("no"),
    "SystemExit": SystemExit(3),
    "RecursionError": RecursionError(),
    "StopIteration": StopIteration(),
    "GeneratorExit": GeneratorExit(),
    "MemoryError": MemoryError(),
    "mute": UnspeakableError(),
    "huge": ValueError("x" * 10**6),
    "markup": ValueError("<script>alert(1)</script> `a` \x1b[31m\n\ud800"),
    "group": ExceptionGroup("g", [ValueError("a")]),
}
NOT_FUNCTIONS = {
    "None": None,
    "number": 3,
    "text": "dense_backward",
    "array": np.ones(3),
    "class": Pretender,
    "wrong signature": lambda: 1,
    "builtin": print,
}


@pytest.mark.parametrize("value", RETURNED.values(), ids=list(RETURNED))
def test_any_value_becomes_plain(value):
    assert is_plain(to_plain(value))


def is_plain(value):
    kind = type(value)
    if kind in (list, tuple):
        return all(map(is_plain, value))
    if kind is dict:
        return all(type(key) is str and is_plain(v) for key, v in value.items())
    if kind is np.ndarray:
        return value.dtype.kind in "biufc" and value.flags.owndata
    return value is None or kind in (bool, int, float, complex, str, Foreign)


@pytest.mark.parametrize("slug", helpers.checks.slugs())
@pytest.mark.parametrize("value", RETURNED.values(), ids=list(RETURNED))
def test_a_check_of_any_value_gives_a_report_without_points(value, slug):
    check = helpers.checks.load(slug)
    for name in check.tasks:
        report = getattr(check, name)(lambda *args, **kwargs: value)
        assert report.score == 0
        assert str(report)
        assert report._repr_html_()


@pytest.mark.parametrize("slug", helpers.checks.slugs())
@pytest.mark.parametrize("error", RAISED.values(), ids=list(RAISED))
def test_a_check_of_what_raises_names_the_error(error, slug):
    check = helpers.checks.load(slug)
    for name in check.tasks:
        report = getattr(check, name)(raising(error))
        assert report.score == 0
        assert f"your code raised {type(error).__name__}" in str(report)


@pytest.mark.parametrize("slug", helpers.checks.slugs())
@pytest.mark.parametrize("thing", NOT_FUNCTIONS.values(), ids=list(NOT_FUNCTIONS))
def test_a_check_of_what_is_no_such_function_gives_a_report(thing, slug):
    check = helpers.checks.load(slug)
    for name in check.tasks:
        assert getattr(check, name)(thing).score == 0


def test_an_interrupt_passes():
    with pytest.raises(KeyboardInterrupt):
        answer(raising(KeyboardInterrupt()))


def test_the_line_at_fault_is_the_students():
    def function(x):
        return np.linalg.inv(np.zeros((2, 2)))

    error = answer(function)["error"]
    assert error["type"] == "LinAlgError"
    assert error["line"] == "return np.linalg.inv(np.zeros((2, 2)))"


def test_matrices_masked_arrays_and_subclasses_are_foreign():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        matrix = np.matrix([[1.0]])
    strange = matrix, RETURNED["masked array"], RETURNED["lying array"]
    assert {type(to_plain(value)) for value in strange} == {Foreign}
    assert to_plain(matrix).type_name == "numpy.matrix"


def test_an_array_keeps_its_dtype_and_values_whatever_its_layout():
    base = np.arange(12, dtype=">f4").reshape(3, 4)
    for view in (base, base.T, base[::-1, ::2], np.asfortranarray(base)):
        plain = to_plain(view)
        assert plain.dtype == np.float32
        assert np.array_equal(plain, view)
        assert not np.shares_memory(plain, view)


def test_tuples_and_dicts_are_read_past_what_they_override():
    assert to_plain(OddPair([1, 2])) == (1, 2)


def test_depth_and_length_are_bounded():
    def depth(value):
        return 1 + depth(value[0]) if type(value) is list and value else 0

    assert depth(to_plain(deep())) <= MAX_DEPTH + 1
    assert type(to_plain([0] * (MAX_NODES + 1))) is Foreign
    assert len(to_plain("x" * 10**6)) == MAX_TEXT


def test_what_is_printed_is_kept_up_to_a_limit_and_not_shown(capsys):
    assert answer(lambda x: print("x" * 10**6))["printed"] == "x" * MAX_TEXT
    assert capsys.readouterr().out == ""


def test_a_warning_is_kept_and_raises_nothing():
    assert answer(lambda x: warnings.warn("careful", stacklevel=1))["warnings"] == ["careful"]


def test_the_notebooks_numpy_error_state_and_warning_filters_change_nothing():
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        got = answer(lambda x: np.exp(-1000 * x) + 0 * np.exp(1000.0))
    assert "error" not in got
    assert got["warnings"] == [
        "overflow encountered in exp",
        "invalid value encountered in scalar multiply",
    ]


def scaled(x):
    x *= 2
    return x


def test_a_change_of_an_argument_is_noticed_and_the_call_repeated_with_it():
    got = answer(scaled)
    assert got["changed"] == ["0"]
    assert got["value"].tolist() == [[2, 2], [2, 2]]
    assert got["again"].tolist() == [[4, 4], [4, 4]]


@pytest.mark.parametrize("change", [scaled, lambda x: x.fill(7)], ids=["times", "fill"])
def test_any_change_is_noticed(change):
    assert answer(change)["changed"] == ["0"]


def test_a_change_inside_a_list_is_noticed():
    question = [{"args": [[np.ones(2), np.ones(2)]], "kwargs": {}}]
    assert drivers.run("call", lambda x: x.pop(), question)[0]["changed"] == ["0"]
    assert drivers.run("call", lambda x: scaled(x[1]), question)[0]["changed"] == ["0"]


def test_a_second_call_that_fails_is_foreign():
    question = [{"args": [[1, 2]], "kwargs": {}}]
    again = drivers.run("call", lambda x: (x.remove(1), 3)[1], question)[0]["again"]
    assert again == Foreign("ValueError", "list.remove(x): x not in list")


def test_every_instance_gets_arguments_of_its_own():
    question = {"args": [np.ones(2)], "kwargs": {}}
    first, second = drivers.run("call", scaled, [question, question])
    assert np.array_equal(first["value"], second["value"])


def test_what_a_driver_has_named_keeps_its_name():
    named = Foreign("tensor that still holds its graph")
    assert type(to_plain([named])[0]) is Foreign
    assert to_plain([named]) == [named]
    filled = tuple.__new__(Foreign, ([1], np.zeros(2), "x"))
    assert to_plain(filled).type_name.endswith("Foreign")
