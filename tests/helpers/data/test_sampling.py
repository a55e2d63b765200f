"""Splits keep every example once and each class's share; balanced samples are balanced."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import balanced_sample, digits, stratified_split

LABELS = st.lists(st.integers(0, 4), max_size=60).map(np.array)
SEEDS = st.integers(0, 2**32 - 1)


@given(LABELS, SEEDS, st.data())
def test_every_example_is_on_exactly_one_side(labels, seed, data):
    test_size = data.draw(st.integers(0, len(labels)))
    train, test = stratified_split(labels, np.random.default_rng(seed), test=test_size)
    assert sorted([*train, *test]) == list(range(len(labels)))
    assert len(test) == test_size


@given(LABELS, SEEDS, st.data())
def test_each_class_is_within_one_of_its_share(labels, seed, data):
    test_size = data.draw(st.integers(0, len(labels)))
    _, test = stratified_split(labels, np.random.default_rng(seed), test=test_size)
    for k in np.unique(labels):
        share = (labels == k).sum() * test_size / len(labels)
        assert abs((labels[test] == k).sum() - share) < 1


def test_the_digits_split_without_leakage():
    images, labels = digits()
    train, test = stratified_split(labels, np.random.default_rng(0), test=360)
    seen = {image.tobytes() for image in images[train]}
    assert not any(image.tobytes() in seen for image in images[test])
    assert np.bincount(labels[test]) == pytest.approx(np.bincount(labels) * 360 / 1797, abs=1)


def test_a_split_is_shuffled_and_repeats_with_its_generator():
    labels = np.repeat([0, 1], 50)
    splits = [stratified_split(labels, np.random.default_rng(s), test=20) for s in (1, 1, 2)]
    assert all(np.array_equal(a, b) for a, b in zip(*splits[:2], strict=True))
    assert not np.array_equal(splits[0][1], splits[2][1])
    assert np.any(np.diff(labels[splits[0][0]]) < 0)


@pytest.mark.parametrize("test", [-1, 4])
def test_a_test_set_of_an_impossible_size_is_refused(test):
    with pytest.raises(ValueError, match=f"from 0 to 3, the examples, but is {test}"):
        stratified_split([0, 1, 1], np.random.default_rng(0), test=test)


def test_one_hot_labels_are_refused():
    with pytest.raises(ValueError, match=r"shape \(N,\), but have shape \(3, 3\)"):
        stratified_split(np.eye(3), np.random.default_rng(0), test=1)


@given(LABELS, SEEDS)
def test_by_default_all_classes_have_as_many_as_the_smallest(labels, seed):
    chosen = balanced_sample(labels, np.random.default_rng(seed))
    assert len(set(chosen.tolist())) == len(chosen)
    sizes = np.unique(labels, return_counts=True)[1]
    counts = np.unique(labels[chosen.astype(int)], return_counts=True)[1]
    assert counts.tolist() == [sizes.min()] * len(sizes) if len(labels) else len(chosen) == 0


def test_as_many_as_asked_for_come_of_each_class_whatever_its_label():
    labels = np.array(["cat"] * 9 + ["dog"] * 4)
    chosen = labels[balanced_sample(labels, np.random.default_rng(0), per_class=3)]
    assert sorted(chosen) == ["cat"] * 3 + ["dog"] * 3


def test_more_than_the_smallest_class_has_is_refused_and_the_class_named():
    with pytest.raises(ValueError, match="from 0 to 1, the examples of class 7, but is 2"):
        balanced_sample([0, 0, 7], np.random.default_rng(0), per_class=2)
