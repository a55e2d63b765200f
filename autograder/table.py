"""What the terminal shows: who handed in, progress while grading, then who got what, and why."""

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
