"""Charts draw every student once, and nothing beyond their edges."""

import re

import pytest

from autograder import charts


@pytest.mark.parametrize(
    ("totals", "most"),
    [([0, 3, 3, 5], 5), ([0, 22, 21.5, 10], 22), ([60, 59, 0], 60), ([0, 0], 4)],
    ids=["a bin a point", "half points", "many points", "nobody has any"],
)
def test_every_student_is_in_one_bin(totals, most):
    found = charts.bins(totals, most)
    assert sum(count for *_, count in found) == len(totals)
    assert found[0][0] == 0
    assert found[-1][0] <= most <= found[-1][1]


def test_a_bin_of_one_point_counts_that_point():
    assert charts.bins([0, 3, 3], 3) == [(0, 0, 1), (1, 1, 0), (2, 2, 0), (3, 3, 2)]


def test_larger_bins_hold_their_lower_end_and_the_last_also_its_upper():
    found = charts.bins([0, 5.5, 6, 60], 60)
    assert [count for *_, count in found] == [2, 1, *[0] * 6, 0, 1]
    assert found[1][:2] == (6, 12)


def test_the_columns_stay_inside_and_the_tallest_is_the_commonest():
    drawn = charts.histogram([0, 3, 3, 5], 5)
    rects = re.findall(r'x="([\d.]+)%" width="([\d.]+)%" y="([\d.]+)%" height="([\d.]+)%"', drawn)
    lefts, widths, tops, heights = (list(map(float, side)) for side in zip(*rects, strict=True))
    assert all(left + width <= 100 for left, width in zip(lefts, widths, strict=True))
    assert min(tops) >= charts.TOP
    assert heights.index(max(heights)) == 3


def test_a_bar_shows_its_shares():
    drawn = charts.bar(("full", 0.25), ("none", 0.75), ("some", 0))
    assert re.findall(r'class="(\w+)" style="width:([\d.]+)%"', drawn) == [
        ("full", "25.0"),
        ("none", "75.0"),
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0314, "31 ms"), (0.0004, "0 ms"), (2.44, "2.4 s"), (3, "3 s"), (130.2, "130 s")],
)
def test_a_duration_is_short(seconds, words):
    assert charts.duration(seconds) == words


def test_columns_of_durations_begin_at_1_and_3_and_hold_every_submission():
    drawn = charts.durations([0.0001, 0.001, 0.0029, 0.003, 0.0101, 2.9, 3.0])
    labels = re.findall(r'y="91%" text-anchor="\w+">([^<]+)<', drawn)
    counts = [int(n) for n in re.findall(r'text-anchor="middle">(\d+)<', drawn)]
    assert labels == ["1 ms", "10 ms", "100 ms", "1 s"]
    assert counts == [3, 1, 1, 1, 1]


def test_few_columns_have_a_label_each():
    drawn = charts.durations([0.05, 0.2])
    assert drawn.count("<rect") == 2
    assert ">30 ms<" in drawn
    assert ">100 ms<" in drawn
