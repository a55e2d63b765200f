"""A submission's file may be anything; what can't be graded is rejected with its reason."""

import base64
import json
import os

import pytest
from nbformat import v4

from autograder import intake
from autograder.intake import Rejected, read

SLUG = "01-tiny"


def rejected(course, student="ann"):
    with pytest.raises(Rejected) as reason:
        read(course, student, SLUG)
    assert "\n" not in str(reason.value)
    return str(reason.value)


def notebook(*cells, nbformat=4, nbformat_minor=5):
    return json.dumps(
        {"cells": cells, "metadata": {}, "nbformat": nbformat, "nbformat_minor": nbformat_minor}
    )


def code(source="1", **more):
    return {"cell_type": "code", "source": source, "metadata": {}, **more}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 200_000, "no JSON"),
        ('{"cells": ' + "1" * 10_000 + "}", "no JSON"),
        ("[]", "no list of cells"),
        ("null", "no list of cells"),
        ('{"cells": {}}', "no list of cells"),
        (notebook(nbformat=3), "expected 4.0 to 4.5"),
        (notebook(nbformat_minor=6), "expected 4.0 to 4.5"),
        (notebook(nbformat_minor="5"), "expected 4.0 to 4.5"),
        (notebook(*[code()] * 1001), "at most 1,000"),
        (notebook("text"), "cell 1 is no cell"),
        (notebook(code(), {"cell_type": "widget"}), "cell 2 is no cell"),
        (notebook(code(7)), "no text as its source"),
        (notebook(code(["1", 2])), "no text as its source"),
        (notebook(code("x" * 200_001)), "cell 1 has 200,001 characters"),
        (notebook(code("helpers.checks.load('02-other')")), "another assignment, 02-other"),
    ],
    ids=lambda text: text[:30],
)
def test_a_file_that_is_no_such_notebook_is_rejected(course, hand_in, text, reason):
    hand_in("ann", text)
    assert reason in rejected(course)


@pytest.mark.parametrize("minor", range(6))
def test_every_minor_version_of_format_4_is_read(course, hand_in, minor):
    hand_in("ann", notebook(code(["a\n", "b"], executionInfo={}), nbformat_minor=minor))
    assert [cell.source for cell in read(course, "ann", SLUG)] == ["a\nb"]


def test_what_colab_saves_is_read(course, hand_in):
    """It adds a badge without an id, ids and times of its own, and writes version 4.0."""
    badge = {
        "cell_type": "markdown",
        "metadata": {"id": "view-in-github", "colab_type": "text"},
        "source": ['<a href="https://colab.research.google.com/x">\n', "</a>"],
    }
    named = {"nbgrader": {"grade_id": "double"}, "id": "Xy_1", "outputId": "3f"}
    run = {"executionInfo": {"status": "ok", "elapsed": 4, "user": {"userId": "1"}}}
    cell = code(["def double(x):\n", "    return 2 * x"], metadata={**named, **run})
    hand_in("ann", notebook(badge, {**cell, "outputs": [], "execution_count": 3}, nbformat_minor=0))
    first, second = read(course, "ann", SLUG)
    assert (first.kind, second.name) == ("markdown", "double")
    assert second.source == "def double(x):\n    return 2 * x"


def test_a_file_of_100_megabytes_is_rejected_unread(course, hand_in):
    os.truncate(hand_in("ann", ""), 100 * 2**20)
    assert "has 104,857,600 bytes; at most 10,485,760 are read" in rejected(course)


def test_a_missing_file_is_rejected(course, hand_in):
    hand_in("ann", "").unlink()
    assert rejected(course) == "01-tiny.ipynb: the file is missing"


def test_a_folder_of_that_name_is_rejected(course, hand_in):
    path = hand_in("ann", "")
    path.unlink()
    path.mkdir()
    assert "no ordinary file" in rejected(course)


def test_a_pipe_is_rejected_without_waiting(course, hand_in):
    path = hand_in("ann", "")
    path.unlink()
    os.mkfifo(path)
    assert "no ordinary file" in rejected(course)


def test_a_link_to_another_file_is_rejected(course, hand_in):
    path = hand_in("ann", "")
    path.unlink()
    path.symlink_to(course.source(SLUG))
    assert "link" in rejected(course)


@pytest.mark.parametrize("level", ["student", "assignment"])
def test_a_link_to_another_folder_is_rejected(course, hand_in, level):
    theirs = hand_in("bob", notebook(code())).parent
    mine = course.submitted / "ann"
    if level == "student":
        mine.symlink_to(theirs.parent)
    else:
        mine.mkdir()
        (mine / SLUG).symlink_to(theirs)
    assert "link" in rejected(course)


@pytest.mark.parametrize(
    "student", ["<b>x", "a'b", 'a"b', "=1+1", "-x", "a\nb", "a\\b", "x" * 101, "a ", "&amp;"]
)
def test_a_folder_with_a_hostile_name_is_rejected(course, hand_in, student):
    hand_in(student, notebook(code()))
    assert "not allowed" in rejected(course, student)


@pytest.mark.parametrize("student", ["ann", "Ann-Marie O", "ü.meier@uni.example", "s012_3", "x"])
def test_ordinary_names_are_welcome(course, hand_in, student):
    hand_in(student, notebook(code()))
    assert len(read(course, student, SLUG)) == 1


def test_a_lone_surrogate_and_a_nul_are_replaced(course, hand_in):
    hand_in("ann", notebook(code("a = '\ud800\x00'")))
    assert read(course, "ann", SLUG)[0].source == "a = '?\ufffd'"


@pytest.mark.parametrize(
    "metadata", [None, [], "x", {"nbgrader": 7}, {"nbgrader": {"grade_id": {}}}], ids=str
)
def test_metadata_of_any_kind_is_no_error(course, hand_in, metadata):
    hand_in("ann", notebook(code(metadata=metadata)))
    assert read(course, "ann", SLUG)[0].name == ""


def test_only_pasted_pictures_are_kept(course, hand_in):
    photo = base64.b64encode(b"\xff\xd8\xff and more").decode()
    attachments = {
        "a.jpg": {"image/jpeg": photo, "text/html": "<b>"},
        "b.svg": {"image/svg+xml": "<svg>"},
        "c.png": {"image/png": photo},
        "d/../e": {"image/jpeg": photo},
    }
    text = {"cell_type": "markdown", "source": "", "metadata": {}, "attachments": attachments}
    hand_in("ann", notebook(text))
    assert read(course, "ann", SLUG)[0].pictures == {"a.jpg": {"image/jpeg": photo}}


def test_students_are_those_with_a_folder_for_the_assignment(course, hand_in):
    hand_in("bob", "")
    hand_in("ann", "")
    (course.submitted / "carl" / "02-other").mkdir(parents=True)
    (course.submitted / "notes.txt").write_text("")
    assert intake.students(course, SLUG) == ["ann", "bob"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday-ish",
        "9" * 300,
        "\x00",
        "2026-11-20 10:00:00 ../../etc/passwd",
        "2026-99-20 10:00:00 UTC",
    ],
)
def test_a_timestamp_that_is_none_is_left_out(course, hand_in, text):
    (hand_in("ann", "").parent / "timestamp.txt").write_text(text)
    assert intake.timestamp(course, "ann", SLUG) is None


def test_a_timestamp_is_read(course, hand_in):
    (hand_in("ann", "").parent / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    assert f"{intake.timestamp(course, 'ann', SLUG):%Y-%m-%d %H:%M}" == "2026-11-20 10:00"


@pytest.mark.parametrize("value", ["{}", "[]", '{"a":0}', "1.5"])
def test_more_values_than_memory_is_for_are_rejected_unparsed(course, hand_in, value):
    many = ",".join([value] * (intake.MAX_VALUES + 1))
    hand_in("eve", f'{{"cells": [{many}], "nbformat": 4}}')
    with pytest.raises(Rejected, match="at most 500,000 are read"):
        intake.read(course, "eve", SLUG)


def test_a_notebook_with_large_printed_arrays_is_read(course, hand_in):
    cell = v4.new_code_cell("1", outputs=[v4.new_output("stream", text="0.5, " * 200_000)])
    hand_in("ann", v4.new_notebook(cells=[cell]))
    assert len(intake.read(course, "ann", SLUG)) == 1
