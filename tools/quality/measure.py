"""The quality of a check: what it makes of mistakes, right solutions, mutants and no thought."""

import functools
from collections import Counter
from typing import NamedTuple

import helpers.checks
from helpers.checks.answers import Answers
from helpers.checks.choice import Choice
from helpers.checks.outcome import outcome, selected
from helpers.checks.paper import PUBLIC_SEED, paper_for
from tools.quality import thoughtless
from tools.quality.equivalent_mutants import reasons
from tools.quality.mutants import Rounds, RunsAway, counted, mutants

SEEDS = (PUBLIC_SEED, 0, 1, 2, 3, 4)


def report_on(task, answers, seed=PUBLIC_SEED):
    """Return the report on answers to the task's paper for a seed."""
    return helpers.checks.grade(paper_for(task, seed), answers)


def report_for(task, function, seed=PUBLIC_SEED):
    """Return the report on a function."""
    return report_on(task, paper_for(task, seed).answers_of(function), seed)


def sentences(report):
    """Return the diagnoses that a report gives."""
    return [line.sentence for line in report.lines if line.sentence]


class Verdicts(NamedTuple):
    """What a check does with its own mistakes and right solutions, over some papers.

    unnoticed: mistakes that kept full marks; confused: mistakes that did not get their own
    sentence, and only it; refused: right solutions that lost points. Each entry says which.
    """

    unnoticed: list
    confused: list
    refused: list


@functools.cache
def verdicts(task, seeds=SEEDS):
    """Return the `Verdicts` of a task's check over the given seeds."""
    found = Verdicts([], [], [])
    for seed in seeds:
        for mistake, answers in paper_for(task, seed).mistakes:
            report = report_on(task, answers.raw, seed)
            if report.score >= report.points:
                found.unnoticed.append((mistake.name, seed))
            if sentences(report) != [mistake.sentence]:
                found.confused.append((mistake.name, seed, sentences(report)))
        found.refused.extend(refused(task, seed))
    return found


def refused(task, seed):
    """Return (name, seed, report) of each right solution that loses points on a paper."""
    reports = [(f, report_for(task, f, seed)) for f in (task.reference, *task.equivalents)]
    return [(f.__name__, seed, str(report)) for f, report in reports if report.score < task.points]


def confusion(task):
    """Return {mistake planted: Counter of the mistakes named}; "nothing" where none was."""
    names = {mistake.sentence: mistake.name for mistake in task.mistakes}
    matrix = {mistake.name: Counter({mistake.name: len(SEEDS)}) for mistake in task.mistakes}
    for planted, _, given in verdicts(task).confused:
        matrix[planted][planted] -= 1
        matrix[planted].update([names.get(s, "two at once") for s in given] or ["nothing"])
    return {planted: +named for planted, named in matrix.items()}


@functools.cache
def survivors(task):
    """Return (number of mutants, those that keep full marks on some paper).

    A question has none: its answer is no program.
    """
    if isinstance(task, Choice):
        return 0, []
    tried = mutants(task.reference)
    return len(tried), [m for m in tried if any(survives(m, task, seed) for seed in SEEDS)]


def survives(mutant, task, seed):
    """Does a mutant get full marks on a paper? One that raises or runs away does not.

    Its answers are found one by one: most mutants fail at the first.
    """
    paper = paper_for(task, seed)
    function = mutant.build(Rounds(10 * rounds_needed(task, seed) + 100))
    try:
        return full_marks(paper, Answers(task, function, paper.questions))
    except RunsAway:
        return False


@functools.cache
def rounds_needed(task, seed):
    """Return how many rounds the reference's loops take for a paper."""
    rounds = Rounds()
    paper_for(task, seed).answers_of(counted(task.reference, rounds))
    return rounds.count


def full_marks(paper, answers):
    """Like grading, but it stops at the first property with points that does not hold."""
    return all(
        prop.judge(outcome(answers[i], prop), outcome(paper.expected[i], prop)) is None
        for prop in paper.task.properties
        if prop.points
        for i in selected(paper, prop)
    )


def pairs(task):
    """Return (recognised, all) of two mistakes planted at once, on the public paper.

    A pair is recognised when the report holds both sentences. A pair whose answers are those of
    one mistake alone, or right, can't be told from it and is not counted.
    """
    paper = paper_for(task, PUBLIC_SEED)
    single = [paper.expected, *(answers for _, answers in paper.mistakes)]
    recognised = []
    for pair in paper.pairs:
        if not any(alike(paper, pair.answers, other) for other in single):
            text = str(report_on(task, pair.answers.raw))
            recognised.append(all(mistake.sentence in text for mistake in pair.mistakes))
    return sum(recognised), len(recognised)


def alike(paper, answers, others):
    """Do two lists of answers look the same to every property, in both directions?"""
    return all(
        prop.judge(outcome(a[i], prop), outcome(b[i], prop)) is None
        for prop in paper.task.properties
        for i in selected(paper, prop)
        for a, b in ((answers, others), (others, answers))
    )


def luck(task):
    """Return {name: share of the points} of answers that need no thought."""
    graded = {name: report_on(task, answers) for name, answers in thoughtless.answers(task)}
    return {name: report.score / report.points for name, report in graded.items()}


def numbers(slug, task):
    """Return all numbers of a task's check, ready for JSON."""
    found, (tried, survived) = verdicts(task), survivors(task)
    listed = sum((m.line, m.becomes) in reasons(slug, task.name) for m in survived)
    recognised, planted = pairs(task)
    return {
        "task": task.name,
        "points": task.points,
        "papers": len(SEEDS),
        "unnoticed": len({name for name, _ in found.unnoticed}),
        "confusion": {name: dict(named) for name, named in confusion(task).items()},
        "right": {
            "accepted": len(task.equivalents) + 1 - len({name for name, *_ in found.refused}),
            "tried": len(task.equivalents) + 1,
        },
        "mutants": {
            "killed": tried - len(survived),
            "equivalent": listed,
            "survived": len(survived) - listed,
        },
        "pairs": {"recognised": recognised, "planted": planted},
        "luck": round(max(luck(task).values()), 3),
    }
