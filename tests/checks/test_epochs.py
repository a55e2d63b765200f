"""What is read from batches that nobody vouches for: words that only such batches earn."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks import drivers
from helpers.checks.drivers.plain import Foreign
from helpers.checks.tasks.ch07_sgd.epochs import KEYS, reading
from helpers.checks.tasks.ch07_sgd.minibatches import reference
from tests.checks.test_grading import TREES, damaged

X, Y = np.arange(20.0).reshape(10, 2) + 0.5, np.arange(10) + 3
GIVEN = X, Y, 4, 0
SENT = drivers.answer("batches_of_epochs", reference, {"args": list(GIVEN), "kwargs": {}})["value"]
GOOD = {
    "sizes": [4, 4, 2],
    "rows": "every row once",
    "labels": "every row with its own label",
    "order": "shuffled, and anew in every epoch",
    "generator": "rng decides the order",
    "arguments": "X and y as they were",
}


def read(**changed):
    return reading({**SENT, **changed}, *GIVEN)


def turned(batches, change):
    return [(change(rows), labels) for rows, labels in batches]


def test_right_batches_are_told_so():
    assert read() == GOOD


def test_rows_in_float32_are_found():
    assert read(first=turned(SENT["first"], np.float32)) == GOOD


NO_BATCHES = {
    "words": "every row once",
    "None": None,
    "a number": 3.0,
    "Foreign": Foreign("zip"),
    "a dict": {"first": 1},
    "nothing": [],
    "numbers": [1, 2, 3],
    "rows alone": [rows for rows, _ in SENT["first"]],
    "numbers in pairs": [(1.0, 2.0)],
    "Foreign in pairs": [(Foreign("numpy.matrix"), Y[:4])],
    "rows that are Foreign": [Foreign("a", "b")],
    "a label without axis": [(X[:4], np.array(3))],
    "columns too many": [(np.ones((4, 3)), Y[:4])],
    "an axis too many": [(X[None, :4], Y[:4])],
    "rows of infinity": [(np.full((4, 2), np.inf), Y[:4])],
    "rows of nan": [(np.full((4, 2), np.nan), Y[:4])],
    "rows whose size overflows": [(np.full((4, 2), 1.7e308 * (1 + 1j)), Y[:4])],
    "truth values": [(np.ones((4, 2), bool), Y[:4])],
    "other rows": [(X[:4] + 0.25, Y[:4])],
    "too many rows": [(np.broadcast_to(X[0], (10**9, 2)), Y[:4])],
    "too many labels": [(X[:4], np.broadcast_to(Y[0], (10**9,)))],
    "many too many": [(X, Y)] * 10_000,
}


@pytest.mark.parametrize("first", NO_BATCHES.values(), ids=list(NO_BATCHES))
def test_what_is_no_batches_earns_no_word(first):
    told = read(first=first)
    assert not any(told[key] == GOOD[key] for key in KEYS)


@pytest.mark.parametrize("epoch", ["second", "same", "other"])
@pytest.mark.parametrize("batches", NO_BATCHES.values(), ids=list(NO_BATCHES))
def test_another_epoch_that_is_none_earns_no_word_of_its_own(epoch, batches):
    told = read(**{epoch: batches})
    word = {"second": "order", "same": "generator", "other": "generator"}[epoch]
    assert told[word] != GOOD[word]


@pytest.mark.parametrize("name", ["X", "y"])
@pytest.mark.parametrize(
    "left", [None, "X", 1.0, X[:, :1], Y[::-1], np.broadcast_to(1.0, (10**9,))]
)
def test_arguments_that_are_not_as_they_were(name, left):
    assert read(**{name: left})["arguments"] != GOOD["arguments"]


@given(value=TREES)
def test_anything_at_all_is_read(value):
    reading(value, *GIVEN)


@given(data=st.data())
def test_a_damaged_place_anywhere_is_read(data):
    reading(data.draw(damaged(SENT)), *GIVEN)


def test_reading_takes_little_memory():
    tracemalloc.start()
    for first in NO_BATCHES.values():
        read(first=first, second=[(X, Y)] * 2_000, same=first)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1e8
