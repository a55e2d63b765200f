"""The names that learning platforms give to submissions are read as they mean them."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.downloads import Origin, origin
from autograder.intake import STUDENT

SLUG = "01-tiny"
CANVAS = {
    "on time": ("doeann_47_900_01-tiny.ipynb", "doeann_47", "01-tiny.ipynb", 900, False),
    "late": ("doeann_LATE_47_900_a.ipynb", "doeann_47", "a.ipynb", 900, True),
    "attempt": ("doeann_47_900_a-2.ipynb", "doeann_47", "a-2.ipynb", 900, False),
    "underscores in the name": (
        "de_la_cruz_47_900_a.ipynb",
        "de_la_cruz_47",
        "a.ipynb",
        900,
        False,
    ),
    "numbers in the file": ("x_47_900_1_2_3.ipynb", "x_47", "1_2_3.ipynb", 900, False),
    "digits in the name": ("ann2_47_900_a.ipynb", "ann2_47", "a.ipynb", 900, False),
    "other letters": ("müllerjörg_47_900_a.ipynb", "müllerjörg_47", "a.ipynb", 900, False),
    "anonymous": ("anon_aB3xQ_900_a.ipynb", "anon_aB3xQ", "a.ipynb", 900, False),
    "anonymous and late": ("LATE_anon_aB3xQ_900_a.ipynb", "anon_aB3xQ", "a.ipynb", 900, True),
}
MOODLE = {
    "folder": ("Ann Doe_12_assignsubmission_file/a.ipynb", "Ann Doe_12", "a.ipynb"),
    "older folder": ("Ann Doe_12_assignsubmission_file_/a.ipynb", "Ann Doe_12", "a.ipynb"),
    "flat": ("Ann Doe_12_assignsubmission_file_a.ipynb", "Ann Doe_12", "a.ipynb"),
    "deeper": ("Ann Doe_12_assignsubmission_file/week 1/a.ipynb", "Ann Doe_12", "a.ipynb"),
    "quote": ("Ann O'Doe_12_assignsubmission_file/a.ipynb", "Ann ODoe_12", "a.ipynb"),
    "hyphen": ("Ann-Lee Doe_12_assignsubmission_file/a.ipynb", "Ann-Lee Doe_12", "a.ipynb"),
    "nothing left": ("(?)_12_assignsubmission_file/a.ipynb", "student_12", "a.ipynb"),
}


def read(path):
    return origin(PurePosixPath(path), {SLUG})


@pytest.mark.parametrize("case", CANVAS.values(), ids=CANVAS)
def test_canvas(case):
    path, student, called, order, late = case
    assert read(path) == Origin("Canvas", student, called, order, late=late)


@pytest.mark.parametrize("case", MOODLE.values(), ids=MOODLE)
def test_moodle(case):
    path, student, called = case
    assert read(path) == Origin("Moodle", student, called)


@pytest.mark.parametrize("random", ["", "+Yk3-_x=="])
def test_nbgraders_exchange(random):
    path = f"course/inbound/an+n+{SLUG}+2026-11-20 10:00:00.000000 UTC{random}/{SLUG}.ipynb"
    found = read(path)
    assert (found.student, found.slug) == ("an+n", SLUG)
    assert found.moment == "2026-11-20 10:00:00.000000 UTC"


def test_nbgraders_submitted_folder():
    assert read(f"course/submitted/ann/{SLUG}/{SLUG}.ipynb") == Origin(
        "nbgrader", "ann", f"{SLUG}.ipynb", slug=SLUG
    )


@pytest.mark.parametrize("path", ["a.ipynb", "ann/a.ipynb", "ann/other/thing/a.ipynb", "47_9_a"])
def test_other_names_are_nobodys(path):
    assert read(path) is None


@pytest.mark.parametrize("name", ["x" * 300, "..", "-", " . ", "<img src=x>", "\u202eann"])
def test_a_students_folder_is_always_one_that_is_graded(name):
    assert STUDENT.fullmatch(read(f"{name}_12_assignsubmission_file/a.ipynb").student)


PARTS = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=20)


@given(name=PARTS, called=PARTS)
@pytest.mark.parametrize("form", ["{}_12_assignsubmission_file/{}.ipynb", "{}_47_900_{}.ipynb"])
def test_any_name_gives_a_folder_that_is_graded(form, name, called):
    found = read(form.format(name, called))
    assert found is None or STUDENT.fullmatch(found.student)
