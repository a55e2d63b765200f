"""The solutions printed in the exercises earn full marks, and their stubs none."""

import re
from pathlib import Path

import jupytext
import pytest

import helpers.checks

SOLUTIONS = Path(__file__).parents[2] / "solutions"
REGION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL | re.MULTILINE)
SLUGS = helpers.checks.slugs()


def cells(slug):
    """Return the cells of an exercise's text."""
    text = (SOLUTIONS / f"{slug}.md").read_text(encoding="utf-8")
    return jupytext.reads(text, fmt="md:myst").cells


def code_cells(slug):
    """Return the sources of an exercise's code cells, the set-up cell left out."""
    return [c.source for c in cells(slug) if c.cell_type == "code" and c.source.strip()]


def reports(slug, change=lambda source: source):
    """Run the exercise from top to bottom, each cell changed first; return {task: report}."""
    check = helpers.checks.load(slug)
    namespace, found = {"check": check}, {}
    for source in code_cells(slug):
        if source.startswith("check."):
            name = source.removeprefix("check.").partition("(")[0]
            found[name] = eval(source, namespace)
        else:
            exec(compile(change(source), f"<{slug}>", "exec"), namespace)
    return found


def stub(source):
    return REGION.sub(r"\1...", source)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_printed_solutions_earn_full_marks(slug, capsys):
    found = reports(slug)
    assert {name: report.score for name, report in found.items()} == {
        name: task.points for name, task in helpers.checks.load(slug).tasks.items()
    }
    assert [m for report in found.values() for m in report.messages] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_stub_runs_and_scores_0_with_a_friendly_line(slug, capsys):
    for name, report in reports(slug, stub).items():
        assert report.score == 0
        assert report.messages[0].startswith(f"Not started yet: replace the `...` in `{name}`")


def stubs(slug):
    return [stub(source) for source in code_cells(slug) if "### BEGIN SOLUTION" in source]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_has_a_stub_with_an_ellipsis(slug):
    assert len(stubs(slug)) == len(helpers.checks.load(slug).tasks)
    assert all("    ..." in source for source in stubs(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_stub_says_what_to_write_a_function_in_its_docstring_a_value_in_a_comment(slug):
    assert all('"""' in source or source.startswith("# ") for source in stubs(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_questions_that_a_person_grades_are_those_of_the_text(slug):
    options = [cell.metadata for cell in cells(slug) if "written" in cell.metadata]
    written = {option["written"]: option["points"] for option in options}
    assert helpers.checks.load(slug).written == written != {}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_task_on_which_an_unfinished_one_rests_says_so(slug, capsys):
    tasks = helpers.checks.load(slug).tasks
    for name, report in reports(slug, stub).items():
        builds_on = [
            f"This task builds on `{n}`, which is not finished yet." for n in tasks[name].after
        ]
        assert list(report.messages[1:]) == builds_on
