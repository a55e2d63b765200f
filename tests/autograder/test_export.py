"""Tables of grades say what nbgrader says, and spreadsheets run nothing in them."""

import csv
import datetime
import io
import json
import uuid

import pytest
from nbgrader import api
from nbgrader.plugins.export import CsvExportPlugin

from autograder.__main__ import main
from autograder.course import CourseError
from autograder.export import export, text
from autograder.gradebook import Gradebook

SLUG = "01-tiny"
DUE = datetime.datetime(2026, 11, 20, 18)


def new_id():
    return uuid.uuid4().hex


@pytest.fixture
def fill(course):
    """Fill the gradebook in bulk: {student: [(auto, manual, extra credit, to read?), ...]}."""

    def fill(class_, *, slug=SLUG, penalty=None, details=()):
        with Gradebook(course).tables() as tables:
            assignment, book = _assignment(tables, slug, len(next(iter(class_.values()))))
            cells = [cell.id for cell in book.grade_cells]
            rows = {api.Student: [], api.SubmittedAssignment: []}
            rows |= {api.SubmittedNotebook: [], api.Grade: []}
            known = {id_ for (id_,) in tables.db.query(api.Student.id)}
            for student, grades in class_.items():
                work, notebook = new_id(), new_id()
                if student not in known:
                    rows[api.Student].append({"id": student, **dict(details)})
                rows[api.SubmittedAssignment].append(
                    {
                        "id": work,
                        "assignment_id": assignment.id,
                        "student_id": student,
                        "timestamp": DUE,
                    }
                )
                rows[api.SubmittedNotebook].append(
                    {
                        "id": notebook,
                        "notebook_id": book.id,
                        "assignment_id": work,
                        "late_submission_penalty": penalty,
                    }
                )
                rows[api.Grade] += [
                    {
                        "id": new_id(),
                        "cell_id": cell,
                        "notebook_id": notebook,
                        "auto_score": auto,
                        "manual_score": manual,
                        "extra_credit": extra,
                        "needs_manual_grade": unread,
                    }
                    for cell, (auto, manual, extra, unread) in zip(cells, grades, strict=True)
                ]
            for kind, values in rows.items():
                if values:
                    tables.db.execute(kind.__table__.insert(), values)
            tables.db.commit()

    def _assignment(tables, slug, count):
        assignment = tables.add_assignment(slug, duedate=DUE)
        book = tables.add_notebook(slug, slug)
        for number in range(count):
            tables.add_grade_cell(f"cell{number}", slug, slug, max_score=5, cell_type="code")
        return assignment, book

    return fill


@pytest.fixture
def collected(course):
    """Say where a submission came from."""

    def write(student, source):
        folder = course.submitted / student / SLUG
        folder.mkdir(parents=True)
        (folder / "collected.json").write_text(json.dumps({"from": source, "order": 1}))

    return write


@pytest.fixture
def exported(course):
    """Export and read back: a list of rows."""

    def read(form, *slugs):
        path, _ = export(course, form, slugs)
        return list(csv.reader(path.read_text().splitlines()))

    return read


CLASS = {
    "ann": [(3, None, None, False), (2, None, None, False)],
    "bob": [(3, 1, None, False), (2, None, 0.5, False)],
    "cid": [(0, None, None, False), (None, None, None, True)],
}


def columns(rows, *names):
    places = [rows[0].index(name) for name in names]
    return [[row[place] for place in places] for row in rows[1:]]


def test_manual_scores_and_extra_credit_count(fill, exported):
    fill(CLASS)
    rows = exported("csv")
    assert columns(rows, "student_id", "raw_score") == [
        ["ann", "5.0"],
        ["bob", "3.5"],
        ["cid", "0.0"],
    ]


def test_the_penalty_is_taken_off_but_nobody_falls_below_0(fill, exported):
    fill(CLASS, penalty=4.0)
    rows = exported("csv")
    assert columns(rows, "late_submission_penalty", "score") == [
        ["4.0", "1.0"],
        ["4.0", "0.0"],
        ["4.0", "0.0"],
    ]


def test_answers_that_wait_for_a_person_are_marked(fill, exported):
    fill(CLASS)
    assert columns(exported("csv"), "needs_manual_grade") == [["0"], ["0"], ["1"]]


def test_the_table_says_what_nbgraders_own_says(fill, exported, course, tmp_path):
    fill(CLASS, penalty=0.5)
    fill({"ann": [(1, None, None, False)]}, slug="02-other")
    plugin = CsvExportPlugin(to=str(tmp_path / "theirs.csv"))
    with Gradebook(course).tables() as tables:
        plugin.export(tables)
    theirs = list(csv.reader(io.StringIO((tmp_path / "theirs.csv").read_text())))
    ours = [row[:-1] for row in exported("csv")]
    assert sorted(ours) == sorted(theirs)


def test_only_the_exercises_asked_for_are_exported(fill, exported):
    fill(CLASS)
    fill({"ann": [(1, None, None, False)]}, slug="02-other")
    assert {row[0] for row in exported("csv", "02-other")[1:]} == {"02-other"}


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_begins_a_formula(evil):
    ((cell,),) = csv.reader(io.StringIO(text([[evil]]), newline=""))
    assert cell == f"'{evil}"


def test_a_cell_with_a_separator_of_another_country_is_quoted():
    assert text([["a;=1+1", 2.5]]) == '"a;=1+1",2.5\r\n'


def test_canvas_gets_its_columns_its_numbers_and_the_points(fill, exported, collected):
    fill({"annlee_47": [(3, None, None, False)], "bob": [(2, None, None, False)]})
    collected("annlee_47", "Canvas")
    assert exported("canvas") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", SLUG],
        ["    Points Possible", "", "", "", "", "5.0"],
        ["annlee_47", "47", "", "", "", "3.0"],
        ["bob", "", "", "bob", "", "2.0"],
    ]


def test_what_was_not_handed_in_stays_empty_on_canvas(fill, exported):
    fill({"ann": [(3, None, None, False)], "bob": [(3, None, None, False)]})
    fill({"ann": [(1, None, None, False)]}, slug="02-other")
    assert exported("canvas")[-1] == ["bob", "", "", "bob", "", "3.0", ""]


def test_names_and_numbers_in_the_gradebook_go_first_on_canvas(fill, exported):
    known = {"first_name": "Ann", "last_name": "Lee", "lms_user_id": "99"}
    fill({"ann": [(3, None, None, False)]}, details=known)
    assert exported("canvas")[-1][:4] == ["Lee, Ann", "99", "", ""]


def test_moodle_gets_a_worksheet_of_its_participants(fill, exported, collected):
    fill({"Ann Lee_12": [(3, None, None, False)], "bob_13": [(2, None, None, False)]})
    collected("Ann Lee_12", "Moodle")
    assert exported("moodle", SLUG) == [
        ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"],
        ["Participant 12", "Ann Lee", "3.0", "5.0", ""],
    ]


def test_a_worksheet_without_moodles_numbers_is_refused(fill, course):
    fill({"bob_13": [(2, None, None, False)]})
    with pytest.raises(CourseError, match=r"was collected from Moodle.*use --format csv"):
        export(course, "moodle", [SLUG])


def test_a_worksheet_is_about_one_exercise(course):
    with pytest.raises(CourseError, match="about one exercise, got 0; name one"):
        export(course, "moodle")


def test_an_unknown_exercise_is_refused_with_the_names(fill, course):
    fill(CLASS)
    with pytest.raises(CourseError, match="03-x: not in the gradebook; there are: 01-tiny"):
        export(course, "csv", ["03-x"])


def test_an_empty_gradebook_says_what_to_do(course):
    with pytest.raises(CourseError, match="run `autograder grade EXERCISE` first"):
        export(course, "csv")


def test_the_command_says_what_nobody_has_read(fill, course, monkeypatch, capsys):
    fill(CLASS)
    monkeypatch.chdir(course.root)
    assert main(["export"]) == 0
    printed = capsys.readouterr().out
    assert "1 submissions have answers that nobody has read yet" in printed
    assert "grades-csv.csv" in printed


@pytest.mark.long
@pytest.mark.parametrize("form", ["csv", "canvas", "moodle"])
def test_ten_thousand_students_are_exported(fill, course, collected, form):
    source = form.capitalize()
    students = [f"ann_{number}" for number in range(10_000)]
    fill({student: [(1, None, None, False)] * 6 for student in students})
    for student in students:
        collected(student, source)
    path, _ = export(course, form, [SLUG])
    rows = list(csv.reader(path.read_text().splitlines()))
    scored = [row for row in rows if "6.0" in row]
    assert len(scored) == len(students)
