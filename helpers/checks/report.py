"""The report of a check, as a table in a notebook, as text in a terminal, and as a number."""

from dataclasses import dataclass

from helpers.checks import markup
from helpers.checks.hints import invitation
from helpers.checks.markup import inline
from helpers.checks.unknown import Unknown

HOLDS, FAILS, TO_DO = ("✓", "holds"), ("✗", "not yet"), (" ", "to do")
TINTS = {HOLDS: markup.GOOD, FAILS: markup.BAD, TO_DO: markup.NEUTRAL}


@dataclass(frozen=True)
class Line:
    """One property: whether it held, the first difference, and the sentence that explains it."""

    title: str
    points: int
    held: bool
    detail: str
    sentence: str
    counterexample: Unknown | None = None

    @property
    def standing(self):
        """One of HOLDS, FAILS and TO_DO; a line without detail has not been tried."""
        if self.held:
            return HOLDS
        return FAILS if self.detail else TO_DO


@dataclass(frozen=True)
class Report:
    """What a check found. Its `repr` is the score, which nbgrader reads as partial credit."""

    task: object
    lines: tuple[Line, ...]
    messages: tuple[str, ...] = ()

    @classmethod
    def not_started(cls, task, messages=()):
        """Return the friendly report on a stub that nobody has touched."""
        return cls.untried(task, (f"Not started yet: {task.how_to_start}", *messages))

    @classmethod
    def untried(cls, task, messages):
        """Return a report on nothing: no property was looked at; the messages say why."""
        lines = tuple(Line(p.title, p.points, False, "", "") for p in task.properties)
        return cls(task, lines, tuple(messages))

    @property
    def score(self):
        """The points earned."""
        return sum(line.points for line in self.lines if line.held)

    @property
    def points(self):
        """The points to be had."""
        return sum(line.points for line in self.lines)

    @property
    def started(self):
        """Was there anything to check, right or wrong?"""
        return any(line.standing != TO_DO for line in self.lines)

    @property
    def why(self):
        """One sentence: the first diagnosis, else the first difference or message, else ''."""
        for line in self.lines:
            if line.sentence:
                return line.sentence
        failed = [f"{line.title}: {line.detail}" for line in self.lines if line.detail]
        return next(iter([*failed, *self.messages]), "") if self.score < self.points else ""

    def __repr__(self):
        return f"{self.score:g}"

    def __str__(self):
        body = [text for line in self.lines for text in _text(line)]
        head = f"{self.task.name}: {self._marks()}"
        return "\n".join([head, *body, *(f"  {note}" for note in self._notes())])

    def _repr_html_(self):
        head = f"`{self.task.name}`: {self._marks()}"
        rows = [(TINTS[line.standing], _cells(line)) for line in self.lines]
        return markup.table(head, ("Result", "What was checked"), rows, self._notes())

    def _marks(self):
        return f"{self.score:g} of {self.points:g} points"

    def _notes(self):
        """The messages, and below what failed the way to a hint."""
        failed = any(line.standing == FAILS for line in self.lines)
        return (*self.messages, *([invitation(self.task)] if failed and self.task.hints else []))


def _text(line):
    yield f"  {' '.join(line.standing):10}{line.title}{_worth(line)}"
    if line.detail:
        yield f"            {line.detail}"
    if line.sentence:
        yield f"            -> {line.sentence}"
    if line.counterexample:
        yield from (f"            {text}".rstrip() for text in line.counterexample.text())


def _cells(line):
    detail = f"<div style='opacity:.85'>{inline(line.detail)}</div>" if line.detail else ""
    sentence = f"<div><strong>{inline(line.sentence)}</strong></div>" if line.sentence else ""
    example = line.counterexample.html() if line.counterexample else ""
    title = inline(line.title) + _worth(line)
    return markup.mark(*line.standing), title + detail + sentence + example


def _worth(line):
    if not line.points:
        return ""
    return f" ({line.points:g} point{'s' if line.points != 1 else ''})"
