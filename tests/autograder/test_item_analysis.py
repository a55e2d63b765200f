"""Difficulty and discrimination are what their definitions say."""

import numpy as np
import pytest

from autograder.item_analysis import Item, analyse


def test_difficulty_is_the_mean_share_of_the_points():
    easy, hard = analyse([[4, 0], [2, 1], [3, 0]], [4, 2])
    assert (easy.difficulty, hard.difficulty) == pytest.approx((0.75, 1 / 6))


def test_discrimination_is_the_correlation_with_all_other_tasks(rng):
    scores = rng.integers(0, 6, size=(30, 3))
    for number, item in enumerate(analyse(scores, [5, 5, 5])):
        rest = np.delete(scores, number, axis=1).sum(axis=1)
        wanted = np.polyfit(rest, scores[:, number], 1)[0] * rest.std() / scores[:, number].std()
        assert item.discrimination == pytest.approx(wanted)


@pytest.mark.parametrize(
    "scores",
    [[[1, 2]], [[1, 2], [1, 0]], [[1], [2]]],
    ids=["one student", "a task alike for all", "one task"],
)
def test_what_does_not_vary_has_no_discrimination(scores):
    assert analyse(scores, [2] * len(scores[0]))[0].discrimination is None


@pytest.mark.parametrize(
    ("item", "word"),
    [
        (Item(0.5, -0.3), "do worse here"),
        (Item(0.5, 0.1), "hardly tells"),
        (Item(0.97, 0.5), "nearly everyone"),
        (Item(0.01, None), "hardly anyone"),
    ],
)
def test_what_an_instructor_should_look_at_is_remarked(item, word):
    assert word in item.remark


def test_an_ordinary_task_is_not_remarked():
    assert Item(0.6, 0.5).remark == ""
