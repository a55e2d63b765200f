"""What grading writes into nbgrader's gradebook, and what it leaves alone."""

import pytest

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


def test_scores_are_in_the_gradebook(grade, hand_in, copy_of, marks):
    hand_in("ann", copy_of(double="def double(x): return x", why="Because."))
    grade()
    assert marks("ann") == {
        "check_double": (0, None, False),
        "check_total": (3, None, False),
        "why": (None, None, True),
    }


def test_an_answer_left_untouched_needs_nobody(grade, hand_in, copy_of, marks):
    hand_in("ann", copy_of(why="*Write your answer here.*"))
    grade()
    assert marks("ann")["why"] == (0, None, False)


def test_maximal_scores_come_from_the_tasks(grade, hand_in, copy_of, gradebook):
    hand_in("ann", copy_of())
    grade()
    with gradebook() as tables:
        cells = tables.find_notebook(SLUG, SLUG).grade_cells
        assert {c.name: c.max_score for c in cells} == {
            "check_double": 2,
            "check_total": 3,
            "why": 4,
        }


def test_a_manual_score_is_kept(grade, hand_in, copy_of, gradebook, marks):
    hand_in("ann", copy_of(why="Because."))
    grade()
    with gradebook() as tables:
        written = tables.find_grade("why", SLUG, SLUG, "ann")
        written.manual_score, written.needs_manual_grade = 3, False
        tables.db.commit()
    grade()
    assert marks("ann")["why"] == (None, 3, False)


def test_a_new_answer_asks_for_a_person_again(grade, hand_in, copy_of, gradebook, marks):
    hand_in("ann", copy_of(why="Because."))
    grade()
    with gradebook() as tables:
        written = tables.find_grade("why", SLUG, SLUG, "ann")
        written.manual_score, written.needs_manual_grade = 3, False
        tables.db.commit()
    hand_in("ann", copy_of(why="Because of something else."))
    grade()
    assert marks("ann")["why"] == (None, 3, True)


def test_a_hostile_name_reaches_no_gradebook(grade, hand_in, copy_of, gradebook, course):
    hand_in("<img src=x>", copy_of())
    grade()
    assert not course.autograded.exists()
    with gradebook() as tables:
        assert tables.students == []


def test_nothing_is_lost_when_the_gradebook_is_new(
    grade, hand_in, copy_of, gradebook, course, marks
):
    hand_in("ann", copy_of())
    grade()
    (course.root / "autograder" / "gradebook.db").unlink()
    grade()
    assert marks("ann")["check_total"] == (3, None, False)


def test_the_timestamp_is_kept(grade, hand_in, copy_of, gradebook, course):
    path = hand_in("ann", copy_of())
    (path.parent / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    grade()
    with gradebook() as tables:
        assert f"{tables.find_submission(SLUG, 'ann').timestamp:%d.%m. %H:%M}" == "20.11. 10:00"
    kept = course.autograded_notebook("ann", SLUG).parent / "timestamp.txt"
    assert kept.read_text().startswith("2026-11-20 10:00:00")


def test_registering_leaves_the_released_folder_alone(grade, course):
    grade()
    assert not (course.root / "exercises").exists()
