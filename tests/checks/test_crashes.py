"""An error that any task may meet is told in a sentence."""

import numpy as np
import pytest

import helpers.checks
from helpers.checks.crashes import SENTENCES
from tests.checks.cases import report_for, sentences

TASK = helpers.checks.load("02-activation-functions").tasks["relu_grad"]


@pytest.mark.parametrize(
    "function",
    [
        lambda Z: 1.0 if Z > 0 else 0.0,
        lambda Z: max(0.0, Z),
        lambda Z: (Z > 0) and 1.0,
        lambda Z: float(not Z),
        lambda Z: 0.0 < Z < 1.0,
    ],
    ids=["if", "max", "and", "not", "a < b < c"],
)
def test_one_decision_for_a_whole_array_is_told_once_how_to_decide_for_each_entry(function):
    assert sentences(report_for(TASK, function)) == [SENTENCES["The truth value of an array"]]


def test_an_error_that_speaks_for_itself_gets_no_sentence():
    assert sentences(report_for(TASK, lambda Z: np.slope(Z))) == []
