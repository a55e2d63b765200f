"""How near is near enough: shape first, then dtype, then values; and never an exception."""

import numpy as np
import pytest

from helpers.checks.drivers.plain import Foreign
from helpers.checks.judge import Absent, Raised, near, same_error

RIGHT = np.array([[1.0, 2.0], [300.0, 0.0]])


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (RIGHT.astype(np.float32), RIGHT),
        (RIGHT.astype(int), RIGHT),
        (RIGHT + 1e-9, RIGHT),
        (np.array(2.0), 2.0),
        (2, 2.0),
        ([RIGHT, 1.0], (RIGHT, 1.0)),
        ({"a": 1.0, "more": 2.0}, {"a": 1.0}),
        (np.array([np.inf, np.nan]), np.array([np.inf, np.nan])),
        (np.empty((0, 2)), np.empty((0, 2))),
        (RIGHT + 0j, RIGHT * (1 + 0j)),
        (RIGHT > 1, RIGHT > 1),
        (np.array(True), True),
        (np.array([3.0, 10.0**6]), np.array([3, 10**6])),
        (1j, 1j),
        (Raised("ValueError", "no", "one line"), Raised("ValueError", "no", "another")),
    ],
)
def test_near_enough(got, expected):
    assert near(got, expected) is None


@pytest.mark.parametrize(
    ("got", "sentence"),
    [
        (None, "nothing there yet: it is None"),
        (RIGHT.T[:1], "has shape (1, 2), expected (2, 2)"),
        (np.ones((10**6, 1, 1)), "has shape (1000000, 1, 1), expected (2, 2)"),
        (RIGHT * 1j, "has dtype complex128, expected numbers like float64"),
        (
            RIGHT + 0j,
            "has dtype complex128, expected numbers like float64; its imaginary part is 0, so take "
            "`.real`",
        ),
        (RIGHT > 0, "has dtype bool, expected numbers like float64"),
        (RIGHT.tolist(), "expected a NumPy array of shape (2, 2), got a list of 2"),
        (Foreign("gear.Wheel"), "expected a NumPy array of shape (2, 2), got a gear.Wheel"),
        (Foreign("int"), "expected a NumPy array of shape (2, 2), got an int"),
        (1 << 99, "expected a NumPy array of shape (2, 2), got an int of 100 bits"),
        (True, "expected a NumPy array of shape (2, 2), got True"),
        (np.where(RIGHT == 2, np.nan, RIGHT), "contains nan at [0, 1]"),
        (RIGHT.clip(max=3), "1 of 4 entries differ, the first at [1, 0]: expected 300, got 3"),
        (
            Raised("ValueError", "no", "x = 1"),
            "your code raised ValueError: no in the line `x = 1`",
        ),
        (Absent("the key 'b' is missing"), "the key 'b' is missing"),
    ],
)
def test_a_difference_is_one_sentence(got, sentence):
    assert near(got, RIGHT) == sentence


@pytest.mark.parametrize(
    ("got", "sentence"),
    [
        (np.array([1.0]), "expected a number, got an array of shape (1,)"),
        (np.array(True), "expected a number, got True"),
        ("1", "expected a number, got '1'"),
        (1 << 2000, "expected a number, got an int of 2001 bits"),
        (1j, "expected a number, got 1j"),
        (np.nan, "expected 1, got nan"),
        (1.001, "expected 1, got 1.001"),
    ],
)
def test_a_number_is_wanted(got, sentence):
    assert near(got, 1.0) == sentence


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        (5.0, np.inf, "expected inf, got 5"),
        (-np.inf, np.inf, "expected inf, got -inf"),
        (np.array([1e9, 1.0]), np.array([np.inf, 1.0]), "expected inf, got 1e+09"),
        (np.array([-np.inf, 1.0]), np.array([np.inf, 1.0]), "expected inf, got -inf"),
        (1_000_001, 1_000_000, "expected 1000000, got 1000001"),
        (np.array([10**6, 7]), np.array([10**6 + 1, 7]), "expected 1000001, got 1000000"),
        (2.0 - 1j, 2.0 + 1j, "expected 2+1j, got 2-1j"),
        (np.array([2.0, 3.0]), np.array([2.0, 3.0 + 1j]), "expected 3+1j, got 3"),
        (np.array([0.0, 1.0]), np.array([False, True]), "has dtype float64, expected bool"),
        (np.array(False), True, "expected True, got False"),
        (1, True, "expected True, got 1"),
        (1.0 + 0j, 1.0, "expected a number, got (1+0j)"),
    ],
)
def test_what_differs_is_not_near(got, expected, sentence):
    assert near(got, expected).endswith(sentence)


def test_a_path_leads_to_the_first_difference():
    expected = [(RIGHT, RIGHT), (RIGHT, RIGHT)]
    assert near([(RIGHT, RIGHT), (RIGHT, RIGHT[0])], expected) == (
        "[1][1]: has shape (2,), expected (2, 2)"
    )


def test_a_long_complaint_about_a_matrix_product_is_cut_to_its_sizes():
    with pytest.raises(ValueError, match="matmul") as caught:
        np.ones((2, 3)) @ np.ones((4, 5))
    assert "its inner sizes are 3 and 4" in near(Raised("ValueError", str(caught.value)), RIGHT)


def test_torchs_complaint_about_a_matrix_product_is_told_like_numpys():
    message = "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"
    assert near(Raised("RuntimeError", message), RIGHT) == (
        "your code raised RuntimeError: a matrix product does not fit, its inner sizes are 3 and 4"
    )


@pytest.mark.parametrize(
    ("got", "expected", "same"),
    [
        (Absent("no tuple", RIGHT), Absent("no tuple", RIGHT.copy()), True),
        (Absent("no tuple", RIGHT), Absent("no tuple", 2 * RIGHT), False),
        (Absent("no tuple", RIGHT), RIGHT, False),
        (Foreign("gear.Wheel"), Foreign("gear.Wheel"), True),
        (Foreign("gear.Wheel"), Foreign("gear.Box"), False),
        (RIGHT, Foreign("gear.Wheel"), False),
    ],
)
def test_what_can_not_be_judged_is_the_same_as_what_looks_like_it(got, expected, same):
    assert (near(got, expected) is None) == same


def test_two_negligible_errors_are_the_same_and_a_negative_one_is_not():
    assert same_error(3e-9, 1e-12) is None
    assert same_error(-3e-9, 1e-12) is not None
    assert same_error(2e-6, 1e-12) is not None
    assert same_error(np.nan, 1e-12) is not None


def test_numpys_error_state_changes_no_verdict():
    with np.errstate(all="raise"):
        assert near(np.array([1e-320, 1e300]), np.array([1e-320, 1e300])) is None
