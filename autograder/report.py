"""A page about how a class did: scores, success a task, and the commonest mistakes."""

import html
from collections import Counter

import helpers.checks
from autograder.autograded import read_record
from autograder.course import CourseError
from helpers.checks.markup import inline

COMMONEST = 5
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .7rem; text-align: left;
  vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
td.words { min-width: 22rem; }
.scroll { overflow-x: auto; }
"""


def write(course, slug, *, load=helpers.checks.load):
    """Write the page of an assignment from what grading left, and return its path.

    load(slug) gives the assignment's checker, whose tasks set the order.

    Raises:
        CourseError: if nothing of this assignment is graded.
    """
    course.require(slug)
    records = collect(course, slug)
    if not records:
        raise CourseError(f"nothing of {slug} is graded yet: run `autograder grade {slug}` first")
    course.reports.mkdir(parents=True, exist_ok=True)
    path = course.reports / f"{slug}.html"
    path.write_text(page(slug, list(load(slug).tasks.values()), records), encoding="utf-8")
    return path


def collect(course, slug):
    """Return {student: record} of all graded submissions, sorted by student."""
    paths = sorted(course.autograded.glob(f"*/{slug}/{slug}.ipynb"))
    found = {path.parent.parent.name: read_record(path) for path in paths}
    return {student: record for student, record in found.items() if record}


def page(slug, tasks, records):
    """Return the page, one self-contained HTML file. records: see `autograded.record`."""
    parts = [_success(tasks, records), _mistakes(tasks, records), _scores(tasks, records)]
    title = html.escape(slug)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><h1>{title}: {len(records)} submissions</h1>"
        f"{''.join(parts)}</body></html>\n"
    )


def _success(tasks, records):
    rows = [
        [number, f"`{task.name}`", *_success_of(task, records)]
        for number, task in enumerate(tasks, 1)
    ]
    head = ["", "task", "full marks", "some points", "none", "mean"]
    return f"<h2>Tasks</h2>{_table(head, rows)}"


def _success_of(task, records):
    scores = [record["tasks"].get(task.name, {}).get("score", 0) for record in records.values()]
    full, none = sum(s == task.points for s in scores), sum(s == 0 for s in scores)
    mean = f"{sum(scores) / len(scores):.1f} of {task.points:g}"
    return [full, len(scores) - full - none, none, mean]


def _mistakes(tasks, records):
    rows = []
    for task in tasks:
        counts = Counter(
            sentence
            for record in records.values()
            for sentence in set(record["tasks"].get(task.name, {}).get("mistakes", ()))
        )
        rows += [[f"`{task.name}`", n, _Words(text)] for text, n in counts.most_common(COMMONEST)]
    return f"<h2>Commonest mistakes</h2>{_table(['task', 'students', 'what it was'], rows)}"


def _scores(tasks, records):
    rows = [_score_row(student, tasks, record) for student, record in records.items()]
    numbers = [str(number) for number in range(1, len(tasks) + 1)]
    return f"<h2>Scores</h2>{_table(['student', *numbers, 'total', 'state', 'why'], rows)}"


def _score_row(student, tasks, record):
    given = [record["tasks"].get(task.name, {}).get("score", 0) for task in tasks]
    return [student, *given, sum(given), record["state"], _Words(record["why"])]


class _Words(str):
    """A text that wants room."""


def _table(head, rows):
    titles = "".join(f'<th scope="col">{html.escape(h)}</th>' for h in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<div class="scroll"><table><tr>{titles}</tr>{body}</table></div>'


def _cell(value):
    if isinstance(value, (int, float)):
        return f'<td class="number">{value:g}</td>'
    kind = ' class="words"' if isinstance(value, _Words) else ""
    return f"<td{kind}>{inline(value)}</td>"
