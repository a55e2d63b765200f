"""What the terminal shows: progress while grading, then who got what, and why."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text


def console():
    """Return a console that writes to standard output."""
    return Console(highlight=False)


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
    table = Table(title=slug, title_justify="left", expand=True)
    table.add_column("student", overflow="fold", min_width=12)
    for task in tasks:
        table.add_column(Text(_heading(task.name)), justify="right")
    table.add_column("total", justify="right")
    table.add_column("state", min_width=6)
    table.add_column("why", ratio=1, overflow="fold")
    for student, record in rows:
        table.add_row(*_row(student, record, tasks))
    return table


def _heading(name):
    return name.replace("_", "\n")


def _row(student, record, tasks):
    given = [record["tasks"].get(task.name) for task in tasks]
    total = sum(t["score"] for t in given if t)
    cells = [f"{t['score']:g}/{t['points']:g}" if t else "-" for t in given]
    texts = [_printable(student), *cells, f"{total:g}", record["state"], record["why"]]
    return [Text(text) for text in texts]  # Text: brackets in a student's words are no markup


def _printable(name):
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
