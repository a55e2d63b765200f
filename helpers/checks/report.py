"""The report of a check, as a table in a notebook, as text in a terminal, and as a number."""

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One property: whether it held, the first difference, and the sentence that explains it."""

    title: str
    points: int
    held: bool
    detail: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """What a check found. Its `repr` is the score, which nbgrader reads as partial credit."""

    task: object
    lines: tuple[Line, ...]
    messages: tuple[str, ...] = ()

    @classmethod
    def not_started(cls, task, messages=()):
        """Return the friendly report on a stub that nobody has touched."""
        lines = tuple(Line(p.title, p.points, False, "", "") for p in task.properties)
        first = (
            f"Not started yet: replace the `...` in `{task.name}` and run this cell again. "
            "(If you have: is a `return` missing? Or does it give None, as `list.reverse()` does?)"
        )
        return cls(task, lines, (first, *messages))

    @property
    def score(self):
        """The points earned."""
        return sum(line.points for line in self.lines if line.held)

    @property
    def points(self):
        """The points to be had."""
        return sum(line.points for line in self.lines)

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
        head = f"{self.task.name}: {self.score:g} of {self.points:g} points"
        body = [text for line in self.lines for text in _text(line)]
        return "\n".join([head, *body, *(f"  {message}" for message in self.messages)])

    def _repr_html_(self):
        rows = "".join(map(_row, self.lines))
        notes = "".join(f"<p style='margin:.3em 0'>{inline(m)}</p>" for m in self.messages)
        return (
            "<div style='max-width:46em;line-height:1.45;text-align:left'>"
            f"<p style='margin:.3em 0'><strong>{inline(f'`{self.task.name}`')}: "
            f"{self.score:g} of {self.points:g} points</strong></p>"
            "<table style='border-collapse:collapse;table-layout:auto;width:100%;text-align:left'>"
            f"<tbody>{rows}</tbody></table>{notes}</div>"
        )


def _text(line):
    yield f"  {_mark(line):10}{line.title}{_worth(line)}"
    if line.detail:
        yield f"            {line.detail}"
    if line.sentence:
        yield f"            -> {line.sentence}"


def _mark(line):
    """Say in words how a line stands; a line without detail has not been tried."""
    if line.held:
        return "✓ holds"
    return "✗ not yet" if line.detail else "  to do"


def _worth(line):
    if not line.points:
        return ""
    return f" ({line.points:g} point{'s' if line.points != 1 else ''})"


def _row(line):
    detail = f"<div style='opacity:.8'>{inline(line.detail)}</div>" if line.detail else ""
    sentence = f"<div><strong>{inline(line.sentence)}</strong></div>" if line.sentence else ""
    cell = "padding:.3em .6em;border-top:1px solid rgba(128,128,128,.4);vertical-align:top"
    title = inline(line.title) + _worth(line)
    return (
        f"<tr><td style='{cell};text-align:left;white-space:nowrap;width:6em'>{_mark(line)}</td>"
        f"<td style='{cell};text-align:left;white-space:normal'>{title}{detail}{sentence}</td></tr>"
    )


def inline(text):
    """Escape text for HTML; what stands between backticks becomes code."""
    pieces = html.escape(text).split("`")
    if len(pieces) % 2 == 0:
        return "`".join(pieces)
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))
