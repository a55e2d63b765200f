"""Multiple-choice questions: what earns the points, what is forgiven, and what one is told."""

import itertools
from string import ascii_lowercase

import pytest

from helpers.checks import Checker
from helpers.checks.choice import Right, Wrong, choice
from tests.checks.cases import each_choice, report_for, sentences
from tools.quality.measure import verdicts

ONE = choice(
    name="square",
    question="What is the square of 3?",
    options=(
        Wrong("6", "That is twice 3: a square multiplies the number by itself."),
        Right("9"),
        Wrong("27", "That is the cube of 3: one multiplication too many."),
    ),
    hints=("It is a product.",),
)
SEVERAL = choice(
    name="primes",
    question="Which of these are prime?",
    options=(
        Right("2", "Two has no divisors but 1 and itself, so it is prime although it is even."),
        Wrong("9", "Nine is 3 times 3."),
        Right("11", "Eleven has no divisors but 1 and itself."),
        Wrong("1", "One is excluded, so that a number has only one factorization."),
    ),
    hints=("Try small divisors.",),
    points=2,
)
each_example = pytest.mark.parametrize("task", [ONE, SEVERAL], ids=["one right", "several right"])


def score(task, answer):
    return report_for(task, answer).score


def combinations(task):
    """Return every choice of options, none and all of them included, as texts."""
    letters = ascii_lowercase[: len(task.options)]
    sizes = range(len(letters) + 1)
    return ["".join(c) for size in sizes for c in itertools.combinations(letters, size)]


def right(task):
    return task.reference()


@each_example
def test_an_example_is_a_task_like_any_other(task):
    found = verdicts(task)
    assert (found.unnoticed, found.confused, found.refused) == ([], [], [])


@each_example
def test_ticking_all_or_nothing_or_anything_but_the_right_ones_earns_nothing(task):
    scores = {ticked: score(task, ticked) for ticked in combinations(task)}
    assert scores.pop(right(task)) == task.points
    assert set(scores.values()) == {0}


@each_choice
def test_any_letters_but_the_right_ones_are_answered_with_a_sentence(task):
    wrong = [ticked for ticked in combinations(task) if ticked != right(task)]
    told = [x for x in wrong if task.several or len(x) == 1]
    assert [x for x in told if len(sentences(report_for(task, x))) != 1] == []


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("b", "Nine is 3 times 3."),
        ("abd", "Nine is 3 times 3."),
        ("bcd", "Nine is 3 times 3."),
        ("d", "One is excluded, so that a number has only one factorization."),
    ],
    ids=["one ticked, two left out", "two and one", "two ticked, one left out", "another"],
)
def test_who_is_wrong_about_many_letters_reads_about_the_first_that_is_wrongly_ticked(
    answer, sentence
):
    assert sentences(report_for(SEVERAL, answer)) == [sentence]


@each_choice
def test_only_the_right_answer_of_a_question_in_the_course_earns_points(task):
    scores = {ticked: score(task, ticked) for ticked in combinations(task)}
    assert scores.pop(right(task)) == task.points
    assert set(scores.values()) == {0}


@each_choice
def test_a_question_asks_and_says_something_different_for_each_wrong_option(task):
    wrong = [option.why for option in task.options if isinstance(option, Wrong)]
    assert task.question.endswith("?")
    assert len(set(wrong)) == len(wrong)
    assert len({option.text for option in task.options}) == len(task.options)


@pytest.mark.parametrize("answer", ["b", "B", " b ", "(b)", "b.", "b)\n"])
def test_case_blanks_and_brackets_round_a_letter_are_forgiven(answer):
    assert score(ONE, answer) == 1


@pytest.mark.parametrize(
    "answer",
    ["ac", "ca", "A, C", "(a) (c)", ["a", "c"], ("C", "A"), {"a", "c"}, frozenset("ac"), ["ac"]],
    ids=repr,
)
def test_several_letters_may_be_written_in_any_order_as_text_list_tuple_or_set(answer):
    assert score(SEVERAL, answer) == 2


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (2, "2"),
        (["b"], "a list of 1"),
        ("bb", "'bb'"),
        ("d", "'d'"),
        ("", "''"),
        ("9", "'9'"),
        (True, "True"),
        (len, "a builtin_function_or_method; are the brackets of a call missing?"),
    ],
    ids=repr,
)
def test_what_is_no_letter_is_told_what_was_expected(answer, shown):
    report = report_for(ONE, answer)
    assert report.score == 0
    assert report.lines[0].detail == (
        f'expected one letter from "a" to "c", in quotes, got {shown}'
    )


@pytest.mark.parametrize("answer", ["ae", 2, [1, 3], ["a", None], {"a": True}, "two"], ids=repr)
def test_what_are_no_letters_is_told_what_was_expected(answer):
    detail = report_for(SEVERAL, answer).lines[0].detail
    assert detail.startswith('expected letters from "a" to "d", such as "ab", got ')


def test_a_distractor_is_told_its_sentence():
    report = report_for(ONE, "C")
    assert report.lines[0].detail == "(c) is not the answer"
    assert sentences(report) == [ONE.options[2].why]


@pytest.mark.parametrize(
    ("answer", "option", "detail"),
    [
        ("abc", 1, "2 of 2 that apply are ticked, and 1 that should not be"),
        ("c", 0, "1 of 2 that apply are ticked, and 0 that should not be"),
    ],
    ids=["one too many", "one too few"],
)
def test_of_several_the_one_that_is_wrong_or_missing_gets_its_sentence(answer, option, detail):
    report = report_for(SEVERAL, answer)
    assert report.lines[0].detail == detail
    assert sentences(report) == [SEVERAL.options[option].why]


def test_two_faults_are_both_explained():
    text = str(report_for(SEVERAL, "bc"))
    assert SEVERAL.options[0].why in text
    assert SEVERAL.options[1].why in text


@each_example
@pytest.mark.parametrize("answer", ["z", "abcd", 2, None, ...], ids=repr)
def test_what_is_wrong_is_not_set_beside_the_right_answer(task, answer):
    report = Checker({task.name: task}, {}).__getattr__(task.name)(answer)
    assert report.lines[0].counterexample is None
    assert "expected    got" not in str(report)


@each_example
@pytest.mark.parametrize("untouched", [..., None], ids=["ellipsis", "None"])
def test_an_untouched_stub_is_told_what_to_write(task, untouched):
    report = report_for(task, untouched)
    assert report.score == 0
    assert report.messages == (f"Not started yet: {task.how_to_start}",)
    assert "letter" in task.how_to_start


def test_a_check_of_a_value_is_called_like_any_check():
    check = Checker({"square": ONE}, {})
    assert check.square("b").score == 1
    assert check.finished("square")


@pytest.mark.parametrize(("task", "closing"), [(ONE, "One answer"), (SEVERAL, "Tick all")])
def test_the_statement_lists_the_options_and_says_how_many_are_right(task, closing):
    first, _, *options = task.statement.splitlines()
    assert first.startswith(f"{task.question} {closing}")
    assert options == [
        f"- **({letter})** {option.text}"
        for letter, option in zip("abcd", task.options, strict=False)
    ]


@each_example
def test_the_statement_gives_no_answer_away(task):
    assert not any(option.why in task.statement for option in task.options if option.why)


RIGHT, WRONG = Right("yes", "It is."), Wrong("no", "It is not.")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((WRONG, WRONG, WRONG), "q: 0 of 3 options are right; expected at least one"),
        ((RIGHT, WRONG), "q: 1 of 2 options are right; .* and two that are wrong"),
        ((RIGHT, RIGHT, RIGHT), "q: 3 of 3 options are right"),
        ((RIGHT, WRONG, Wrong("maybe", "")), "q: option 'maybe' has no sentence"),
        ((RIGHT, Right("sure"), WRONG, WRONG), "q: option 'sure' has no sentence"),
    ],
    ids=["none right", "one wrong", "none wrong", "silent", "silent of several"],
)
def test_a_question_that_teaches_nothing_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        choice(name="q", question="Well?", options=options, hints=())
