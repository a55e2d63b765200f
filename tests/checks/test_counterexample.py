"""A failing input is made simpler as long as it fails in the same way, and never longer."""

import dataclasses
import functools
import inspect
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.checks import arguments, drivers, grade, load
from helpers.checks.counterexample import ROUNDS, fails, failures, kind, question, smallest
from helpers.checks.outcome import outcome
from helpers.checks.paper import PUBLIC_SEED, paper_for
from helpers.checks.shrinking import arrays, simpler, size
from helpers.checks.task import Instance
from helpers.checks.unknown import MOST_NUMBERS, Unknown
from tests.checks.cases import FUNCTIONS, TASKS, each_task, sentences

DENSE = TASKS["06-backpropagation:dense_backward"]
DELTA = TASKS["06-backpropagation:output_delta"]
SHRINKING = {name: task for name, task in TASKS.items() if task.simpler}
# Of a class, what is returned is no array that could be spoiled; of batches drawn at random the
# task tells in words, and words are not shown side by side; of weights to be drawn at random,
# random numbers are no unknown mistake.
DRAWN = {"batches_of_epochs", "draw_weights"}
RETURNING = {
    name: task
    for name, task in FUNCTIONS.items()
    if not inspect.isclass(task.reference) and task.driver not in DRAWN
}
each_returning_task = pytest.mark.parametrize("task", RETURNING.values(), ids=list(RETURNING))
each_shrinking_task = pytest.mark.parametrize("task", SHRINKING.values(), ids=list(SHRINKING))


def each_leaf(value, change):
    """Return a plain value with each number or array changed."""
    if isinstance(value, dict):
        return {key: each_leaf(v, change) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(each_leaf(v, change) for v in value)
    return change(np.asarray(value))


def spoiled(task, change):
    return lambda *args: each_leaf(task.reference(*args), change)


def noise(seed):
    """Return a change to random numbers of the right shape, the same for the same input."""

    def change(array):
        rng = np.random.default_rng([seed, zlib.crc32(array.tobytes())])
        return rng.normal(size=array.shape)

    return change


def asking(task, student):
    return functools.partial(drivers.run, task.driver, student)


def checked(task, student, seed=PUBLIC_SEED):
    paper, ask = paper_for(task, seed), asking(task, student)
    return grade(paper, ask(paper.questions), ask=ask)


def examples(report):
    return [line.counterexample for line in report.lines if line.counterexample]


@each_shrinking_task
@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_what_is_found_fails_alike_and_is_no_larger(task, seed):
    student = spoiled(task, noise(seed))
    paper, ask = paper_for(task, PUBLIC_SEED), asking(task, student)
    for prop in task.properties:
        for failure in failures(paper, ask(paper.questions), prop)[:1]:
            found = smallest(task, prop, failure, ask)
            assert size(found.instance) <= size(failure.instance)
            assert kind(found) == kind(failure)
            questions = [question(found.instance)]
            (again,), (right,) = ask(questions), asking(task, task.reference)(questions)
            assert prop.judge(outcome(again, prop), outcome(right, prop)) is not None
            assert fails(prop, found)


@each_shrinking_task
def test_random_numbers_of_the_right_shape_are_called_unknown_with_a_small_call(task):
    for seed in range(5):
        report = checked(task, spoiled(task, noise(seed)))
        assert sentences(report) == []
        (example,) = examples(report)
        assert example.expected is not None
        assert all(max(a.shape, default=0) <= 3 for _, a in example.arguments if is_array(a))


def is_array(value):
    return isinstance(value, np.ndarray)


@each_returning_task
def test_random_numbers_get_no_sentence_on_any_paper(task):
    for seed in range(10):
        report = checked(task, spoiled(task, noise(seed)), seed)
        assert sentences(report) == []
        assert len(examples(report)) == 1
        assert f"{len(task.mistakes)} known mistakes" in str(report)


@each_task
def test_the_number_of_questions_is_bounded(task):
    rounds = []
    student = spoiled(task, noise(1))

    def ask(questions):
        rounds.append(len(questions))
        return drivers.run(task.driver, student, questions)

    paper = paper_for(task, PUBLIC_SEED)
    grade(paper, drivers.run(task.driver, student, paper.questions), ask=ask)
    assert len(rounds) <= ROUNDS + 1
    assert max(rounds, default=0) <= 12


@each_task
def test_the_same_answers_give_the_same_report(task):
    student = spoiled(task, noise(2))
    assert str(checked(task, student)) == str(checked(task, student))
    assert checked(task, student)._repr_html_() == checked(task, student)._repr_html_()


@each_returning_task
@pytest.mark.parametrize(
    "ask",
    [
        lambda questions: 1 / 0,
        lambda questions: None,
        lambda questions: [],
        lambda questions: [{"error": {}}] * len(questions),
        lambda questions: [{}] * len(questions),
    ],
    ids=["raises", "None", "too few", "errors", "empty"],
)
def test_asking_that_fails_leaves_the_report_without_a_call(task, ask):
    paper = paper_for(task, PUBLIC_SEED)
    answers = asking(task, spoiled(task, noise(3)))(paper.questions)
    report = grade(paper, answers, ask=ask)
    (example,) = examples(report)
    assert example.expected is None
    assert report.score == grade(paper, answers).score


def test_asking_changes_no_score():
    """Whatever comes back later: what was answered first counts."""
    paper = paper_for(DENSE, PUBLIC_SEED)
    wrong = asking(DENSE, spoiled(DENSE, noise(4)))(paper.questions)
    right = asking(DENSE, DENSE.reference)
    assert grade(paper, wrong, ask=right).score == 0


def test_without_further_questions_a_failing_instance_is_shown():
    paper = paper_for(DENSE, PUBLIC_SEED)
    answers = asking(DENSE, spoiled(DENSE, noise(5)))(paper.questions)
    (example,) = examples(grade(paper, answers))
    assert [name for name, _ in example.arguments] == ["dZ", "X", "W"]
    assert np.array_equal(example.arguments[0][1], paper.instances[0].args[0])


def test_a_named_mistake_needs_no_counterexample():
    for mistake in DENSE.mistakes:
        assert examples(checked(DENSE, mistake.apply(DENSE.reference))) == []


def test_what_is_right_for_one_example_is_shown_with_two():
    def student(z, y):
        dz = DELTA.reference(z, y)
        return dz if len(z) == 1 else dz + 0.5 * dz[::-1] ** 2

    (example, *_) = examples(checked(DELTA, student))
    assert example.arguments[0][1].shape == (2, 1)


def test_a_task_may_give_its_own_small_instances():
    own = Instance((np.array([[3.0]]), np.array([[1.0]])), "mine")
    task = dataclasses.replace(DELTA, simpler=lambda instance: [own])
    (example, *_) = examples(checked(task, spoiled(task, noise(6))))
    assert [value.tolist() for _, value in example.arguments] == [[[3.0]], [[1.0]]]


def test_a_task_may_show_no_call():
    task = TASKS["06-backpropagation:gradient_check"]
    (example,) = examples(checked(task, lambda f, x, grad: 0.3))
    assert example.expected is None


def test_a_fault_that_may_lie_in_another_task_gets_no_counterexample():
    check = load("06-backpropagation")
    check.dense_backward(lambda *args: None)
    student = spoiled(check.tasks["mlp_backward"], noise(7))

    def builds_on_it(*args):
        return student(*args) or dense_backward(*args)  # noqa: F821

    assert examples(check.mlp_backward(builds_on_it)) == []
    assert len(examples(check.mlp_backward(student))) == 1


def probabilities(rng):
    p = rng.uniform(size=(4, 5))
    return p / p.sum(axis=1, keepdims=True)


def test_axes_of_one_size_are_shortened_together():
    rng = np.random.default_rng(0)
    instance = Instance((rng.normal(size=(5, 4)), [rng.normal(size=(4, 3))]), "tag")
    for new in simpler(instance):
        (a, b) = arrays(new)
        assert a.shape[1] == b.shape[0]
        assert new.tag == "tag"


@given(seed=st.integers(0, 10**6))
def test_simpler_instances_come_to_an_end(seed):
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 6, size=rng.integers(1, 4)))
    instance = Instance((rng.normal(scale=10, size=shape), rng.integers(9, size=3)))
    for _ in range(40):
        instance = next(iter(simpler(instance)), None)
        if instance is None:
            return
    raise AssertionError("still simpler after forty steps")


def test_labels_probabilities_and_rising_numbers_keep_their_meaning():
    rng = np.random.default_rng(0)
    labels = np.array([[0.0], [1.0], [1.0], [0.0]])
    edges = np.cumsum(rng.uniform(0.2, 0.4, size=6))
    chances = rng.uniform(0.1, 0.9, size=(7, 2))
    instance = Instance((probabilities(rng), labels, edges, chances, rng.integers(4, size=8)))
    for new in simpler(instance):
        p, y, e, c, k = arrays(new)
        assert np.allclose(p.sum(axis=1), 1)
        assert set(y.ravel()) <= {0, 1}
        assert e.size < 3 or (np.diff(e) > 0).all()
        assert ((c > 0) & (c < 1)).all()
        assert k.dtype == int


def test_numbers_become_round_but_not_0_or_1():
    rng = np.random.default_rng(0)
    *_, last = simpler(Instance((rng.normal(size=(1, 3)),)))
    assert np.array_equal(last.args[0].round(1), last.args[0])
    first = next(iter(simpler(Instance((np.array([[0.3, -2.7]])[:, 1:],)))))
    assert np.abs(first.args[0]).min() >= 2
    assert np.array_equal(first.args[0].round(), first.args[0])


SHOWN = Unknown(
    "Nothing fits.",
    (("X", np.array([[1.0, 2.0], [3.0, 4.0]])), ("lr", 0.1)),
    "[0]",
    np.array([[1.0, -2.0], [3.0, 4.0]]),
    np.array([[1.0, 2.0], [3.0, 4.0]]),
)


def test_its_text_stands_side_by_side_with_stars():
    assert SHOWN.text() == [
        "Nothing fits.",
        "",
        "X (2, 2)    lr",
        "  1  2        0.1",
        "  3  4",
        "",
        "expected[0] (2, 2)    got[0] (2, 2)",
        "  1  -2                 1  2*",
        "  3   4                 3   4",
        "",
        "* differs",
    ]


def test_its_html_marks_by_more_than_colour():
    html = SHOWN.html()
    (marked,) = [cell for cell in html.split("<td ") if "2*</td>" in cell]
    assert "font-weight:bold" in marked
    assert "border:2px" in marked
    assert html.count("font-weight:bold") == 1
    assert "* differs" in html


def test_short_tuples_and_lists_are_written_out_and_long_ones_are_counted():
    arguments = (("kernel", (3, 2)), ("layers", [(3, 1), (2, 2)]), ("many", list(range(99))))
    lines = Unknown("No.", arguments, "", 1.0, 2.0).text()
    assert lines[2:4] == [
        "kernel      layers                many",
        "  (3, 2)      [(3, 1), (2, 2)]      a list of 99",
    ]


def test_markup_in_what_was_got_is_escaped_and_kept_short():
    shown = Unknown("No.", (("s", "<b>\x1b[2J" * 50),), "", 1.0, "<script>alert(1)</script>")
    assert "<script" not in shown.html()
    assert "<b>" not in shown.html()
    assert "\x1b" not in "".join(shown.text())
    assert max(map(len, shown.text())) < 200


@each_task
def test_nothing_unreadable_is_shown(task):
    for seed in range(3):
        for example in examples(checked(task, spoiled(task, noise(seed)))):
            shown = [value for _, value in example.arguments] + [example.expected, example.got]
            assert all(a.size <= MOST_NUMBERS for a in shown if is_array(a))


@each_task
def test_arguments_have_the_names_that_the_driver_gives(task):
    instance = paper_for(task, PUBLIC_SEED).instances[0]
    names = list(arguments.named(task, instance))
    assert len(names) == len(set(names)) == len(instance.args) + len(instance.kwargs)
    assert not any(name.startswith("argument ") for name in names)
