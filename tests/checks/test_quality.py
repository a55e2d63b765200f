"""The quality gate: what every check must make of wrong and right answers, in numbers.

`python -m tools.quality` writes the same numbers for the site; `tools/quality/measure.py` says
what each of them means.
"""

import pytest

from tests.checks.cases import SEEDS, SLUGS, each_function, each_task
from tools import project
from tools.quality import measure, published
from tools.quality.equivalent_mutants import entry, listed, reasons


@each_task
def test_the_reference_and_every_equivalent_earn_full_marks(task):
    assert measure.verdicts(task).refused == []


@each_task
def test_every_mistake_loses_points(task):
    assert measure.verdicts(task).unnoticed == []


@each_task
def test_every_mistake_is_told_its_own_sentence_and_no_other(task):
    assert measure.verdicts(task).confused == []


@each_task
def test_no_thoughtless_answer_earns_more_than_a_tenth(task):
    shares = measure.luck(task)
    assert {name: share for name, share in shares.items() if share > 0.1} == {}


@each_task
def test_no_mutant_survives_but_those_listed_with_a_reason(task):
    known = reasons(SLUGS[task], task.name)
    unknown = [m for m in measure.survivors(task)[1] if (m.line, m.becomes) not in known]
    assert not unknown, (
        "These changes of the reference keep full marks. Add an instance that shows them; or, if "
        f"they are right, list them in tools/quality/equivalent_mutants/{SLUGS[task]}.toml:\n\n"
        + "\n".join(entry(task.name, mutant) for mutant in unknown)
    )


@each_task
def test_what_is_listed_as_equivalent_still_survives(task):
    survived = {(m.line, m.becomes) for m in measure.survivors(task)[1]}
    assert set(reasons(SLUGS[task], task.name)) - survived == set()


@pytest.mark.parametrize("slug", sorted(set(SLUGS.values())))
def test_equivalent_mutants_are_listed_for_tasks_that_exist_and_with_a_reason(slug):
    names = {task.name for task, other in SLUGS.items() if other == slug}
    assert set(listed(slug)) <= names
    assert all(len(why) > 10 for task in listed(slug).values() for why in task.values())


@each_function
def test_few_mutants_are_excused(task):
    tried, survived = measure.survivors(task)
    assert tried >= 10
    assert len(survived) <= max(0.15 * tried, 5)


@each_task
def test_the_verdict_on_a_mutant_is_the_grades(task):
    for seed in SEEDS[:2]:
        paper = measure.paper_for(task, seed)
        for answers in (paper.expected, *(answers for _, answers in paper.mistakes)):
            report = measure.report_on(task, answers.raw, seed)
            assert measure.full_marks(paper, answers) == (report.score == report.points)


@each_task
def test_the_published_numbers_are_those_measured_now(task, record_property):
    slug = SLUGS[task]
    measured = measure.numbers(slug, task)
    record_property("quality", measured)
    shown = published.read(project.here(), slug).get(task.name)
    assert shown == measured, f"Run: python -m tools.quality {slug}"


@pytest.mark.parametrize("slug", sorted(set(SLUGS.values())))
def test_what_is_published_is_of_tasks_that_exist(slug):
    names = [task.name for task, other in SLUGS.items() if other == slug]
    assert list(published.read(project.here(), slug)) == names
