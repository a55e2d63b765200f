"""From answers to a report: the part of a check that knows what is right.

Answers are plain values, and untrusted: in the autograder they come from the student's process.
"""

import re

import numpy as np

from helpers.checks import arguments, crashes, misfits, state
from helpers.checks.answers import as_read
from helpers.checks.counterexample import failures, kind, smallest
from helpers.checks.diagnosis import diagnose
from helpers.checks.outcome import outcome, selected
from helpers.checks.report import Line, Report
from helpers.checks.resemblance import resemblance
from helpers.checks.unknown import unknown

PRINTED = "Your code printed:"
WARNED = "Your code gave a warning, which costs nothing:"


def grade(paper, answers, *, unfinished=(), calls=lambda name: True, ask=None):
    """Return the `Report` on a student's answers to a paper.

    answers: what `drivers.run` returned for ``paper.questions``, None where there is nothing;
    unfinished: names of tasks that this one builds on and that are not finished; calls: says of
    such a name whether the student's function may call it; ask: takes further questions and
    returns the student's answers, to look for a simpler failing call. It changes no score.
    """
    answers = _with_misfits(_well_formed(answers, paper.task, paper.questions), paper)
    verdicts = [_verdict(paper, prop, answers) for prop in paper.task.properties]
    if _untouched(paper, answers):
        return Report.not_started(paper.task, (*_do_first(unfinished), *_remarks(paper, answers)))
    wrong = any(detail for _, detail in verdicts)
    unfinished = tuple(filter(calls, unfinished)) if wrong else ()
    failed = [prop for prop, detail in verdicts if detail]
    sentences, unknowns = _explain(paper, answers, failed, bool(unfinished), ask)
    lines = tuple(
        Line(
            prop.title,
            prop.points,
            not detail,
            detail,
            sentences.get(prop.title, ""),
            unknowns.get(prop.title),
        )
        for prop, detail in _errors_once(verdicts)
    )
    return Report(paper.task, lines, (*_do_first(unfinished), *_remarks(paper, answers)))


def _explain(paper, answers, failed, unfinished, ask):
    """Return {title: sentence} and {title: Unknown}: a mistake's name, else a resemblance,
    or what is said of an error.

    Where there is neither, the first such property gets a counterexample. A fault that may lie
    in an unfinished earlier task is not explained.
    """
    sentences, explained = diagnose(paper, answers, failed, whole_only=unfinished)
    rest = [p for p in failed if p.points and p.title not in explained and not unfinished]
    found = {
        prop: resemblance(paper, answers, prop) or crashes.sentence(paper, answers, prop)
        for prop in rest
    }
    alike = {prop: sentence for prop, sentence in found.items() if sentence}
    for prop in _first_of_each_kind(paper, answers, alike):
        if alike[prop] not in sentences.values():
            sentences[prop.title] = alike[prop]
    puzzling = (prop for prop in rest if not _is_like_one_of(paper, answers, prop, alike))
    unknowns = ((prop.title, _unknown(paper, answers, prop, ask)) for prop in puzzling)
    first = next((pair for pair in unknowns if pair[1]), None)
    return sentences, dict([first] if first else [])


def _first_of_each_kind(paper, answers, alike):
    """Return the properties of which no earlier one's sentence holds as well."""
    found = []
    for prop in alike:
        if not any(_holds_too(paper, answers, prop, other, alike[other]) for other in found):
            found.append(prop)
    return found


def _is_like_one_of(paper, answers, prop, alike):
    """Does another property's sentence hold for this one too, though too few numbers show it?"""
    return prop in alike or any(
        _holds_too(paper, answers, prop, other, sentence) for other, sentence in alike.items()
    )


def _holds_too(paper, answers, prop, other, sentence):
    """Does one property's sentence hold for another, too, but for the numbers it mentions?"""
    both = resemblance(paper, answers, other, prop)
    return both is not None and _without_numbers(both) == _without_numbers(sentence)


def _without_numbers(sentence):
    return re.sub(r"[-+\d.,e ]+", " ", sentence)


def _unknown(paper, answers, prop, ask):
    """Return the `Unknown` of a property that fails by its values or shapes, else None."""
    found = [f for f in failures(paper, answers, prop) if _is_comparable(f)]
    if not found:
        return None
    if paper.task.simpler is None:
        return unknown(paper.task, None, smallest=False)
    if ask is None:
        return unknown(paper.task, found[0], smallest=False)
    try:
        failure = smallest(paper.task, prop, found[0], lambda asked: _ask(paper.task, ask, asked))
    except Exception:  # a counterexample is a help, and no reason to fail
        failure = None
    return unknown(paper.task, failure, smallest=True)


def _is_comparable(failure):
    """An array, or a structure of them, that differs in its numbers or in an array's shape.

    The right answer to a question is a text. It is never shown.
    """
    if isinstance(failure.expected, str):
        return False
    both_arrays = type(failure.got) is np.ndarray and type(failure.expected) is np.ndarray
    return both_arrays or kind(failure) == "values"


def _ask(task, ask, questions):
    return _well_formed(ask(questions), task, questions)


def _verdict(paper, prop, answers):
    for position in selected(paper, prop):
        difference = prop.judge(
            outcome(answers[position], prop), outcome(paper.expected[position], prop)
        )
        if difference:
            tag = paper.instances[position].tag
            return prop, _one_line(f"{difference} (on {tag})" if tag else difference)
    return prop, None


def _errors_once(verdicts):
    """Yield the verdicts; an error that stops every call alike is written out once."""
    told = set()
    for prop, detail in verdicts:
        error = (detail or "").partition(" (on ")[0]
        repeated = error in told and error.startswith(("your code raised", *misfits.BEGINNINGS))
        told.add(error)
        yield prop, "the same error as above" if repeated else detail or ""


def _untouched(paper, answers):
    """Is there nothing yet: no error, and a None wherever points are to be had?"""
    return all(
        "error" not in answers[position] and _missing(outcome(answers[position], prop))
        for prop in paper.task.properties
        if prop.points
        for position in selected(paper, prop)
    )


def _missing(value):
    if type(value) is dict:
        value = tuple(value.values())
    return value is None or (type(value) is tuple and any(item is None for item in value))


def _do_first(unfinished):
    return tuple(f"This task builds on `{name}`, which is not finished yet." for name in unfinished)


def _remarks(paper, answers):
    warned = {w for answer in answers for w in answer.get("warnings", ())}
    if changed := {c for answer in answers for c in answer.get("changed", ())}:
        names = ", ".join(_named(paper, changed))
        yield f"Your function changed its arguments ({names}); a caller may still need them."
    if state.keeps_state(answers):
        yield state.SENTENCE
    if printed := next((a["printed"] for a in answers if a.get("printed")), ""):
        yield f"{PRINTED} {printed}"
    for warning in sorted(warned)[:3]:
        yield f"{WARNED} {warning}"


def _named(paper, changed):
    names = arguments.names(paper.task)
    return sorted(names[int(c)] if c.isdecimal() and int(c) < len(names) else c for c in changed)


def _well_formed(answers, task, questions):
    if type(answers) is not list or len(answers) != len(questions):
        return [{"value": None}] * len(questions)
    pairs = zip(map(_well_formed_answer, answers), questions, strict=True)
    return [as_read(task, answer, question) for answer, question in pairs]


def _with_misfits(answers, paper):
    for answer, instance in zip(answers, paper.instances, strict=True):
        if misfit := misfits.sentence(paper.task, instance, answer.get("error")):
            answer["error"]["misfit"] = misfit
    return answers


def _well_formed_answer(answer):
    if type(answer) is not dict:
        return {"value": None}
    kept = {key: answer[key] for key in ("value", "again", "later") if key in answer}
    if type(error := answer.get("error")) is dict:
        kept["error"] = {
            key: _one_line(error.get(key))[:500] for key in ("type", "message", "line")
        }
    kept["printed"] = _one_line(answer.get("printed"))[:500]
    for key in ("changed", "warnings"):
        if type(texts := answer.get(key)) is list:
            kept[key] = [_one_line(text[:200]) for text in texts[:5] if type(text) is str]
    return kept


def _one_line(text):
    """Return text without line breaks and control characters; '' for what is no string."""
    if type(text) is not str:
        return ""
    return "".join(c if c.isprintable() else " " for c in text[:2_000]).strip()
