"""Two mistakes at once are recognised, and both are named."""

import functools

import numpy as np
import pytest

from helpers.checks import grade
from helpers.checks.paper import PUBLIC_SEED, paper_for
from tests.checks.cases import TASKS, each_task, report_for, sentences

DENSE = TASKS["06-backpropagation:dense_backward"]
CLASSIFIER = TASKS["06-backpropagation:loss_and_gradients"]
NAMED_AT_LEAST = 0.7


def sentence(task, name):
    return next(m.sentence for m in task.mistakes if m.name == name)


@functools.cache
def planted(task):
    """Return (pair, report) for each pair of mistakes whose answer is neither's alone."""
    paper = paper_for(task, PUBLIC_SEED)
    single = {shown(answers) for _, answers in paper.mistakes}
    found = []
    for pair in paper.pairs:
        report = grade(paper, pair.answers.raw)
        if shown(pair.answers) not in single and report.score < report.points:
            found.append((pair, report))
    return found


def shown(answers):
    return str([(answer.get("value"), answer.get("error")) for answer in answers])


def named(pair, report):
    return all(m.sentence in " ".join(sentences(report)) for m in pair.mistakes)


@each_task
def test_most_pairs_of_mistakes_are_told_both_sentences(task):
    found = [named(pair, report) for pair, report in planted(task)]
    assert sum(found) >= NAMED_AT_LEAST * len(found)


@each_task
def test_a_pair_is_never_told_a_third_mistake_as_well(task):
    for pair, report in planted(task):
        text = " ".join(sentences(report))
        said = [m.name for m in task.mistakes if m.sentence in text]
        assert len(said) <= 2, ([m.name for m in pair.mistakes], said)


def test_two_mistakes_in_one_part_stand_together():
    report = report_for(DENSE, lambda dZ, X, W: (dZ @ W.T, dZ.T @ X / len(X), dZ.sum(0)))
    assert sentences(report) == [
        f"Two mistakes at once. First: {sentence(DENSE, 'weights averaged')} "
        f"Second: {sentence(DENSE, 'dW transposed')}"
    ]


def test_two_mistakes_in_different_parts_stand_each_on_its_own():
    report = report_for(DENSE, lambda dZ, X, W: (dZ @ W.T, dZ.T @ X, dZ.mean(0)))
    assert [line.sentence for line in report.lines] == [
        "",
        sentence(DENSE, "dW transposed"),
        sentence(DENSE, "bias averaged"),
    ]


def test_a_mistake_that_shows_alone_somewhere_is_named_there():
    """The transposition shows in W1 only; the missing derivative in both gradients."""

    def student(X, y, W1, b1, W2, b2):
        loss, grads = CLASSIFIER.reference(X, y, W1, b1, W2, b2)
        A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
        dA1 = (1 / (1 + np.exp(-(A1 @ W2 + b2))) - y) / len(X) @ W2.T
        return loss, {**grads, "W1": dA1.T @ X, "b1": dA1.sum(0)}

    first, second, *_ = report_for(CLASSIFIER, student).lines
    assert first.sentence == sentence(CLASSIFIER, "no derivative")
    assert second.sentence == sentence(CLASSIFIER, "dW1 transposed")


@each_task
def test_a_pair_is_no_copy_of_a_single_mistake(task):
    paper = paper_for(task, PUBLIC_SEED)
    assert len({id(pair.answers.function) for pair in paper.pairs}) == len(paper.pairs)
    assert all(len({m.name for m in pair.mistakes}) == 2 for pair in paper.pairs)


@each_task
def test_pairs_are_answered_only_as_far_as_they_agree(task, monkeypatch):
    """A pair that the first answer rules out is not asked for a second."""
    paper_for.cache_clear()
    paper = paper_for(task, PUBLIC_SEED)
    grade(paper, [{"value": 31415.9}] * len(paper.instances))
    asked = sum(len(pair.answers._found) for pair in paper.pairs)
    assert asked <= len(paper.pairs) * len(task.properties)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_order_of_checks_changes_no_sentence(seed):
    def student(dZ, X, W):
        return dZ @ W.T, dZ.T @ X / len(X), dZ.sum(0)

    first = report_for(DENSE, student, seed)
    report_for(DENSE, lambda dZ, X, W: (dZ @ W, X, dZ.mean(0)), seed)
    assert str(report_for(DENSE, student, seed)) == str(first)
