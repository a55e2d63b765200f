"""Collecting finds whose work it is and which is newest, and does the same thing twice."""

import datetime
import json
import re
import zipfile

import nbformat
import pytest

from autograder.__main__ import main
from autograder.collect import KEPT, NEW, REPLACED, UNCHANGED, collect, parse_due
from autograder.course import CourseError

SLUG = "01-tiny"
MOODLE = "Ann Doe_12_assignsubmission_file/"
MORNING, EVENING = "2026-11-20 08:00:00.000000 UTC", "2026-11-20 20:00:00.000000 UTC"
NOON = datetime.datetime(2026, 11, 20, 12)


@pytest.fixture
def work(copy_of):
    """Return a notebook's text that differs by what is said in it."""
    return lambda said="": nbformat.writes(copy_of(why=said))


@pytest.fixture
def download(tmp_path):
    """Pack texts by their path."""

    def pack(contents, name="download.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, text in contents.items():
                archive.writestr(inside, text)
        return path

    return pack


@pytest.fixture
def place(course):
    """The path of a student's notebook."""
    return lambda student: course.submitted / student / SLUG / f"{SLUG}.ipynb"


def test_the_newest_attempt_on_canvas_is_placed(course, download, work, place):
    files = {"doe_47_900_x.ipynb": work("first"), "doe_47_1000_x-1.ipynb": work("second")}
    (one,) = collect(course, download(files)).placed
    assert one.what == NEW
    assert place("doe_47").read_text() == work("second")


def test_an_older_download_replaces_nothing(course, download, work, place):
    collect(course, download({"doe_47_1000_x-1.ipynb": work("second")}))
    (one,) = collect(course, download({"doe_47_900_x.ipynb": work("first")})).placed
    assert one.what == KEPT
    assert place("doe_47").read_text() == work("second")


def test_a_newer_download_replaces(course, download, work, place):
    collect(course, download({"doe_47_900_x.ipynb": work("first")}))
    (one,) = collect(course, download({"doe_LATE_47_1000_x-1.ipynb": work("second")})).placed
    assert (one.what, one.late) == (REPLACED, True)
    assert place("doe_47").read_text() == work("second")


def test_collecting_twice_changes_no_file(course, download, work):
    stamped = f"s/ann/{SLUG}/"
    archive = download(
        {
            "doe_47_900_x.ipynb": work(),
            f"{MOODLE}{SLUG}.ipynb": work(),
            f"{stamped}{SLUG}.ipynb": work(),
            f"{stamped}timestamp.txt": MORNING,
        }
    )
    collect(course, archive)
    before = {p: p.read_bytes() for p in course.submitted.rglob("*") if p.is_file()}
    again = collect(course, archive)
    assert [one.what for one in again.placed] == [UNCHANGED] * 3
    assert {p: p.read_bytes() for p in course.submitted.rglob("*") if p.is_file()} == before


def test_of_the_exchange_the_newest_is_placed_with_its_moment(course, download, work, place):
    files = {
        f"inbound/ann+{SLUG}+{moment}+x/{SLUG}.ipynb": work(moment) for moment in (EVENING, MORNING)
    }
    (one,) = collect(course, download(files), NOON).placed
    assert one.late is True
    assert place("ann").with_name("timestamp.txt").read_text().strip() == EVENING
    assert place("ann").read_text() == work(EVENING)


@pytest.mark.parametrize(("moment", "late"), [(MORNING, False), (EVENING, True)])
def test_lateness_is_told_by_the_timestamp(course, download, work, moment, late):
    files = {f"s/ann/{SLUG}/{SLUG}.ipynb": work(), f"s/ann/{SLUG}/timestamp.txt": moment}
    (one,) = collect(course, download(files), NOON).placed
    assert one.late is late


def test_moodle_knows_no_lateness(course, download, work, place):
    (one,) = collect(course, download({f"{MOODLE}x.ipynb": work()}), NOON).placed
    assert one.late is None
    assert not place("Ann Doe_12").with_name("timestamp.txt").exists()


def test_a_newer_file_without_a_moment_leaves_no_old_timestamp(course, download, work, place):
    collect(course, download({f"{MOODLE}x.ipynb": work("first")}))
    place("Ann Doe_12").with_name("timestamp.txt").write_text("no moment")
    collect(course, download({f"{MOODLE}x.ipynb": work("second")}))
    assert not place("Ann Doe_12").with_name("timestamp.txt").exists()


def test_the_notebook_tells_the_exercise_whatever_it_is_called(course, download, work, place):
    collect(course, download({f"{MOODLE}final FINAL.ipynb": work()}))
    assert place("Ann Doe_12").exists()


@pytest.mark.parametrize("name", [f"{SLUG}.ipynb", f"{SLUG}-3.ipynb", f"{SLUG} (1).ipynb"])
def test_a_broken_notebook_is_placed_by_its_name(course, download, place, name):
    collect(course, download({f"{MOODLE}{name}": "{"}))
    assert place("Ann Doe_12").read_text() == "{"


def test_of_two_moodle_files_the_one_with_the_exercises_name_counts(course, download, work, place):
    collect(course, download({f"{MOODLE}{SLUG}.ipynb": work("a"), f"{MOODLE}b.ipynb": work("b")}))
    assert place("Ann Doe_12").read_text() == work("a")


def test_two_files_that_nothing_tells_apart_are_left(course, download, work):
    files = {f"{MOODLE}a.ipynb": work("a"), f"{MOODLE}b.ipynb": work("b")}
    collection = collect(course, download(files))
    assert collection.placed == []
    assert set(collection.left.values()) == {
        "a.ipynb, b.ipynb: nothing tells which is newer; keep one"
    }


LEFT = {
    "page": (f"{MOODLE}a.pdf", "no notebook"),
    "typed text": ("doe_47_text.html", "typed into Canvas"),
    "unknown name": ("a.ipynb", "named as neither"),
    "unknown exercise": (f"{MOODLE}other.ipynb", "'other' is no exercise here.*: 01-tiny"),
    "bad student": (f"s/<img src=x>/{SLUG}/{SLUG}.ipynb", "characters that a student's folder"),
    "climbing": (f"../{MOODLE}a.ipynb", "leads out"),
    "climbing student": (f"s/../{SLUG}/a.ipynb", "can't have"),
}


@pytest.mark.parametrize("case", LEFT.values(), ids=LEFT)
def test_what_can_not_be_placed_is_named_and_written_nowhere(course, download, case):
    path, reason = case
    collection = collect(course, download({path: "{}"}))
    assert list(collection.left) == [path]
    assert re.search(reason, collection.left[path])
    assert not course.submitted.exists()


@pytest.mark.parametrize(
    "path", ["__MACOSX/._a.ipynb", ".DS_Store", "x/.ipynb_checkpoints/a.ipynb"]
)
def test_what_a_computer_leaves_behind_is_passed_over(course, download, work, path):
    collection = collect(course, download({path: "", f"{MOODLE}a.ipynb": work()}))
    assert collection.left == {}


def test_a_folder_is_collected_like_an_archive(course, tmp_path, work, place):
    path = tmp_path / "in" / "doe_47_900_x.ipynb"
    path.parent.mkdir()
    path.write_text(work("here"))
    collect(course, path.parent)
    assert place("doe_47").read_text() == work("here")


def test_the_students_folder_may_be_no_link(course, tmp_path, download, work):
    course.submitted.mkdir()
    (course.submitted / "doe_47").symlink_to(tmp_path)
    with pytest.raises(CourseError, match="is a link; expected a folder"):
        collect(course, download({"doe_47_900_x.ipynb": work()}))


def test_a_broken_record_counts_as_none(course, download, work, place):
    archive = download({"doe_47_900_x.ipynb": work()})
    collect(course, archive)
    record = place("doe_47").with_name("collected.json")
    record.write_text('{"order": "many"}')
    (one,) = collect(course, archive).placed
    assert one.what == REPLACED
    assert json.loads(record.read_text())["order"] == 900


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-20T12:00+02:00", "2026-11-20 10:00:00"),
        ("2026-11-20 12:00Z", "2026-11-20 12:00:00"),
    ],
)
def test_a_due_date_with_a_zone_is_turned_into_utc(text, utc):
    assert str(parse_due(text)) == utc


def test_a_date_alone_means_its_end():
    assert parse_due("2026-11-20") == parse_due("2026-11-20T23:59:59")


def test_a_due_date_that_is_none_is_refused():
    with pytest.raises(CourseError, match=r"--due 'Friday' is no date; expected.*2026-11-20"):
        parse_due("Friday")


def test_the_command_says_what_it_could_not_place(course, download, work, monkeypatch, capsys):
    monkeypatch.chdir(course.root)
    archive = download({"doe_LATE_47_900_x.ipynb": work(), "notes.txt": ""})
    assert main(["collect", str(archive), "--due", "2026-11-20"]) == 1
    printed = capsys.readouterr().out
    assert "NOT PLACED  notes.txt: named as neither" in printed
    assert "1 placed, 1 files not placed" in printed
    assert "--due was not used" in printed


def test_the_command_refuses_what_is_no_archive(course, monkeypatch, capsys):
    monkeypatch.chdir(course.root)
    assert main(["collect", "missing.zip"]) == 2
    assert "missing.zip does not exist" in capsys.readouterr().err
