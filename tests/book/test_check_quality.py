"""The tables of the page on the checks say what the numbers say, in any state of them."""

import re
from xml.etree import ElementTree

import pytest

NUMBERS = {
    "task": "halve",
    "points": 2,
    "papers": 6,
    "unnoticed": 1,
    "confusion": {
        "first": {"first": 6},
        "a < b": {"first": 2, "a < b": 3, "nothing": 1},
        "third": {"nothing": 6},
    },
    "right": {"accepted": 3, "tried": 4},
    "mutants": {"killed": 10, "equivalent": 3, "survived": 2},
    "pairs": {"recognised": 5, "planted": 9},
    "luck": 0.25,
}
EXERCISES = {"06-chain-rule": {"halve": NUMBERS}}


@pytest.fixture
def overview(check_quality):
    return ElementTree.fromstring(check_quality.overview(EXERCISES))


@pytest.fixture
def confusion(check_quality):
    return ElementTree.fromstring(f"<div>{check_quality.confusion(EXERCISES)}</div>")


def texts(element, path):
    return ["".join(found.itertext()) for found in element.findall(path)]


def spread(row):
    """Return a row's cells, each as often as it is wide."""
    cells = row.findall("td")
    return [c.text or "" for c in cells for _ in range(int(c.get("colspan", 1)))]


def test_a_task_has_a_row_of_shares(overview):
    assert texts(overview, ".//tbody/tr/th") == ["Exercise 6: Chain rule", "halve"]
    assert texts(overview, ".//td") == ["1 of 3", "3 of 4", "10 of 12", "5 of 9", "25%"]


def test_where_there_is_nothing_to_count_there_are_no_noughts(check_quality):
    none = {
        "mutants": dict.fromkeys(NUMBERS["mutants"], 0),
        "pairs": {"recognised": 0, "planted": 0},
    }
    table = check_quality.overview({"06-chain-rule": {"which": {**NUMBERS, **none}}})
    shown = texts(ElementTree.fromstring(table), ".//td")
    assert shown == ["1 of 3", "3 of 4", "none", "none", "25%"]


def test_the_matrix_has_a_column_for_each_mistake_and_for_what_is_none(confusion):
    assert texts(confusion, ".//thead//th")[1:] == ["1", "2", "3", "nothing"]
    assert texts(confusion, ".//tbody//th") == ["1 first", "2 a < b", "3 third"]
    assert [spread(row) for row in confusion.findall(".//tbody/tr")] == [
        ["6", "", "", ""],
        ["2", "3", "", "1"],
        ["", "", "", "6"],
    ]


def test_what_stands_beside_the_diagonal_is_marked(confusion):
    marked = [(td.get("class"), td.text) for td in confusion.findall(".//td") if td.text]
    assert marked == [("own", "6"), ("other", "2"), ("own", "3"), ("other", "1"), ("other", "6")]


def test_the_fold_says_what_is_inside(confusion):
    assert texts(confusion, ".//summary") == ["halve: 1 of 3 mistakes get their own sentence"]


def test_what_scrolls_can_be_reached_and_has_a_name(overview, confusion):
    for region in (overview, *confusion.findall(".//div")):
        assert (region.get("tabindex"), region.get("role")) == ("0", "region")
        assert re.search(r"\w", region.get("aria-label"))
