"""A report is a number for nbgrader, a text for a terminal and a table for a notebook."""

import pytest

from helpers.checks.report import Line, Report
from tests.checks.cases import TASKS, each_task, report_for

TASK = TASKS["06-backpropagation:dense_backward"]


def raising(message):
    def function(*args):
        raise ValueError(message)

    return report_for(TASK, function)


@each_task
def test_its_repr_is_the_score_as_a_number(task):
    assert float(repr(report_for(task, task.reference))) == task.points
    assert float(repr(report_for(task, lambda *args: None))) == 0


def test_a_fraction_of_a_point_is_a_number_too():
    line = Line("half", 0.5, True, "", "")
    assert repr(Report(TASK, (line, line, line))) == "1.5"


@each_task
def test_its_text_starts_with_the_task_and_the_score(task):
    head = f"{task.name}: {task.points:g} of {task.points:g} points"
    assert str(report_for(task, task.reference)).splitlines()[0] == head


@each_task
def test_its_text_and_table_list_every_property(task):
    report = report_for(task, task.reference)
    html = report._repr_html_()
    assert html.partition("<tbody>")[2].count("<tr ") == len(task.properties)
    assert all(prop.title in str(report) for prop in task.properties)


def test_markup_in_what_a_student_wrote_is_escaped():
    html = raising("<script>alert('1')</script> & <img src=x>")._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp;" in html


def test_what_stands_between_backticks_becomes_code():
    html = report_for(TASK, TASK.mistakes[0].apply(TASK.reference))._repr_html_()
    assert ">dZ</code>" in html
    assert "`" not in html


@pytest.mark.parametrize("text", ["a ` alone", "`<b>`", "```", "`a` `", "``"])
def test_odd_backticks_leave_the_table_whole(text):
    html = raising(text)._repr_html_()
    assert html.count("<code ") == html.count("</code>")
    assert html.count("<tr ") == html.count("</tr>") == 4
    assert "<b>" not in html


def test_control_characters_and_line_breaks_are_blanked():
    text = str(raising("one\ntwo\x1b[31m\x07\u202ethree\ud800"))
    assert "one two [31m  three" in text
    assert text.encode("utf-8").isascii() is False
    assert not set("\x1b\x07\u202e\ud800") & set(text)


def test_a_long_message_is_cut():
    assert len(str(raising("x" * 10**6))) < 5000


def test_a_screen_reader_hears_the_score_the_columns_and_each_result():
    html = report_for(TASK, lambda *args: (1, 2, 3))._repr_html_()
    assert ">dense_backward</code>: 0 of 3 points</strong></caption>" in html
    assert html.count("<th scope='col'") == 2
    assert html.count("<span aria-hidden='true'>✗</span> not yet</td>") == 3


@pytest.mark.parametrize("forbidden", ["<style", "<script", "class=", ":#", "black", "white;"])
def test_the_table_needs_nothing_that_a_viewer_may_refuse_and_no_fixed_colours(forbidden):
    assert forbidden not in report_for(TASK, lambda *args: (1, 2, 3))._repr_html_()


def test_what_failed_tells_how_to_get_a_hint():
    failed = report_for(TASK, lambda *args: (1, 2, 3))
    line = 'For a hint, run `check.hint("dense_backward")`.'
    assert str(failed).splitlines()[-1].strip() == line
    assert ">check.hint(&quot;dense_backward&quot;)</code>" in failed._repr_html_()


@pytest.mark.parametrize(
    "function", [TASK.reference, lambda *args: None], ids=["finished", "untouched"]
)
def test_nobody_who_did_not_fail_is_sent_to_the_hints(function):
    report = report_for(TASK, function)
    assert "hint" not in str(report) + report._repr_html_()


def test_a_warning_of_the_students_code_is_shown_and_costs_nothing():
    import warnings

    def function(dZ, X, W):
        warnings.warn("careful", stacklevel=1)
        return TASK.reference(dZ, X, W)

    report = report_for(TASK, function)
    assert report.score == report.points
    assert "Your code gave a warning, which costs nothing: careful" in report._repr_html_()


def test_why_is_the_diagnosis_if_there_is_one_else_the_first_difference():
    mistake = TASK.mistakes[0]
    assert report_for(TASK, mistake.apply(TASK.reference)).why == mistake.sentence
    assert report_for(TASK, lambda *args: 3).why.startswith("`dX` is the gradient")
    assert report_for(TASK, TASK.reference).why == ""


def test_why_is_not_a_warning_that_costs_nothing():
    import warnings

    def function(dZ, X, W):
        warnings.warn("careful", stacklevel=1)
        return 1, 2, 3

    report = report_for(TASK, function)
    assert "careful" in str(report)
    assert "careful" not in report.why
