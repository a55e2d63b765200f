"""Hints come one at a time, in every front end, for every name that a student may give."""

import pytest

import helpers.checks
from tests.checks.cases import each_task

SLUG = "06-backpropagation"


@pytest.fixture
def check():
    return helpers.checks.load(SLUG)


def test_each_call_gives_the_next_hint_then_says_that_it_was_the_last_then_begins_again(check):
    hints = check.tasks["dense_backward"].hints
    given = [check.hint("dense_backward").text for _ in range(2 * len(hints) + 1)]
    assert given == [*hints, f"You have seen all {len(hints)}.", *hints]


def test_tasks_are_counted_apart(check):
    check.hint("dense_backward")
    assert check.hint("output_delta").title == "Hint 1 of 3 for `output_delta`"


def test_a_hint_can_be_asked_for_by_name_by_completion_or_by_function(check):
    def dense_backward():
        """As a student has it in the notebook."""

    hints = [check.hint("dense_backward"), check.hint.dense_backward(), check.hint(dense_backward)]
    assert [hint.text for hint in hints] == list(check.tasks["dense_backward"].hints)


def test_completion_offers_the_tasks(check):
    assert set(check.tasks) <= set(dir(check.hint))


@pytest.mark.parametrize("name", ["dens_backward", "", None, ..., 3, ["dense_backward"], len])
def test_an_unknown_name_is_answered_with_those_there_are(check, name):
    with pytest.raises(ValueError, match=r"no task is called .*; there are dense_backward, "):
        check.hint(name)


def test_an_unknown_attribute_is_answered_with_those_there_are(check):
    with pytest.raises(AttributeError, match=r"'dens_backward'; there are dense_backward, "):
        check.hint.dens_backward()


def test_the_hints_themselves_say_how_to_use_them(check):
    assert 'check.hint("NAME")' in repr(check.hint)
    assert "dense_backward" in repr(check.hint)


@each_task
def test_a_hint_is_markdown_for_jupyter_and_text_for_a_terminal(task):
    hint = helpers.checks.load(_slug_of(task)).hint(task.name)
    title = f"Hint 1 of {len(task.hints)} for "
    assert hint._repr_markdown_() == f"**{title}`{task.name}`.** {task.hints[0]}"
    assert repr(hint) == f"{title}{task.name}. {task.hints[0]}"


def _slug_of(task):
    return next(s for s in helpers.checks.slugs() if task.name in helpers.checks.load(s).tasks)
