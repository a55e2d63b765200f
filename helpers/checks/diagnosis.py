"""Which known mistake, or which two, does a wrong answer look like?"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from helpers.checks.evidence import ENOUGH, distinct
from helpers.checks.outcome import outcome, selected

# So many entries that are not all equal must agree in their places.
MANY = 12


class Diagnosis(NamedTuple):
    """What known mistakes explain.

    sentences: {title of a failed property: sentence}; explained: the titles of all properties
    that they explain, also of those where nothing more need be said.
    """

    sentences: dict
    explained: set


def diagnose(paper, answers, failed, *, whole_only=False):
    """Return the `Diagnosis` of the failed properties.

    A mistake explains a property when the student's outcome equals the mistake's on every
    instance that the property looks at; one that spoils what the student has right explains
    nothing. One mistake that agrees with everything the student returned comes first, then two
    at once that do; where there is neither, each property gets what explains it, and what
    explains most properties comes first. No sentence is said twice.

    whole_only: name only one mistake that agrees with everything, for answers whose fault may
    lie in another task.
    """
    if not failed:
        return Diagnosis({}, set())
    case = _Case(paper, answers, failed)
    singles = [case.explanation((m,), mistaken) for m, mistaken in paper.mistakes]
    wholes = [single for single in singles if single.whole]
    if wholes or whole_only:
        return case.sentences(wholes[:1])
    pairs = case.pairs({m.name for s in singles if s.titles for m in s.mistakes})
    wholes = sorted((p for p in pairs if p.whole), key=lambda pair: -len(case.places(pair)))
    singles.sort(key=lambda single: -len(single.titles))
    return case.sentences(wholes[:1] or [*singles, *pairs])


@dataclass(frozen=True)
class _Explanation:
    """The titles of the properties that mistakes explain, and whether they explain everything."""

    mistakes: tuple
    titles: list
    whole: bool


class _Case:
    """The answers of one student to one paper."""

    def __init__(self, paper, answers, failed):
        self.paper, self.answers, self.failed = paper, answers, failed
        self.held = [prop for prop in paper.task.properties if prop not in failed]

    def is_mute(self, prop, mistaken):
        """Are all numbers nan or infinite? Many a mistake ends there: alone that tells nothing."""
        values = [outcome(mistaken[i], prop) for i in selected(self.paper, prop)]
        numbers = [number for value in values for number in _numbers(value)]
        floats = [number for number in numbers if number.dtype.kind in "fc"]
        return len(floats) == len(numbers) > 0 and not any(np.isfinite(n).any() for n in floats)

    def agrees(self, prop, mistaken):
        return all(
            prop.judge(outcome(self.answers[i], prop), outcome(mistaken[i], prop)) is None
            for i in selected(self.paper, prop)
        )

    def explanation(self, mistakes, mistaken):
        alike = [prop for prop in self.failed if self.agrees(prop, mistaken)]
        if not alike or not all(self.agrees(prop, mistaken) for prop in self.held):
            return _Explanation(mistakes, [], False)
        whole = len(alike) == len(self.failed)
        telling = [prop for prop in alike if whole or not self.is_mute(prop, mistaken)]
        return _Explanation(mistakes, [prop.title for prop in telling], whole)

    def pairs(self, named):
        """Return the explanations by two mistakes at once that enough numbers speak for.

        named: the names of mistakes that explain some property alone. A pair without any of them
        that leaves another property unexplained may be luck, and needs more to be believed.
        """
        found = []
        for pair in self.paper.pairs:
            explanation = self.explanation(pair.mistakes, pair.answers)
            explained = [prop for prop in self.failed if prop.title in explanation.titles]
            likely = explanation.whole or any(m.name in named for m in pair.mistakes)
            enough = ENOUGH if likely else 2 * ENOUGH
            if explained and self.tells(pair.answers, explained, enough):
                found.append(explanation)
        return found

    def tells(self, mistaken, props, enough):
        """Do the numbers say enough? Of hundreds of pairs one hits a few whole ones by luck.

        A text, the letters of a choice, says all there is to say.
        """
        values = [outcome(mistaken[i], prop) for prop in props for i in selected(self.paper, prop)]
        if any(isinstance(value, str) for value in values):
            return True
        numbers = [number for value in values for number in _numbers(value)]
        fractions = [n[np.isfinite(n) & (n != np.round(n))] for n in numbers]
        return distinct(fractions) > 0 or distinct(numbers) >= enough or _pattern(numbers)

    def sentences(self, explanations):
        """Return the sentences of explanations for what those before them left unexplained."""
        said, explained = {}, set()
        for explanation in explanations:
            new = [title for title in explanation.titles if title not in explained]
            if new:
                said |= self._said(explanation, new)
                explained.update(explanation.titles)
        return Diagnosis(said, explained)

    def _said(self, explanation, titles):
        if len(explanation.mistakes) == 1:
            return {titles[0]: explanation.mistakes[0].sentence}
        places = self.places(explanation)
        said = {title: m.sentence for title, m in places.items() if title in titles}
        rest = [m.sentence for m in explanation.mistakes if m.sentence not in said.values()]
        if rest:
            title = next((t for t in titles if t not in said), None)
            rest = rest if title else [said.pop(titles[0]), *rest]
            said[title or titles[0]] = _together(rest)
        return said

    def places(self, pair):
        """Return {title: mistake}: the property that each of two mistakes explains alone."""
        alone = dict(self.paper.mistakes)
        places = {}
        for mistake in pair.mistakes:
            own = (
                prop.title
                for prop in self.failed
                if prop.title in pair.titles
                and prop.title not in places
                and self.agrees(prop, alone[mistake])
            )
            if title := next(own, None):
                places[title] = mistake
        return places


def _numbers(value):
    """Yield the arrays and numbers in a plain value."""
    if isinstance(value, dict):
        value = list(value.values())
    if type(value) in (list, tuple):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, (np.ndarray, float, int)):
        yield np.asarray(value)


def _together(sentences):
    if len(sentences) == 1:
        return sentences[0]
    return "Two mistakes at once. First: {} Second: {}".format(*sentences)


def _pattern(numbers):
    """Does it say enough where each number stands? Zeros and ones may be all there is."""
    return sum(n.size for n in numbers if np.unique(n).size > 1) >= MANY
