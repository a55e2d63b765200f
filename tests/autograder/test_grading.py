"""From a notebook to a score: what runs, what counts, and what nobody can change."""

import os

import pytest
from nbformat import v4

from autograder import autograded, grading, intake, matching
from autograder.assignment import parse
from autograder.grading import Grader, first_sentence
from autograder.sandbox.parent import Lost
from autograder.sandbox.session import Session

pytestmark = pytest.mark.usefixtures("bwrap")
SEED = 7


@pytest.fixture
def grade(course, source, tasks, limits, hand_in):
    """Return the `Result` of a notebook."""

    def grade(notebook):
        hand_in("ann", notebook)
        assignment = parse("01-tiny", source, tasks)
        steps = matching.steps(assignment, intake.read(course, "ann", "01-tiny"))
        return Grader(assignment, SEED, limits).grade(steps)

    return grade


def scores(result):
    return result.scores["check_double"], result.scores["check_total"]


def test_right_work_gets_all_points(grade, copy_of):
    assert scores(grade(copy_of())) == (2, 3)


def test_wrong_work_gets_a_sentence(grade, copy_of):
    result = grade(copy_of(double="def double(x): return x / 2"))
    assert (scores(result), result.why) == ((0, 3), "You halved it.")


def test_untouched_work_gets_nothing(grade, copy_of):
    stubs = {n: f"def {n}(x):\n    ..." for n in ("double", "total")}
    assert scores(grade(copy_of(**stubs))) == (0, 0)


def test_a_check_sees_the_namespace_as_it_is_there(grade, copy_of):
    notebook = copy_of(double="def double(x): return 0")
    notebook.cells.append(v4.new_code_cell("def double(x): return 2 * x"))
    assert scores(grade(notebook)) == (0, 3)


def test_a_function_defined_anew_before_the_check_counts(grade, copy_of):
    notebook = copy_of(double="def double(x): return 0")
    notebook.cells.insert(4, v4.new_code_cell("def double(x): return 2 * x"))
    assert scores(grade(notebook)) == (2, 3)


def test_a_copy_of_a_check_can_only_help(grade, copy_of):
    notebook = copy_of()
    again = v4.new_code_cell("check.double(double)", metadata=notebook.cells[4].metadata)
    notebook.cells += [v4.new_code_cell("double = None"), again]
    assert scores(grade(notebook)) == (2, 3)


def test_a_loop_keeps_what_other_tasks_earned(grade, copy_of):
    result = grade(copy_of(double="def double(x):\n    while True: pass"))
    assert (scores(result), result.state) == ((0, 3), grading.LATE)


def test_a_death_keeps_what_was_judged_before(grade, copy_of):
    result = grade(copy_of(total="import os; os._exit(1)"))
    assert (scores(result), result.state) == ((2, 0), grading.ENDED)


def test_a_death_is_told_at_the_checks_that_were_not_reached(grade, copy_of):
    result = grade(copy_of(double="import os; os._exit(1)"))
    assert "not reached" in str(result.reports["check_total"])


def test_an_unfinished_earlier_task_is_named(grade, copy_of):
    result = grade(copy_of(double="double = None", total="total = None"))
    assert "builds on `double`" in str(result.reports["check_total"])


def test_an_unfinished_earlier_task_that_is_not_called_explains_nothing(grade, copy_of):
    result = grade(copy_of(double="double = None", total="def total(x): return float(x.max())"))
    assert "builds on" not in str(result.reports["check_total"])


def test_an_unfinished_earlier_task_that_is_called_is_named(grade, copy_of):
    total = "def total(x): return helper(x)\ndef helper(x): return double(x).sum()"
    result = grade(copy_of(double="def double(x): return x / 2", total=total))
    assert "builds on `double`" in str(result.reports["check_total"])


def test_calls_that_are_no_names_cost_nobody_anything(grade, copy_of):
    forged = (
        "import numpy as np\nfrom autograder.sandbox.inside import conversation\n"
        "conversation.Conversation.calls = lambda self, r: [np.zeros(2), [], 7]\n"
    )
    result = grade(
        copy_of(double=f"{forged}def double(x): return x", total="def total(x): return 0")
    )
    assert (scores(result), result.state) == ((0, 0), grading.GRADED)


def test_a_judge_that_fails_is_that_submissions_state(grade, copy_of, monkeypatch):
    def fail(paper, answers, *, real=grading.grade, **known):
        if answers and "value" in (answers[0] or {}):
            raise RuntimeError("strange answers")
        return real(paper, answers, **known)

    monkeypatch.setattr(grading, "grade", fail)
    result = grade(copy_of())
    assert (scores(result), result.state) == ((0, 0), grading.FAULT)


ODD = "import numpy as np\ndef total(x): return float(np.sin(x).sum())"


def test_an_unknown_mistake_gets_the_simplest_failing_call(grade, copy_of):
    result = grade(copy_of(total=ODD))
    assert scores(result) == (2, 0)
    (report,) = result.shown.values()
    (example,) = [x.counterexample for x in report.lines if x.counterexample]
    assert "simplest failing call" in example.tried
    assert example.arguments[0][1].shape == (1, 1)


@pytest.mark.parametrize(
    "later", ["while True: pass", "import os; os._exit(1)", "raise SystemExit", "return None"]
)
def test_further_questions_cost_nothing(grade, copy_of, later):
    """Three calls answer the check; what comes later is only to find a simpler call."""
    body = f"calls.append(1)\n    if len(calls) > 3:\n        {later}\n    return float(x.max())"
    result = grade(copy_of(total=f"calls = []\ndef total(x):\n    {body}"))
    assert scores(result) == (2, 0)
    assert result.state == grading.GRADED


@pytest.mark.parametrize("further", [1, 2, 3])
def test_a_sandbox_lost_at_a_further_question_is_tried_again(grade, copy_of, monkeypatch, further):
    """Else what a student is shown would depend on when it was lost."""
    undisturbed, run_check, asked = grade(copy_of(total=ODD)), Session.run_check, []

    def lose_once(session, *question):
        asked.append(question)
        if len(asked) == 2 + further:
            raise Lost("gone")
        return run_check(session, *question)

    monkeypatch.setattr(Session, "run_check", lose_once)
    result = grade(copy_of(total=ODD))
    assert len(asked) > 2 + further
    assert _shown(result) == _shown(undisturbed) != []


def _shown(result):
    return [str(report) for report in result.shown.values()]


def test_a_later_definition_gives_no_counterexample(grade, copy_of):
    notebook = copy_of(total=ODD)
    notebook.cells.append(v4.new_code_cell("def total(x): return float(x.sum())"))
    result = grade(notebook)
    assert scores(result) == (2, 0)
    assert not result.shown


CHEATS = {
    "forged answers": "from helpers.checks import drivers\n"
    "from autograder.sandbox.inside import conversation\n"
    "conversation.run = lambda *a: [{'value': True, 'score': 9}] * 2",
    "a report of one's own": "from autograder.sandbox.inside import conversation\n"
    "conversation.Conversation.check = lambda self, r: {'score': 9, 'points': 9, 'answers': 9}",
    "equal to everything": "class Same:\n    __eq__ = __le__ = lambda *a: True\n"
    "    shape = (2, 3)\n    __array__ = lambda self, *a, **k: 1 / 0\n"
    "double = total = lambda x: Same()",
    "a subclass": "import numpy as np\nclass Same(np.ndarray):\n    __eq__ = lambda *a: True\n"
    "double = total = lambda x: np.zeros(x.shape).view(Same)",
    "patched numpy": "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\n"
    "np.testing.assert_allclose = lambda *a, **k: None",
    "display hook": "import sys\nsys.displayhook = lambda v: print(9.0)\nsys.displayhook(9.0)",
    "transformer": "import ast\nclass T(ast.NodeTransformer):\n    def visit_Name(self, n):\n"
    "        return ast.Constant(9.0)\nget_ipython().ast_transformers.append(T())",
    "own check": "class C:\n    __getattr__ = lambda s, n: lambda *a: 9.0\ncheck = C()",
    "run_cell": "get_ipython().run_cell = lambda *a, **k: print(9.0)",
}


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS)
def test_a_cheat_earns_nothing(grade, copy_of, cheat):
    wrong = {n: f"def {n}(x): return 'wrong'" for n in ("double", "total")}
    notebook = copy_of(**wrong)
    notebook.cells.insert(4, v4.new_code_cell(cheat))
    del notebook.cells[5]  # the cheat stands where it is not defined anew
    assert sum(scores(grade(notebook))) == 0


def test_answers_of_forty_megabytes_are_judged(grade, copy_of):
    big = "import numpy as np\ndef total(x): return np.zeros((3_000_000, 1))"
    assert scores(grade(copy_of(total=big))) == (2, 0)


def test_an_answer_that_did_not_come_back_is_not_called_an_empty_stub(grade, copy_of):
    notebook = copy_of()
    notebook.cells.insert(4, v4.new_code_cell(CHEATS["a report of one's own"]))
    result = grade(notebook)
    assert scores(result) == (0, 0)
    assert "could not be read" in result.reports["check_total"].lines[0].detail


def test_the_same_work_gives_the_same_notebook(grade, copy_of, source, tasks):
    assignment = parse("01-tiny", source, tasks)
    first, second = (autograded.build(assignment, grade(copy_of())) for _ in range(2))
    assert first == second


def test_submissions_do_not_see_each_other(grade, copy_of):
    leave = "double = lambda x: 2 * x\nopen('/tmp/left', 'w').write('x')"
    grade(copy_of(double=leave))
    look = "import os\nif os.path.exists('/tmp/left'): total = lambda x: x.sum()"
    assert scores(grade(copy_of(total=look))) == (2, 0)


def test_instances_are_not_the_public_ones(grade, copy_of, tasks):
    from helpers.checks.paper import PUBLIC_SEED, paper_for

    shown = [q["args"][0].tolist() for q in paper_for(tasks["total"], PUBLIC_SEED).questions]
    answers = [float(a.sum()) for a in map(_array, shown)]
    learned = (
        f"def total(x):\n    return dict(zip(map(str, {shown}), {answers})).get(str(x.tolist()))"
    )
    assert scores(grade(copy_of(total=learned))) == (2, 0)


def _array(values):
    import numpy as np

    return np.array(values)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("One. Two.", "One."), ("(f(x + h) - f(x)) / h. More", "(f(x + h) - f(x)) / h."), ("", "")],
)
def test_the_first_sentence_is_one_line(text, sentence):
    assert first_sentence(text) == sentence


def test_a_session_ends_with_its_submission(grade, copy_of, descendants):
    grade(copy_of())
    before = descendants(os.getpid())
    grade(copy_of())
    assert descendants(os.getpid()) == before
