"""How far a student has come in an exercise, and what comes next."""

from dataclasses import dataclass

from helpers.checks import markup
from helpers.checks.hints import invitation

FINISHED, TRIED, UNTRIED, WRITTEN = (
    ("✓", "finished"),
    ("…", "tried"),
    (" ", "not tried yet"),
    (" ", "graded by a person"),
)


@dataclass(frozen=True)
class Progress:
    """A list of an exercise's tasks, each with how its last check went.

    tasks: in the exercise's order; reports: {name: the last report} of those that were checked;
    written: {name: points} of the questions that a person grades.
    """

    tasks: tuple
    reports: dict
    written: dict

    @property
    def score(self):
        """The points earned from the checks."""
        return sum(report.score for report in self.reports.values())

    @property
    def points(self):
        """The points to be had from the checks."""
        return sum(task.points for task in self.tasks)

    @property
    def next_step(self):
        """A sentence: the first task that is not finished, or what is left for a person."""
        for task in self.tasks:
            if self._standing(task) == TRIED:
                return f"Next: finish `{task.name}`. {invitation(task)}"
            if self._standing(task) == UNTRIED:
                return f"Next: `{task.name}`."
        left = " What you write in words is graded by a person." if self.written else ""
        return f"All checks hold.{left}"

    def __repr__(self):
        rows = [(f"{' '.join(standing)}", name, points) for standing, name, points in self._rows()]
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        lines = [f"  {a:{widths[0]}}  {b:{widths[1]}}  {points}" for a, b, points in rows]
        return "\n".join([self._head(), *lines, *(f"  {note}" for note in self._notes())])

    def _repr_html_(self):
        rows = [
            (
                markup.GOOD if standing == FINISHED else markup.NEUTRAL,
                (markup.mark(*standing), markup.inline(f"`{name}`"), points),
            )
            for standing, name, points in self._rows()
        ]
        return markup.table(self._head(), ("State", "Task", "Points"), rows, self._notes())

    def _head(self):
        return f"Your progress: {self.score:g} of {self.points:g} points from the checks"

    def _rows(self):
        for task in self.tasks:
            report = self.reports.get(task.name)
            score = report.score if report else 0
            yield self._standing(task), task.name, f"{score:g} of {task.points:g}"
        for name, points in self.written.items():
            yield WRITTEN, name, f"up to {points:g}"

    def _standing(self, task):
        report = self.reports.get(task.name)
        if report is None or not report.started:
            return UNTRIED
        return FINISHED if report.score == report.points else TRIED

    def _notes(self):
        yield self.next_step
        if not self.reports:
            yield "After a restart nothing is remembered: run the checks again."
