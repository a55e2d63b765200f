"""Grading looks at answers that nobody vouches for: it never raises, and never overpays."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from helpers.checks import grade, load
from helpers.checks.drivers.plain import Foreign
from helpers.checks.paper import PUBLIC_SEED, paper_for
from tests.checks.cases import TASKS, each_task, report_on

KEYS = ["value", "error", "again", "changed", "warnings", "printed", "x", "W1", "type", "message"]
ENTRIES = [0, 1.5, np.nan, np.inf, -1j, True, np.float16(60_000), np.uint8(255), np.float32(1e-40)]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([1 << 2000, "²", "1", "x" * 10_000, "\ud800", "`", "<b>\x1b[2J"]),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.builds(Foreign, st.text(), st.text()),
    st.builds(np.full, array_shapes(min_dims=0, max_dims=3, max_side=5), st.sampled_from(ENTRIES)),
)
TREES = st.recursive(
    LEAVES,
    lambda trees: st.one_of(
        st.lists(trees, max_size=4),
        st.lists(trees, max_size=4).map(tuple),
        st.dictionaries(st.sampled_from(KEYS) | st.text(), trees, max_size=4),
    ),
    max_leaves=12,
)


@st.composite
def damaged(draw, value):
    """A plain value in which some node has become anything at all."""
    if draw(st.integers(0, 3)) == 0 or not isinstance(value, (dict, list, tuple)) or not value:
        return draw(TREES)
    if isinstance(value, dict):
        key = draw(st.sampled_from(list(value)))
        return {**value, key: draw(damaged(value[key]))}
    position = draw(st.integers(0, len(value) - 1))
    changed = [*value[:position], draw(damaged(value[position])), *value[position + 1 :]]
    return type(value)(changed)


def survives(task, answers):
    """The report can be read in every form, and its score lies within the task's points."""
    report = report_on(task, answers)
    assert 0 <= report.score <= task.points
    float(repr(report))
    str(report).encode("utf-8")
    report._repr_html_().encode("utf-8")
    assert isinstance(report.why, str)
    return report


@each_task
@given(answers=TREES)
def test_anything_at_all_is_graded(task, answers):
    survives(task, answers)


@each_task
@given(data=st.data())
def test_answers_of_the_right_number_but_any_content_are_graded(task, data):
    count = len(paper_for(task, PUBLIC_SEED).instances)
    drawn = data.draw(st.lists(TREES, min_size=3, max_size=3))
    survives(task, [{"value": drawn[i % 3]} for i in range(count)])


@each_task
@given(data=st.data())
def test_right_answers_with_one_damaged_place_are_graded(task, data):
    survives(task, data.draw(damaged(paper_for(task, PUBLIC_SEED).expected.raw)))


@each_task
@given(data=st.data())
def test_any_remarks_beside_right_answers_cost_nothing_and_break_nothing(task, data):
    remarks = st.fixed_dictionaries(
        {"changed": TREES, "warnings": st.lists(st.text()), "printed": TREES, "odd": TREES}
    )
    drawn = data.draw(remarks)
    answers = [{**answer, **drawn} for answer in paper_for(task, PUBLIC_SEED).expected.raw]
    assert survives(task, answers).score == task.points


@each_task
@pytest.mark.parametrize("answers", [[], None, {}, "full marks", [{}]], ids=repr)
def test_no_answers_are_work_not_started(task, answers):
    report = grade(paper_for(task, PUBLIC_SEED), answers)
    assert report.score == 0
    assert report.messages[0].startswith("Not started yet")


@each_task
def test_a_shape_that_would_broadcast_to_gigabytes_is_only_compared(task):
    long = np.broadcast_to(1.0, (10**5, 1, 1, 10**5))
    count = len(paper_for(task, PUBLIC_SEED).instances)
    tracemalloc.start()
    for value in (long, (long, long, long), {"error": long, "x": long}, (1.0, {"W1": long})):
        assert survives(task, [{"value": value}] * count).score == 0
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1e9


TASK = TASKS["06-backpropagation:mlp_backward"]


def with_second_call(again):
    answers = [dict(a) for a in paper_for(TASK, PUBLIC_SEED).expected]
    return [{**a, "changed": ["0", "3"], "again": again} for a in answers]


def test_changed_arguments_are_named_and_cost_the_point_for_the_second_call():
    report = report_on(TASK, with_second_call([(1.0, 2.0)]))
    assert report.score == TASK.points - 1
    assert report.messages == (
        "Your function changed its arguments (dZ, pre_activations); a caller may still need them.",
    )


def test_a_second_call_that_fails_is_not_called_missing():
    report = report_on(TASK, with_second_call(Foreign("ValueError", "shapes")))
    assert "expected a list of 2, got a ValueError" in str(report)


def test_a_warning_is_shown_and_costs_nothing():
    answers = [{**a, "warnings": ["overflow"]} for a in paper_for(TASK, PUBLIC_SEED).expected]
    report = report_on(TASK, answers)
    assert report.score == TASK.points
    assert report.messages == ("Your code gave a warning, which costs nothing: overflow",)


def test_printing_instead_of_returning_shows():
    answers = [{"value": None, "printed": "[[1.]]"}] * len(paper_for(TASK, PUBLIC_SEED).instances)
    report = report_on(TASK, answers)
    assert "is a `return` missing?" in report.messages[0]
    assert report.messages[1] == "Your code printed: [[1.]]"


def test_an_error_that_stops_every_call_is_written_out_once():
    error = {"error": {"type": "NameError", "message": "name 'x' is not defined", "line": "x"}}
    report = report_on(TASK, [error] * len(paper_for(TASK, PUBLIC_SEED).instances))
    assert str(report).count("NameError") == 1
    assert str(report).count("the same error as above") == len(TASK.properties) - 1


def test_what_the_code_printed_is_shown_on_one_line():
    answers = [{**a, "printed": "(2, 3)\nhere\n"} for a in paper_for(TASK, PUBLIC_SEED).expected]
    assert report_on(TASK, answers).messages == ("Your code printed: (2, 3) here",)


def test_an_unfinished_earlier_task_is_named_only_while_something_is_wrong():
    paper = paper_for(TASK, PUBLIC_SEED)
    right = grade(paper, paper.expected.raw, unfinished=("dense_backward",))
    wrong = grade(paper, paper.mistakes[0][1].raw, unfinished=("dense_backward",))
    assert right.messages == ()
    assert wrong.messages == ("This task builds on `dense_backward`, which is not finished yet.",)


def test_one_missing_part_is_not_an_untouched_stub():
    task = TASKS["06-backpropagation:loss_and_gradients"]
    answers = [
        {"value": (a["value"][0], {**a["value"][1], "b1": None})}
        for a in paper_for(task, PUBLIC_SEED).expected
    ]
    report = report_on(task, answers)
    assert report.score == 3
    assert "nothing there yet: it is None" in str(report)


@each_task
def test_an_integer_too_long_to_print_is_graded(task):
    count = len(paper_for(task, PUBLIC_SEED).instances)
    long = 10**5000
    for value in (long, (long, long, long), {"error": long, "x": long}, (1, {"W1": long})):
        assert survives(task, [{"value": value}] * count).score == 0
    survives(task, [{"error": {"type": long, "message": long, "line": long}}] * count)


def test_a_fault_that_may_lie_in_an_earlier_task_is_not_explained_by_half():
    """W in place of W.T in task 1 looks, in part, like another mistake of task 5."""
    tasks = load("06-backpropagation").tasks
    paper = paper_for(tasks["mlp_backward"], 0)

    def dense_backward(dZ, X, W):
        return dZ @ W, X.T @ dZ, dZ.sum(0)

    def mlp_backward(dZ, weights, inputs, pre_activations, activation_grad):
        grads = []
        for layer in reversed(range(len(weights))):
            dA, dW, db = dense_backward(dZ, inputs[layer], weights[layer])
            grads.append((dW, db))
            if layer:
                dZ = dA * activation_grad(pre_activations[layer - 1])
        return grads[::-1]

    answers = paper.answers_of(mlp_backward)
    report = grade(paper, answers, unfinished=("dense_backward",))
    assert not any(line.sentence for line in report.lines)
    assert "`dense_backward`, which is not finished" in report.messages[0]
