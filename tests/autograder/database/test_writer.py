"""What is written into nbgrader's tables, in SQLite and in PostgreSQL, and what is left alone."""

import datetime

import pytest
from nbgrader import api

from autograder import autograded
from autograder.course import CourseError
from autograder.gradebook import Gradebook

SLUG = "01-tiny"
DUE = datetime.datetime(2026, 11, 20, 18)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def seen(tables):
    """Return {cell: (automatic score, manual score, to be read?)} of a student."""

    def look(student="ann"):
        with tables() as book:
            grades = book.find_submission_notebook(SLUG, SLUG, student).grades
            return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in grades}

    return look


@pytest.fixture
def person(tables):
    """A person gives a score, as the formgrader does."""

    def give(cell, score, *, student="ann", extra=None, comment=None):
        with tables() as book:
            grade = book.find_grade(cell, SLUG, SLUG, student)
            grade.manual_score, grade.extra_credit = score, extra
            grade.needs_manual_grade = False
            if comment:
                book.find_comment(cell, SLUG, SLUG, student).manual_comment = comment
            book.db.commit()

    return give


@pytest.fixture
def before(monkeypatch):
    """Set the digests of the work that was graded before."""

    def set_(**work):
        monkeypatch.setattr(autograded, "read_work", lambda path: work)

    set_(check_double="d", check_total="t", why="w")
    return set_


@pytest.fixture
def due(tables):
    """Set the assignment's date, and a student's extension."""

    def set_(moment=DUE, **extension):
        with tables() as book:
            book.update_or_create_assignment(SLUG, duedate=moment)
            if extension:
                book.grant_extension(SLUG, "ann", **extension)
            book.db.commit()

    return set_


@pytest.fixture
def late(course, url):
    """A gradebook whose course has settings for late submissions."""

    def make(settings):
        with (course.root / "nbgrader_config.py").open("a") as file:
            file.write(settings)
        return Gradebook(course, url)

    return make


@pytest.fixture
def penalty(tables):
    """Return what being late costs a student."""

    def look(student="ann"):
        with tables() as book:
            return book.find_submission_notebook(SLUG, SLUG, student).late_submission_penalty

    return look


PER_HOUR = """
from nbgrader.plugins import BasePlugin

class PerHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {costs}

c.AssignLatePenalties.plugin_class = PerHour
"""
ZERO = "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"


def test_every_score_has_its_row(gradebook, mark, seen):
    gradebook.write(SLUG, [mark("ann"), mark("bob", scores={"check_double": 0, "why": 0})])
    assert seen("ann") == {
        "check_double": (2, None, False),
        "check_total": (1.5, None, False),
        "why": (None, None, True),
    }
    assert seen("bob")["why"] == (0, None, False)


def test_a_cell_that_was_left_as_it_was_has_a_comment(gradebook, mark, tables):
    gradebook.write(SLUG, [mark()])
    with tables() as book:
        comments = book.find_submission_notebook(SLUG, SLUG, "ann").comments
        assert {c.name: c.auto_comment for c in comments} == {
            "double": None,
            "total": "No response.",
            "why": None,
        }


def test_an_empty_batch_is_nothing(gradebook, tables):
    gradebook.write(SLUG, [])
    with tables() as book:
        assert book.students == []


def test_writing_again_adds_no_row(gradebook, mark, tables):
    for _ in range(2):
        gradebook.write(SLUG, [mark("ann"), mark("bob")])
    with tables() as book:
        kinds = (api.Student, api.SubmittedAssignment, api.SubmittedNotebook, api.Grade)
        assert [book.db.query(kind).count() for kind in kinds] == [2, 2, 2, 6]


def test_new_scores_take_the_place_of_old_ones(gradebook, mark, seen):
    gradebook.write(SLUG, [mark()])
    scores = {"check_double": 1.0, "check_total": 1.5, "why": 0.0}
    gradebook.write(SLUG, [mark(scores=scores), mark("bob")])
    assert {name: auto for name, (auto, *_) in seen().items()} == scores


def test_a_student_who_is_known_keeps_the_name(gradebook, mark, tables):
    with tables() as book:
        book.add_student("ann", first_name="Ann", last_name="Lee")
    gradebook.write(SLUG, [mark()])
    with tables() as book:
        assert book.find_student("ann").last_name == "Lee"


def test_what_a_person_gave_stays(gradebook, mark, seen, person, tables, before):
    gradebook.write(SLUG, [mark()])
    person("why", 3, extra=0.5, comment="Well said.")
    gradebook.write(SLUG, [mark()])
    assert seen()["why"] == (None, 3, False)
    with tables() as book:
        assert book.find_grade("why", SLUG, SLUG, "ann").extra_credit == 0.5
        assert book.find_comment("why", SLUG, SLUG, "ann").manual_comment == "Well said."


@pytest.mark.parametrize("cell", ["check_total", "why"])
def test_other_work_asks_for_a_person_again(gradebook, mark, seen, person, before, cell):
    gradebook.write(SLUG, [mark()])
    person(cell, 1)
    before(**{cell: "other"})
    gradebook.write(SLUG, [mark()])
    assert seen()[cell][1:] == (1, True)


def test_another_automatic_score_asks_for_a_person_again(gradebook, mark, seen, person, before):
    gradebook.write(SLUG, [mark()])
    person("check_total", 1)
    gradebook.write(SLUG, [mark(scores={"check_total": 3.0})])
    assert seen()["check_total"] == (3, 1, True)


def test_a_score_of_work_that_nobody_has_asks_for_a_person_again(gradebook, mark, seen, person):
    gradebook.write(SLUG, [mark()])
    person("why", 3)
    gradebook.write(SLUG, [mark()])
    assert seen()["why"] == (None, 3, True)


def test_a_moment_is_kept_until_another_is_known(gradebook, mark, tables):
    for moment in (DUE, None):
        gradebook.write(SLUG, [mark(moment=moment)])
        with tables() as book:
            assert book.find_submission(SLUG, "ann").timestamp == DUE


def test_being_late_costs_nothing_by_default(gradebook, mark, due, penalty):
    due()
    gradebook.write(SLUG, [mark(moment=DUE + HOUR)])
    assert penalty() is None


def test_being_late_may_cost_everything(late, mark, due, penalty):
    due()
    late(ZERO).write(SLUG, [mark(moment=DUE + HOUR), mark("bob", moment=DUE)])
    assert [penalty("ann"), penalty("bob")] == [3.5, None]


def test_the_scores_of_persons_count_for_the_penalty(late, mark, due, penalty, person, before):
    due()
    book = late(ZERO)
    book.write(SLUG, [mark(moment=DUE + HOUR)])
    person("why", 3, extra=0.5)
    book.write(SLUG, [mark(moment=DUE + HOUR)])
    assert penalty() == 7


@pytest.mark.parametrize(
    ("costs", "expected"),
    [("total_seconds_late / 3600", 2), ("99", 3.5), ("-1", 0), ("None", None)],
    ids=["an hour a point", "more than there is", "a reward", "nothing"],
)
def test_the_courses_own_plugin_says_what_being_late_costs(
    late, mark, due, penalty, costs, expected
):
    due()
    late(PER_HOUR.format(costs=costs)).write(SLUG, [mark(moment=DUE + 2 * HOUR)])
    assert penalty() == expected


def test_who_is_late_no_more_pays_no_more(late, mark, due, penalty):
    due()
    book = late(ZERO)
    for moment in (DUE + HOUR, DUE - HOUR):
        book.write(SLUG, [mark(moment=moment)])
    assert penalty() is None


def test_an_extension_counts(late, mark, due, penalty):
    book = late(ZERO)
    book.write(SLUG, [mark(moment=DUE + HOUR)])
    due(DUE, hours=2)
    book.write(SLUG, [mark(moment=DUE + HOUR)])
    assert penalty() is None


def test_without_a_date_nobody_is_late(late, mark, due, penalty):
    book = late(ZERO)
    book.write(SLUG, [mark()])
    due(None, hours=2)
    book.write(SLUG, [mark(moment=DUE)])
    assert penalty() is None


def test_a_plugin_that_fails_is_named(late, mark, due, tables):
    due()
    book = late(PER_HOUR.format(costs="1 / 0"))
    with pytest.raises(CourseError, match="PerHour, which says what being late costs"):
        book.write(SLUG, [mark(moment=DUE + HOUR)])
    with tables() as book:
        assert book.students == []


def test_a_plugin_that_is_none_stops_a_run_at_its_start(late):
    book = late("\nc.AssignLatePenalties.plugin_class = 'no_such_module.Plugin'\n")
    with pytest.raises(CourseError, match=r"AssignLatePenalties\.plugin_class"):
        book.release(SLUG)


def test_an_assignment_that_is_not_registered_is_named(gradebook, mark):
    with pytest.raises(CourseError, match="does not know 02-other"):
        gradebook.write("02-other", [mark()])
