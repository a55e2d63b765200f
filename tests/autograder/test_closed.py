"""What students may see of a graded check tells nothing of its secret questions."""

import numpy as np
import pytest

from autograder.closed import closed
from helpers.checks import grade
from helpers.checks.paper import paper_for
from tests.autograder import tiny

SEED = 7
SLUG = tiny.SLUG


@pytest.fixture
def report(tasks):
    """Return the report on what a function answers to the secret questions."""

    def report(function, **more):
        paper = paper_for(tasks["total"], SEED)
        answers = paper.answers_of(function)
        return grade(paper, [{**answer, **more} for answer in answers])

    return report


def numbers(tasks, name="total"):
    """Return the secret questions' and answers' numbers as they begin when they are printed."""
    paper = paper_for(tasks[name], SEED)
    values = [a for q in paper.questions for a in q["args"]]
    values += [answer["value"] for answer in paper.expected]
    found = [x for value in values for x in np.ravel(value)]
    return [f"{abs(x):.12f}"[:6] for x in found]


def told(report):
    return f"{report}{report._repr_html_()}"


WRONG = {
    "another number": lambda x: float(np.sin(x).sum()),
    "an array": lambda x: x,
    "its argument in an error": lambda x: int(str(x)),
    "its argument as text": str,
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_no_number_of_a_question_is_told(report, tasks, wrong):
    shown = told(closed(report(wrong)))
    assert [number for number in numbers(tasks) if number in shown] == []


@pytest.mark.parametrize("wrong", [WRONG["another number"], WRONG["its argument in an error"]])
def test_before_it_is_closed_a_report_does_tell_them(report, tasks, wrong):
    shown = told(report(wrong))
    assert [number for number in numbers(tasks) if number in shown]


def test_what_was_printed_while_it_was_asked_is_not_told(report):
    leaky = report(lambda x: 0.0, printed="the secret", warnings=["the secret, too"])
    assert "secret" in told(leaky)
    assert "secret" not in told(closed(leaky))


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_points_and_properties_stay(report, wrong):
    first = report(wrong)
    assert closed(first).score == first.score
    assert [line.title for line in closed(first).lines] == [line.title for line in first.lines]


@pytest.mark.parametrize(
    ("function", "detail"),
    [
        (lambda x: None, ""),
        (lambda x: x.nothing, "your code raised AttributeError"),
        (lambda x: float(np.sin(x).sum()), "not what is expected"),
    ],
)
def test_the_form_of_an_answer_is_told(report, function, detail):
    assert closed(report(function)).lines[0].detail == detail


def test_a_named_mistake_is_told(tasks):
    paper = paper_for(tasks["double"], SEED)
    report = closed(grade(paper, paper.answers_of(lambda x: x / 2)))
    assert "You halved it." in told(report)


BODIES = {
    "sine": "import numpy as np\ndef total(x): return float(np.sin(x).sum())",
    "raises": "def total(x): raise ValueError(str(x))",
    "prints": "def total(x):\n    print(x)\n    return 0",
    "warns": "import warnings\ndef total(x):\n    warnings.warn(str(x))\n    return 0",
}


@pytest.mark.usefixtures("bwrap")
def test_the_autograded_notebook_tells_no_secret_number(
    course, grade, hand_in, copy_of, autograded, tasks
):
    course.secrets.mkdir()
    (course.secrets / SLUG).write_text(str(SEED))
    for student, body in BODIES.items():
        hand_in(student, copy_of(total=body))
    grade()
    told = {s: str([c.get("outputs") for c in autograded(s).cells]) for s in BODIES}
    assert "simplest failing call" in told["sine"]
    leaked = {s: [n for n in numbers(tasks) if n in text] for s, text in told.items()}
    assert leaked == {student: [] for student in BODIES}
