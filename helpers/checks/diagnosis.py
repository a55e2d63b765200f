"""Which known mistake does a wrong answer look like?"""

from helpers.checks.outcome import outcome, selected


def diagnose(paper, answers, failed, *, whole_only=False):
    """Return {property title: sentence} for the failed properties that a mistake explains.

    A mistake explains a property when the student's outcome equals the mistake's on every
    instance that the property looks at; one that spoils what the student has right explains
    nothing. One that agrees with everything the student returned comes first, then the one that
    explains most; each property gets at most one sentence, and no sentence is said twice.

    whole_only: name only a mistake that agrees with everything, for answers whose fault may lie
    in another task.
    """
    sentences = {}
    candidates = (
        [_explanation(paper, answers, failed, *pair) for pair in paper.mistakes] if failed else []
    )
    candidates = [c for c in candidates if c.whole or not whole_only]
    candidates.sort(key=lambda c: (not c.whole, -len(c.titles)))
    explained = set()
    for candidate in candidates:
        new = [title for title in candidate.titles if title not in explained]
        if new:
            sentences[new[0]] = candidate.mistake.sentence
            explained.update(candidate.titles)
    return sentences


class _Explanation:
    """How much of a student's answers one mistake explains."""

    def __init__(self, mistake, titles, whole):
        self.mistake, self.titles, self.whole = mistake, titles, whole


def _explanation(paper, answers, failed, mistake, mistaken):
    def agrees(prop):
        return all(
            prop.judge(outcome(answers[i], prop), outcome(mistaken[i], prop)) is None
            for i in selected(paper, prop)
        )

    held = [prop for prop in paper.task.properties if prop not in failed]
    titles = [prop.title for prop in failed if agrees(prop)] if all(map(agrees, held)) else []
    whole = bool(titles) and all(map(agrees, paper.task.properties))
    return _Explanation(mistake, titles, whole)
