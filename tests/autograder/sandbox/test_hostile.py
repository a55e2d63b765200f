"""What does something odd while it runs earns in the sandbox what it earns in a notebook."""

import linecache

import pytest

from helpers.checks import grade
from helpers.checks.paper import paper_for
from tests.checks.hostile import EARNING, FAILING

pytestmark = pytest.mark.usefixtures("bwrap")
SEED = 7
RIGHT = "def right(x):\n    return 2 * x\n"
EVERY = {**EARNING, **FAILING}


@pytest.mark.parametrize("name", EVERY)
def test_the_sandbox_answers_as_a_notebook_does(shared, tasks, name):
    source, said = EVERY[name]
    paper = paper_for(tasks["double"], SEED)
    shared.run_cell(RIGHT + source)
    run = shared.run_check("call", {"name": "student"}, paper.questions)
    namespace = {}
    exec(_as_a_cell(RIGHT + source), namespace)
    here = grade(paper, paper.answers_of(namespace["student"]))
    there = grade(paper, run.answers)
    assert not run.late
    assert there.score == here.score == (2 if name in EARNING else 0)
    assert str(there) == str(here)
    assert said in str(there)


def test_an_interrupt_of_the_students_own_is_an_error_there(shared, tasks):
    paper = paper_for(tasks["double"], SEED)
    shared.run_cell("def student(x):\n    raise KeyboardInterrupt")
    report = grade(paper, shared.run_check("call", {"name": "student"}, paper.questions).answers)
    assert report.score == 0
    assert "your code raised KeyboardInterrupt" in str(report)


def _as_a_cell(source):
    """Compile a piece of code so that its lines are known, as a notebook does."""
    name = f"<cell {hash(source)}>"
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    return compile(source, name, "exec")
