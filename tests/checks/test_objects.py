"""Whatever a student hands to a check, a sentence comes back that says how to go on.

Each object is tried on every task.
"""

import functools
import inspect
import itertools
import warnings
from decimal import Decimal

import numpy as np
import pytest

from helpers.checks import drivers, load, slugs
from helpers.checks.choice import Choice
from helpers.checks.paper import PUBLIC_SEED, paper_for
from helpers.checks.task import Instance, Property, Task
from tests.checks.cases import report_for, report_on
from tests.checks.hostile import EARNING, FAILING, STATE


def functions(slug):
    """Return the names of an exercise's tasks that ask for a function on NumPy arrays."""
    return [
        name
        for name, task in load(slug).tasks.items()
        if not (task.needs or isinstance(task, Choice) or inspect.isclass(task.reference))
    ]


TASKS = {f"{slug}:{name}": (slug, name) for slug in slugs() for name in functions(slug)}
FIRST = {f"{slug}:{name}" for slug in slugs() for name in functions(slug)[:1]}
# One task of each exercise on every change, all of them where there is more time.
on_each_task = pytest.mark.parametrize(
    ("slug", "name"),
    [
        pytest.param(*pair, id=id, marks=[] if id in FIRST else pytest.mark.long)
        for id, pair in TASKS.items()
    ],
)


def checked(slug, name, student):
    """Return the report of the check, as a student gets it."""
    return getattr(load(slug), name)(student)


def reference(slug, name):
    return load(slug).tasks[name].reference


def made(source, right):
    """Return what a piece of code defines as `student`."""
    namespace = {"right": right}
    exec(source, namespace)
    return namespace["student"]


class Wheel:
    """Something of the student's own."""


class Rows(np.ndarray):
    """A subclass that nobody knows."""


class Claiming:
    """Says of itself that it is an array, equal to everything and of any length."""

    __class__ = np.ndarray
    shape, dtype, ndim = (2, 2), np.dtype(float), 2
    __array_interface__ = property(lambda self: np.ones((2, 2)).__array_interface__)

    def __eq__(self, other):
        raise SystemExit("nobody should ask")

    __hash__ = __len__ = __iter__ = __array__ = __getattr__ = __repr__ = __eq__


def _matrix():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        return np.matrix([[1.0]])


async def _coroutine():
    return 1.0


def _endless():
    nest = []
    nest.append(nest)
    return nest


AS_LIST = "; `list(...)` round it makes the list"
ASARRAY = "; `np.asarray(...)` round it makes an array"
# What a function returns: how to make it, and what is said of it.
RETURNED = {
    "generator": (lambda: (i for i in ()), "got a generator; `yield` gives values one by one"),
    "coroutine": (_coroutine, "got a coroutine, which has not run: write `def` without `async`"),
    "map": (lambda: map(abs, [1]), "got a map" + AS_LIST),
    "filter": (lambda: filter(None, [1]), "got a filter" + AS_LIST),
    "zip": (lambda: zip([1], [2], strict=True), "got a zip" + AS_LIST),
    "range": (lambda: range(10**15), "got a range" + AS_LIST),
    "count": (itertools.count, "got an itertools.count"),
    "dict view": (lambda: {"a": 1}.values(), "got a dict_values" + AS_LIST),
    "iterator": (lambda: iter([1]), "got a list_iterator" + AS_LIST),
    "set": (lambda: {1.0}, "got a set, which has no order"),
    "matrix": (_matrix, "matrix" + ASARRAY),
    "recarray": (lambda: np.rec.array([(1.0,)], names="a"), "recarray" + ASARRAY),
    "own subclass": (lambda: np.ones(3).view(Rows), "Rows" + ASARRAY),
    "masked array": (lambda: np.ma.masked_array([1.0], [True]), "MaskedArray; `.filled(...)`"),
    "objects": (lambda: np.array([None]), "got an array of objects; are its rows of different"),
    "0-d object": (lambda: np.array(None), "got an array of objects"),
    "records": (lambda: np.zeros(2, [("a", int)]), "got an array of records with the fields a"),
    "strings": (lambda: np.array(["1.0"]), "got an array of strings; `float(...)`"),
    "times": (lambda: np.array(["2020"], "M8[D]"), "got an array of datetime64[D]"),
    "memoryview": (lambda: memoryview(b"12"), "got a memoryview" + ASARRAY),
    "bytes": (lambda: bytes(8), "got a bytes; `np.frombuffer(...)`"),
    "text": (lambda: "1.0", "got '1.0'"),
    "long text": (lambda: "x" * 10**6, "got 'xxx"),
    "function": (lambda: abs, "got a builtin_function_or_method; are the brackets of a call"),
    "lambda": (lambda: lambda x: x, "got a function; are the brackets of a call missing?"),
    "class": (lambda: Wheel, "got a type, that is, a class"),
    "own object": (Wheel, "Wheel"),
    "liar": (Claiming, "Claiming"),
    "decimal": (lambda: Decimal(1), "got a decimal.Decimal; `float(...)`"),
    "ellipsis": (lambda: ..., "got an ellipsis: the `...` still stands"),
    "bool": (lambda: True, "got True"),
    "complex": (lambda: 1j, "got 1j"),
    "huge int": (lambda: 10**5000, "got an int of 16610 bits"),
    "huge array": (
        lambda: np.broadcast_to(1.0, 10**7),
        "got an array of shape (10000000,), too large to be checked",
    ),
    "long list": (lambda: [0] * 10**6, "got a list too long, or too deeply nested"),
    "odd keys": (lambda: {1: 2}, "got a dict whose keys are not all strings"),
    "cyclic": (_endless, ""),
    "method": (
        lambda: Wheel().__init__,
        "got a method-wrapper; are the brackets of a call missing?",
    ),
}


@on_each_task
@pytest.mark.parametrize(("make", "said"), RETURNED.values(), ids=list(RETURNED))
def test_what_is_returned_is_named_and_earns_nothing(slug, name, make, said):
    report = checked(slug, name, lambda *args, **kwargs: make())
    assert report.score == 0
    assert said in str(report)
    assert report._repr_html_()


@on_each_task
def test_a_torch_tensor_is_told_to_become_an_array(slug, name):
    torch = pytest.importorskip("torch")
    tensor = torch.ones(2, requires_grad=True)
    report = checked(slug, name, lambda *args, **kwargs: tensor)
    assert report.score == 0
    assert "got a torch.Tensor; call `.numpy()` on it" in str(report)


@on_each_task
def test_a_data_frame_is_told_to_become_an_array(slug, name):
    pandas = pytest.importorskip("pandas")
    report = checked(slug, name, lambda *args, **kwargs: pandas.DataFrame({"a": [1.0]}))
    assert report.score == 0
    assert "DataFrame; call `.to_numpy()` on it" in str(report)


# What is handed over in place of a function, and what is said of it.
ITSELF = "expected the function `{}` itself, got "
NOT_CALLABLE = {
    "None": (None, ITSELF + "None;"),
    "number": (3, ITSELF + "an int;"),
    "text": ("dense_backward", ITSELF + "a str;"),
    "its result": ((np.ones(2), np.ones(2)), ITSELF + "a tuple; is it called too early"),
    "array": (np.ones(3), ITSELF + "a numpy.ndarray;"),
    "ellipsis": (..., ITSELF + "an ellipsis;"),
    "liar": (Claiming(), ITSELF),
    "own object": (Wheel(), ITSELF),
    "class": (Wheel, "Wheel`: begin with `def {}`, not `class`"),
}


@on_each_task
@pytest.mark.parametrize(("thing", "said"), NOT_CALLABLE.values(), ids=list(NOT_CALLABLE))
def test_what_is_no_function_is_named_once_and_earns_nothing(slug, name, thing, said):
    report = checked(slug, name, thing)
    assert report.score == 0
    assert str(report).count(said.format(name)) == 1


@on_each_task
def test_a_class_that_takes_the_arguments_is_no_function_either(slug, name):
    class Layer:
        def __init__(self, *args, **kwargs):
            pass

    report = checked(slug, name, Layer)
    assert report.score == 0
    assert "expected a function, got the class" in str(report)


SIGNATURES = {
    "none": (lambda: 1.0, "but yours takes nothing"),
    "two more": (lambda *given, a, b: 1.0, "but yours takes (*given, a, b)"),
    "nine": (lambda a, b, c, d, e, f, g, h, i: 1.0, "but yours takes (a, b, c, d, e, f, g, h, i)"),
    "by name": (
        lambda *, one=1: 1.0,
        "but yours takes (*, one=1): what stands behind `*` is taken by name only",
    ),
    "partial": (functools.partial(lambda one: 1.0, 1), "but yours takes nothing"),
}


@on_each_task
@pytest.mark.parametrize(("student", "said"), SIGNATURES.values(), ids=list(SIGNATURES))
def test_a_wrong_signature_is_set_beside_the_right_one(slug, name, student, said):
    code = reference(slug, name).__code__
    names = ", ".join(code.co_varnames[: min(2, code.co_argcount)])
    report = checked(slug, name, student)
    assert report.score == 0
    assert str(report).count(f"`{name}` is called with ({names}") == 1
    assert said in str(report)


@on_each_task
def test_a_type_error_inside_is_not_taken_for_a_wrong_signature(slug, name):
    def helper(one):
        return one

    report = checked(slug, name, lambda *args, **kwargs: helper())
    assert "your code raised TypeError: " in str(report)


@on_each_task
def test_a_builtin_without_a_signature_says_what_python_says(slug, name):
    report = checked(slug, name, np.sum)
    assert report.score == 0
    assert str(report)


def test_a_signature_with_defaults_and_names_is_told_as_it_is_used():
    def outline(x, y, scale=1.0, *, step):
        return x

    task = Task(
        name="outline",
        inputs=lambda rng: [Instance((1.0, 2.0), kwargs={"step": 1})],
        reference=outline,
        properties=(Property("right", 1),),
        mistakes=(),
        equivalents=(),
        hints=(),
    )
    assert "`outline` is called with (x, y, step=...), but yours takes (x)" in str(
        report_for(task, lambda x: x)
    )


@on_each_task
@pytest.mark.parametrize(("source", "said"), EARNING.values(), ids=list(EARNING))
def test_right_work_in_odd_company_keeps_its_points(slug, name, source, said):
    report = checked(slug, name, made(source, reference(slug, name)))
    assert report.score == report.points, str(report)
    assert said in str(report)
    assert STATE not in str(report)
    assert report_for(load(slug).tasks[name], reference(slug, name)).score


@on_each_task
@pytest.mark.parametrize(("source", "said"), FAILING.values(), ids=list(FAILING))
def test_what_fails_is_named_and_earns_nothing(slug, name, source, said):
    report = checked(slug, name, made(source, None))
    assert report.score == 0
    assert said in str(report)


@on_each_task
def test_random_numbers_of_its_own_are_told(slug, name):
    rng = np.random.default_rng(0)
    report = checked(slug, name, lambda *args, **kwargs: (rng.normal(), rng.normal()))
    assert STATE in str(report)


@on_each_task
def test_right_answers_cost_nothing_when_a_later_one_differs(slug, name):
    right, count = reference(slug, name), itertools.count()
    asked = _calls(load(slug).tasks[name])

    def student(*args, **kwargs):
        return right(*args, **kwargs) if next(count) < asked else 0.5

    report = checked(slug, name, student)
    assert report.score == report.points
    assert STATE in str(report)


def _calls(task):
    """Return how often the questions of a paper call a function, without the later one."""
    questions, calls = paper_for(task, PUBLIC_SEED).questions, itertools.count()

    def counted(*args, **kwargs):
        next(calls)
        return task.reference(*args, **kwargs)

    drivers.run(task.driver, counted, questions[:1])
    later = next(calls) // 2  # the first question is asked once more, at the end
    calls = itertools.count()
    drivers.run(task.driver, counted, questions)
    return next(calls) - later


@on_each_task
def test_a_check_called_by_the_function_that_it_checks_ends(slug, name):
    check, right = load(slug), reference(slug, name)

    def student(*args, **kwargs):
        inner = getattr(check, name)(student)
        again = getattr(load(slug), name)(student)
        assert inner.score == again.score == 0
        assert "is being checked already" in str(inner)
        return right(*args, **kwargs)

    report = getattr(check, name)(student)
    assert report.score == report.points, str(report)
    assert check.finished(name)


@on_each_task
def test_what_the_process_says_of_its_later_answer_costs_nothing(slug, name):
    task = load(slug).tasks[name]
    odd = [
        {**answer, "later": {"score": 9}} for answer in paper_for(task, PUBLIC_SEED).expected.raw
    ]
    assert report_on(task, odd).score == task.points


@pytest.mark.parametrize("things", [(), (len, len)], ids=["nothing", "two things"])
def test_a_check_is_told_what_to_look_at(things):
    report = load("06-backpropagation").dense_backward(*things)
    assert report.score == 0
    assert f"got {len(things)}: write `check.dense_backward(dense_backward)`" in str(report)


def test_numpy_patched_before_the_check_stops_no_cell(monkeypatch):
    check = load("06-backpropagation")
    right = check.tasks["dense_backward"].reference
    check.dense_backward(right)
    monkeypatch.setattr(np, "isnan", None)
    report = check.dense_backward(right)
    assert report.score == 0
    assert "The check itself could not run: 'NoneType' object is not callable." in str(report)
    monkeypatch.undo()
    assert check.dense_backward(right).score == 3


def test_the_arrays_of_a_call_may_be_kept_and_changed_later():
    """What was returned is copied at once: a later call can't reach it."""
    check, kept = load("06-backpropagation"), []

    def student(*args):
        for array in kept:
            array.fill(0)
        kept[:] = check.tasks["dense_backward"].reference(*args)
        return tuple(kept)

    assert check.dense_backward(student).score == 3
