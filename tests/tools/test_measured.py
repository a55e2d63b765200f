import pytest

from tools.notebooks.measured import stands_in


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("46", "46"),
        ("46", "loss: 46, then"),
        ("46", "(46)"),
        ("46", "x=46"),
        ("46", "46%"),
        ("46", "about 46."),
        ("-3.5", "at -3.5"),
        ("\u22123.5", "at -3.5"),
        ("1e-05", "[1e-05]"),
        ("79,510", "79,510 parameters"),
    ],
)
def test_a_whole_number_stands_in_the_output(value, printed):
    assert stands_in(value, printed)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("46", "146"),
        ("46", "460"),
        ("46", "46.5"),
        ("46", "0.46"),
        ("46", "1,046"),
        ("46", "46,000"),
        ("46", "-46"),
        ("46", "46e3"),
        ("46", "x46"),
        ("4.6", "4x6"),
        ("46", ""),
    ],
)
def test_a_part_of_another_number_does_not(value, printed):
    assert not stands_in(value, printed)
