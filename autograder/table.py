"""What the terminal shows: who handed in, progress while grading, then who got what, and why."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

# Where nobody says how wide a line is: in a log, in a pipe.
WIDTH = 132


def console(quiet=False):
    """Return a console that writes to standard output, or, `quiet`, to nothing."""
    screen = Console(highlight=False, quiet=quiet)
    return screen if screen.is_terminal else Console(highlight=False, width=WIDTH, quiet=quiet)


def progress(screen):
    """Return a progress display with a bar, the rate and the failures so far."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[failed]} failed"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=screen, transient=True)


class Line:
    """The line of a progress display that follows a class. total: how many submissions."""

    def __init__(self, display, slug, total):
        self.total, self._display, self._started = total, display, time.monotonic()
        self._line = display.add_task(slug, total=total, rate="", failed=0)

    def update(self, tally):
        """Show how far a `tally.Tally` has come. The rate is of what is graded in this run."""
        seconds = time.monotonic() - self._started
        rate = f"{(tally.count - tally.skipped) / max(seconds, 0.1):.1f}/s"
        self._display.update(self._line, completed=tally.count, rate=rate, failed=len(tally.failed))

    def lose(self):
        """Expect one submission less."""
        self.total -= 1
        self._display.update(self._line, total=self.total)


def outcome(slug, tally):
    """Yield what is said at the end of grading: a table of everybody, or, where that would be
    too long, of the tasks and of what failed."""
    tasks = tally.assignment.tasks
    if not tally.count:
        yield f"No submissions: autograder/submitted/STUDENT/{slug} is empty."
        return
    if tally.is_complete:
        yield scores(slug, tasks, sorted(tally.records.items()))
    else:
        yield successes(slug, tally)
        if tally.failures:
            yield scores(f"{slug}, failed", tasks, sorted(tally.failures.items()))
        if left := len(tally.failed) - len(tally.failures):
            yield f"And {left} more failed; `autograder report {slug}` lists all of them."
    graded_before = f", {tally.skipped} graded before and unchanged" if tally.skipped else ""
    yield f"{tally.count} submissions{graded_before}, {len(tally.failed)} of them failed."


def successes(slug, tally):
    """Return the table of how a large class did, a line for each task."""
    table = Table(title=f"{slug}: {tally.count} submissions", title_justify="left")
    table.add_column("task")
    for title in ("mean", "of", "full marks", "none"):
        table.add_column(title, justify="right")
    for task in tally.assignment.tasks:
        given = tally.tasks[task.name]
        mean = f"{given.points / tally.count:.2f}"
        table.add_row(task.name, mean, f"{task.points:g}", str(given.full), str(given.none))
    return table


def scores(slug, tasks, rows):
    """Return the table of a class. rows: (student, record), see `autograded.record`."""
    legend = ", ".join(f"{n} {task.name}" for n, task in enumerate(tasks, 1))
    table = Table(title=f"{slug}: {legend}", title_justify="left")
    table.add_column("student", overflow="fold", max_width=30)
    for number, task in enumerate(tasks, 1):
        table.add_column(f"{number}\n/{task.points:g}", justify="right", no_wrap=True)
    table.add_column(f"total\n/{sum(t.points for t in tasks):g}", justify="right", no_wrap=True)
    table.add_column("state")
    table.add_column("why", overflow="fold", min_width=24)
    for student, record in rows:
        table.add_row(*_row(student, record, tasks))
    return table


def collected(placed):
    """Return the table of what was collected. placed: a list of `collect.Placed`."""
    table = Table("student", "exercise", "handed in (UTC)", "late", "what was done")
    for one in sorted(placed, key=lambda one: (one.slug, one.student)):
        moment = f"{one.moment:%Y-%m-%d %H:%M}" if one.moment else ""
        late = {True: "late", False: "no", None: ""}[one.late]
        table.add_row(plain(one.student), one.slug, moment, late, one.what)
    return table


def checks(reports):
    """Return the table of one notebook's checks. reports: see `helpers.checks.report`."""
    table = Table("task", "points", "why", title="public checks", title_justify="left")
    for report in reports:
        points = f"{report.score:g} of {report.points:g}"
        table.add_row(report.task.name, points, plain(report.why))
    return table


def plain(text):
    """Return a stranger's text, in which brackets are no markup and nothing steers a terminal."""
    return Text(_printable(text))


def _row(student, record, tasks):
    given = [record["tasks"].get(task.name) for task in tasks]
    total = sum(t["score"] for t in given if t)
    cells = [f"{t['score']:g}" if t else "-" for t in given]
    texts = [student, *cells, f"{total:g}", record["state"], record["why"]]
    return [plain(text) for text in texts]


def _printable(text):
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
