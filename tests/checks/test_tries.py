"""Answers as students might write them, none of them a copy of a declared mistake.

They stand in ``tries/``, a module an exercise. Wrong ones lose the right number of points and
get no sentence that misleads; right ones, however unusual, lose nothing.
"""

import importlib
import pkgutil
from pathlib import Path

import pytest

import helpers.checks
from tests.checks.cases import sentences
from tests.checks.tries.registry import TRIES

for module in pkgutil.iter_modules([str(Path(__file__).with_name("tries"))]):
    importlib.import_module(f"tests.checks.tries.{module.name}")

WRONG = [t for t in TRIES if t.score is not None]
RIGHT = [t for t in TRIES if t.score is None]


def report_on(answer):
    return getattr(helpers.checks.load(answer.slug), answer.task)(answer.function)


@pytest.mark.parametrize("slug", helpers.checks.slugs())
def test_every_exercise_is_tried(slug):
    assert slug in {t.slug for t in WRONG} & {t.slug for t in RIGHT}


@pytest.mark.parametrize("answer", WRONG, ids=[t.id for t in WRONG])
def test_a_wrong_answer_loses_points_and_gets_no_misleading_sentence(answer):
    report = report_on(answer)
    assert report.score == answer.score
    given = sentences(report)
    assert len(given) == len(answer.expected)
    for piece, sentence in zip(answer.expected, given, strict=True):
        assert piece in sentence


@pytest.mark.parametrize("answer", RIGHT, ids=[t.id for t in RIGHT])
def test_an_unusual_right_answer_loses_nothing(answer):
    report = report_on(answer)
    assert report.score == report.points, str(report)
