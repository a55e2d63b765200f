"""What every task must have, and its instances must be like. See also `test_quality.py`."""

import itertools

import numpy as np
import pytest

import helpers.checks
from helpers.checks.answers import Answers
from helpers.checks.paper import PUBLIC_SEED, paper_for
from tests.checks.cases import (
    SEEDS,
    each_function,
    each_mistake_of_each_task,
    each_task,
    report_for,
)
from tools.quality.measure import alike


@pytest.mark.parametrize("seed", SEEDS)
@each_task
def test_no_two_mistakes_look_alike(task, seed):
    paper = paper_for(task, seed)
    found = [
        (one.name, other.name)
        for (one, a), (other, b) in itertools.combinations(paper.mistakes, 2)
        if one.name != other.name and alike(paper, a, b)
    ]
    assert found == []


@each_task
def test_the_sentences_and_names_are_all_different(task):
    assert len({m.sentence for m in task.mistakes}) == len(task.mistakes)
    assert len({m.name for m in task.mistakes}) == len(task.mistakes)


@each_mistake_of_each_task()
def test_a_sentence_is_short_and_ends_like_one(task, mistake):
    assert 20 < len(mistake.sentence) < 260
    assert mistake.sentence.endswith((".", "?"))
    assert mistake.sentence.count("`") % 2 == 0


@each_function
def test_a_function_has_enough_mistakes(task):
    assert len(task.mistakes) >= 5


@each_task
def test_has_enough_equivalents_and_hints(task):
    assert len(task.equivalents) >= 3
    assert 1 <= len(task.hints) <= 3


@each_task
def test_an_untouched_stub_scores_0_and_is_told_so_kindly(task):
    report = report_for(task, lambda *args, **kwargs: ...)
    nothing = report_for(task, lambda *args, **kwargs: None)
    assert (report.score, nothing.score) == (0, 0)
    assert nothing.messages[0].startswith("Not started yet: replace the `...`")


@each_task
def test_a_check_calls_the_students_function_for_every_instance_and_not_often(task):
    paper, calls = paper_for(task, PUBLIC_SEED), []
    paper.answers_of(lambda *args, **kwargs: calls.append(1))
    assert len(paper.instances) <= len(calls) <= 40


@each_task
def test_instances_are_small_enough_to_read(task):
    def size(value):
        if isinstance(value, (list, tuple)):
            return sum(map(size, value))
        return np.size(value)

    assert max(size(i.args) for i in paper_for(task, PUBLIC_SEED).instances) <= 400


@each_task
def test_every_matrix_is_oblong_in_some_instance(task):
    """Where it is square or has one row only, a transposition or a wrong axis may go unseen."""
    instances = paper_for(task, PUBLIC_SEED).instances
    for position in range(max(len(i.args) for i in instances)):
        arrays = [a for i in instances for a in arrays_in(i.args[position : position + 1])]
        shapes = {a.shape for a in arrays if a.ndim > 1}
        oblong = [shape for shape in shapes if len(set(shape)) == len(shape)]
        assert oblong or not shapes, f"argument {position} has the shapes {shapes} only"


def arrays_in(value):
    """Return the arrays in a plain value, however deep."""
    if isinstance(value, (list, tuple)):
        return [array for item in value for array in arrays_in(item)]
    return [value] if isinstance(value, np.ndarray) else []


@each_task
def test_a_mistake_answers_alike_whatever_was_asked_before(task):
    """Its answers are found one by one, when they are needed. Random ones are alike at least."""
    paper = paper_for(task, PUBLIC_SEED)
    for mistake, answers in paper.mistakes:
        fresh = Answers(task, mistake.apply(task.reference), answers.questions)
        backwards = list(reversed(fresh))[::-1]
        same = str(backwards) == str(list(answers))
        assert same or alike(paper, backwards, answers), mistake.name


def questions(task, seed):
    paper_for.cache_clear()
    return str(paper_for(task, seed).questions)


@each_task
def test_a_paper_is_the_same_every_time(task):
    assert questions(task, 1) == questions(task, 1)


@each_function
def test_the_papers_of_a_function_differ_between_seeds(task):
    assert questions(task, 1) != questions(task, 2)


@each_task
def test_what_a_task_builds_on_stands_before_it(task):
    names = [list(helpers.checks.load(slug).tasks) for slug in helpers.checks.slugs()]
    own = next(n for n in names if task.name in n)
    assert set(task.after) <= set(own[: own.index(task.name)])
