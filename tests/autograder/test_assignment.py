"""The grader reads the instructor's notebook, and refuses what it could not grade."""

import pytest

from autograder.assignment import parse
from autograder.course import CourseError


def test_a_check_asks_its_task(source, tasks):
    questions = [cell.question for cell in parse("01-tiny", source, tasks).checks]
    assert [(q.task.name, q.argument) for q in questions] == [
        ("double", {"name": "double"}),
        ("total", {"name": "total"}),
    ]


def test_cells_have_their_roles(source, tasks):
    roles = [cell.role for cell in parse("01-tiny", source, tasks).named.values()]
    assert roles == ["locked", "solution", "check", "solution", "check", "written"]


@pytest.mark.parametrize(
    "text",
    [
        "assert double(1) == 2",
        "check.double(double); 3",
        "check.double(double)\nprint(1)",
        "check.double(double())",
        "check.double(double, double)",
        "check.double(*double)",
        "check.double(f=double)",
        "check.double",
        "other.double(double)",
        "check.double(double",
        "x = check.double(double)",
        "",
    ],
)
def test_a_graded_cell_of_another_form_is_refused_by_name(source, tasks, text):
    source.cells[4].source = text
    with pytest.raises(CourseError, match="cell 'check_double' can't be graded"):
        parse("01-tiny", source, tasks)


def test_a_comment_beside_the_expression_is_no_other_form(source, tasks):
    source.cells[4].source = "# run me\ncheck.double(double)  # now"
    assert parse("01-tiny", source, tasks).checks[0].question.task.name == "double"


def test_a_literal_is_an_argument(source, tasks):
    source.cells[4].source = "check.double([1, -2.5])"
    assert parse("01-tiny", source, tasks).checks[0].question.argument == {"literal": [1, -2.5]}


def test_an_unknown_task_is_refused_with_the_known_ones(source, tasks):
    source.cells[4].source = "check.triple(triple)"
    with pytest.raises(CourseError, match=r"'triple'; the tasks are double, total"):
        parse("01-tiny", source, tasks)


def test_points_that_differ_from_the_task_are_refused(source, tasks):
    source.cells[4].metadata.nbgrader.points = 7
    with pytest.raises(CourseError, match="has 7 points, its task 2"):
        parse("01-tiny", source, tasks)


def test_a_grade_id_that_stands_twice_is_refused(source, tasks):
    source.cells[6].metadata.nbgrader.grade_id = "check_double"
    with pytest.raises(CourseError, match="more than one cell"):
        parse("01-tiny", source, tasks)


def test_a_notebook_without_checks_is_refused(source, tasks):
    del source.cells[3:7]
    with pytest.raises(CourseError, match="has no check cell"):
        parse("01-tiny", source, tasks)


def test_an_unknown_assignment_is_refused_with_the_known_ones(course):
    with pytest.raises(CourseError, match=r"'02-none'; there are: 01-tiny"):
        course.require("02-none")
