"""Whether an answer calls what an earlier task asked for is seen in its code."""

import functools

import pytest

from helpers.checks.drivers.calls import may_call


def earlier(x):
    return x


def without(x):
    return abs(x)


def directly(x):
    return earlier(x) + 1


def through_another(x):
    return directly(x)


def in_an_inner_function(x):
    return [step(x) for step in (lambda v: earlier(v),)]


def in_circles(x):
    return in_circles(x - 1) if x else without(x)


class InAMethod:
    def forward(self, x):
        return earlier(x)


class WithoutIt:
    def forward(self, x):
        return without(x)


def repr_of(answer):
    return getattr(answer, "__name__", type(answer).__name__)


@pytest.mark.parametrize(
    "answer",
    [directly, through_another, in_an_inner_function, InAMethod, functools.partial(without), 3.0],
    ids=repr_of,
)
def test_an_answer_may_call_it(answer):
    assert may_call(answer, "earlier")


@pytest.mark.parametrize("answer", [without, in_circles, WithoutIt, earlier], ids=repr_of)
def test_an_answer_does_not_call_it(answer):
    assert not may_call(answer, "earlier")
