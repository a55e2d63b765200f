"""Who replaces a driver can send anything: what can be said without the work earns next to nothing.

Here are a table of what was right on other papers, and what a driver counts or flags. The same in
the sandbox, from the cell of a notebook to its score: `tests/autograder/attacks/forging`.
"""

import numpy as np
import pytest

from helpers.checks import grade
from helpers.checks.paper import paper_for
from tests.checks.cases import SEEDS, TASKS, each_function


@each_function
def test_the_right_answers_to_other_papers_earn_no_more_than_a_tenth(task):
    papers = [paper_for(task, seed) for seed in SEEDS]
    sent = [paper.expected.raw for paper in papers[1:]]
    reports = [grade(paper, answers) for paper, answers in zip(papers, sent, strict=False)]
    earned = [{line.title for line in report.lines if line.held} for report in reports]
    always = set.intersection(*earned)  # on a single paper it may be luck
    points = sum(prop.points for prop in task.properties if prop.title in always)
    assert points <= task.points / 10, always


def parameters_counted(sizes, weights, X, upstream):
    ones, outputs = [np.ones(w.shape) for w in weights], np.zeros((len(X), 1))
    count = {"count": sum(w.size for w in weights), "at work": [outputs, *ones]}
    return {"parameters": count, "outputs": outputs, "gradients": ones}


def weights_in_order(fan_in, fan_out, seeds):
    W = np.arange(fan_in * fan_out, dtype=float).reshape(fan_in, fan_out)
    return {"W": W, "again": W, "other": 2 * W + 1}


def weights_that_differ(fan_in, fan_out, seeds):
    W = np.zeros((fan_in, fan_out))
    return {"W": W, "again": W, "other": W + 1}


def lots_without_the_array(shape, p, seeds):
    out = np.ones(shape)
    out[: int(p * len(out))] = 0
    return {"out": out, "mask": out, "again": out, "other": out[::-1], "used": out}


def always_at_the_end(patience, losses, w):
    return {"stop": [False] * (len(losses) - 1) + [True], "best": {"w": w}}


FORGED = {
    "08-pytorch:Net": [parameters_counted],
    "10-initialization-and-normalization:he_init": [weights_in_order, weights_that_differ],
    "11-regularization:dropout_forward": [lots_without_the_array],
    "11-regularization:EarlyStopping": [always_at_the_end],
}
CASES = [pytest.param(TASKS[name], f, id=f.__name__) for name, made in FORGED.items() for f in made]


@pytest.mark.parametrize(("task", "forged"), CASES)
def test_flags_and_counts_earn_no_more_than_a_tenth(task, forged):
    paper = paper_for(task, 31)
    sent = [{"value": forged(*question["args"])} for question in paper.questions]
    assert grade(paper, sent).score <= task.points / 10
