"""The list of an exercise's tasks says what is done, what is not, and what comes next."""

import pytest

import helpers.checks

SLUG = "06-backpropagation"


@pytest.fixture
def check():
    return helpers.checks.load(SLUG)


def solve(check, *names):
    for name in names or check.tasks:
        getattr(check, name)(check.tasks[name].reference)


def row(progress, name):
    (line,) = [line for line in repr(progress).splitlines()[1:] if f" {name} " in line]
    return " ".join(line.split())


def test_a_new_notebook_has_no_points_and_begins_with_the_first_task(check):
    progress = check.progress()
    assert progress.score == 0
    assert progress.next_step == "Next: `dense_backward`."
    assert row(progress, "dense_backward") == "not tried yet dense_backward 0 of 3"
    assert "After a restart nothing is remembered" in str(progress)


def test_an_untouched_stub_is_not_yet_tried(check):
    check.dense_backward(lambda *args: None)
    assert row(check.progress(), "dense_backward").startswith("not tried yet")


def test_what_was_tried_shows_its_points_and_is_next_with_the_way_to_a_hint(check):
    check.dense_backward(lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, 0))
    progress = check.progress()
    assert row(progress, "dense_backward") == "… tried dense_backward 2 of 3"
    assert progress.next_step == (
        'Next: finish `dense_backward`. For a hint, run `check.hint("dense_backward")`.'
    )
    assert "After a restart" not in str(progress)


def test_what_is_finished_is_passed_over(check):
    solve(check, "dense_backward")
    progress = check.progress()
    assert row(progress, "dense_backward") == "✓ finished dense_backward 3 of 3"
    assert progress.next_step == "Next: `differing_factor`."


def test_the_total_is_of_all_checks(check):
    solve(check, "dense_backward", "output_delta")
    everything = sum(task.points for task in check.tasks.values())
    assert (check.progress().score, check.progress().points) == (6, everything)
    head = f"Your progress: 6 of {everything} points from the checks"
    assert str(check.progress()).splitlines()[0] == head


def test_when_all_checks_hold_what_is_left_is_for_a_person(check):
    solve(check)
    progress = check.progress()
    assert progress.score == progress.points
    assert progress.next_step == ("All checks hold. What you write in words is graded by a person.")
    assert row(progress, "why_backpropagation") == (
        "graded by a person why_backpropagation up to 3"
    )


def test_an_exercise_without_a_written_question_speaks_of_none(check):
    only = helpers.checks.Checker(check.tasks, {})
    solve(only)
    assert only.progress().next_step == "All checks hold."


def test_a_list_once_shown_does_not_change(check):
    before = check.progress()
    solve(check)
    assert before.score == 0


def test_its_table_lists_every_task_in_words_and_not_by_colour_alone(check):
    solve(check, "dense_backward")
    html = check.progress()._repr_html_()
    rows = html.partition("<tbody>")[2].split("</tr>")[:-1]
    assert len(rows) == len(check.tasks) + len(check.written)
    assert "<span aria-hidden='true'>✓</span> finished" in rows[0]
    assert all("not tried yet" in other for other in rows[1 : len(check.tasks)])
    assert "graded by a person" in rows[-1]


def test_no_task_is_called_like_something_that_a_check_can_do():
    own = set(dir(helpers.checks.Checker({}, {})))
    for slug in helpers.checks.slugs():
        assert not own & set(helpers.checks.load(slug).tasks)
