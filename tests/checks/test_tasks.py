"""The checks themselves are checked: on right work, on wrong work, and on none."""

import itertools

import numpy as np
import pytest

import helpers.checks
from helpers.checks.outcome import outcome, selected
from helpers.checks.paper import PUBLIC_SEED, paper_for
from tests.checks.cases import SEEDS, each_mistake_of_each_task, each_task, quality, report_for

MANY_SEEDS = tuple(range(5, 205))


@each_task
def test_the_reference_and_every_equivalent_earn_full_marks(task):
    assert quality(task).refused == []


@each_task
def test_every_mistake_loses_points(task):
    assert quality(task).unnoticed == []


@each_task
def test_every_mistake_is_told_its_own_sentence_and_no_other(task):
    assert quality(task).confused == []


@pytest.mark.long
@each_task
def test_two_hundred_papers_tell_right_from_wrong_alike(task):
    found = quality(task, MANY_SEEDS)
    assert (found.refused, found.unnoticed, found.confused) == ([], [], [])


def same(task, answers, others, paper):
    """Do two lists of answers look alike to every property, in both directions?"""
    return all(
        prop.judge(outcome(a[i], prop), outcome(b[i], prop)) is None
        for prop in task.properties
        for i in selected(paper, prop)
        for a, b in ((answers, others), (others, answers))
    )


@pytest.mark.parametrize("seed", SEEDS)
@each_task
def test_no_two_mistakes_look_alike(task, seed):
    paper = paper_for(task, seed)
    alike = [
        (one.name, other.name)
        for (one, a), (other, b) in itertools.combinations(paper.mistakes, 2)
        if same(task, a, b, paper)
    ]
    assert alike == []


@each_task
def test_the_sentences_and_names_are_all_different(task):
    assert len({m.sentence for m in task.mistakes}) == len(task.mistakes)
    assert len({m.name for m in task.mistakes}) == len(task.mistakes)


@each_mistake_of_each_task()
def test_a_sentence_is_short_and_ends_like_one(task, mistake):
    assert 20 < len(mistake.sentence) < 260
    assert mistake.sentence.endswith(".")
    assert mistake.sentence.count("`") % 2 == 0


@each_task
def test_has_enough_mistakes_equivalents_and_hints(task):
    assert len(task.mistakes) >= 5
    assert len(task.equivalents) >= 3
    assert 1 <= len(task.hints) <= 3


@each_task
def test_an_untouched_stub_scores_0_and_is_told_so_kindly(task):
    report = report_for(task, lambda *args, **kwargs: ...)
    nothing = report_for(task, lambda *args, **kwargs: None)
    assert (report.score, nothing.score) == (0, 0)
    assert nothing.messages[0].startswith("Not started yet: replace the `...`")


def everywhere(value, leaf):
    """Return the structure of a plain value with another leaf in place of each number."""
    if isinstance(value, dict):
        return {key: everywhere(v, leaf) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(everywhere(v, leaf) for v in value)
    return leaf(np.asarray(value))


LEAVES = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "halves": lambda a: np.full_like(a, 0.5, dtype=float),
    "nan": lambda a: np.full_like(a, np.nan, dtype=float),
    "None": lambda a: None,
    "a number": lambda a: 1.0,
    "an empty array": lambda a: np.empty(0),
    "true": lambda a: np.ones_like(a, dtype=bool),
}


@pytest.mark.parametrize("leaf", LEAVES.values(), ids=list(LEAVES))
@each_task
def test_a_constant_in_the_right_structure_earns_at_most_a_tenth(task, leaf):
    paper = paper_for(task, PUBLIC_SEED)
    shapes = iter(_returned(task, paper))
    report = report_for(task, lambda *args, **kwargs: everywhere(next(shapes), leaf))
    assert report.score <= task.points / 10


def _returned(task, paper):
    """Return what the reference returns, instance by instance; a driver may add to it."""
    seen = []

    def watched(*args, **kwargs):
        seen.append(task.reference(*args, **kwargs))
        return seen[-1]

    paper.answers_of(watched)
    return seen


IDENTITIES = {
    "first argument": lambda first, *rest, **kwargs: first,
    "all arguments": lambda *args, **kwargs: args,
    "last argument": lambda *args, **kwargs: args[-1],
    "0": lambda *args, **kwargs: 0,
    "1.0": lambda *args, **kwargs: 1.0,
    "empty": lambda *args, **kwargs: (),
}


@pytest.mark.parametrize("function", IDENTITIES.values(), ids=list(IDENTITIES))
@each_task
def test_what_needs_no_thought_earns_at_most_a_tenth(task, function):
    assert report_for(task, function).score <= task.points / 10


@each_task
def test_a_check_calls_the_students_function_at_most_twice_an_instance(task):
    paper, calls = paper_for(task, PUBLIC_SEED), []
    paper.answers_of(lambda *args, **kwargs: calls.append(1))
    assert len(paper.instances) <= len(calls) <= 2 * len(paper.instances) <= 40


@each_task
def test_instances_are_small_enough_to_read(task):
    def size(value):
        if isinstance(value, (list, tuple)):
            return sum(map(size, value))
        return np.size(value)

    assert max(size(i.args) for i in paper_for(task, PUBLIC_SEED).instances) <= 400


@each_task
def test_a_paper_is_the_same_every_time_and_differs_between_seeds(task):
    def numbers(seed):
        paper_for.cache_clear()
        return str(paper_for(task, seed).questions)

    assert numbers(1) == numbers(1) != numbers(2)


@each_task
def test_what_a_task_builds_on_stands_before_it(task):
    names = [list(helpers.checks.load(slug).tasks) for slug in helpers.checks.slugs()]
    own = next(n for n in names if task.name in n)
    assert set(task.after) <= set(own[: own.index(task.name)])
