"""Finding an exercise's checks, and its tasks, by name."""

import inspect

import pytest

import helpers.checks
from helpers.checks.task import Mistake
from tests.checks.cases import TASKS, each_mistake_of_each_task, each_task

SLUG = "06-backpropagation"


def test_an_unknown_exercise_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match=rf"'06-backprop'; there are .*{SLUG}"):
        helpers.checks.load("06-backprop")


def test_an_unknown_task_is_answered_with_those_there_are():
    check = helpers.checks.load(SLUG)
    with pytest.raises(AttributeError, match=r"'dens_backward'; there are dense_backward, "):
        check.dens_backward(len)


def test_a_notebooks_completion_offers_the_tasks():
    check = helpers.checks.load(SLUG)
    assert set(check.tasks) <= set(dir(check))


def test_a_check_remembers_what_is_unfinished():
    check = helpers.checks.load(SLUG)
    check.dense_backward(lambda *args: None)
    report = check.mlp_backward(calls_it_below)
    assert "This task builds on `dense_backward`, which is not finished yet." in report.messages
    check.dense_backward(check.tasks["dense_backward"].reference)
    assert check.mlp_backward(calls_it_below).messages == ()


def calls_it_below(*args):
    return below(*args)


def below(*args):
    return [dense_backward(*args) for _ in args]  # noqa: F821


def test_what_is_unfinished_does_not_matter_to_an_answer_that_does_without_it():
    check = helpers.checks.load(SLUG)
    check.dense_backward(lambda *args: None)
    task = check.tasks["mlp_backward"]
    report = check.mlp_backward(task.mistakes[0].apply(task.reference))
    assert report.messages == ()
    assert task.mistakes[0].sentence in str(report)


def test_slugs_are_in_the_books_order():
    assert helpers.checks.slugs() == sorted(helpers.checks.slugs())


@each_task
def test_a_task_is_called_as_its_function_takes_its_arguments(task):
    given = len(inspect.signature(task.reference).parameters)
    for function in (task.reference, *task.equivalents):
        parameters = inspect.signature(function).parameters.values()
        assert len([p for p in parameters if p.default is p.empty]) <= given


@each_mistake_of_each_task()
def test_a_mistake_is_a_function_of_the_references_name(task, mistake):
    assert mistake.apply(task.reference).__name__ == task.reference.__name__


def test_a_mistake_that_no_longer_fits_the_reference_says_where():
    mistake = Mistake("gone", "A sentence.", (("not in there", ""),))
    with pytest.raises(ValueError, match=r"'gone': 'not in there' stands 0 times in"):
        mistake.apply(TASKS[f"{SLUG}:output_delta"].reference)
