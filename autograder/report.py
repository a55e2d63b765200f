"""A page about how a class did: scores, success a task, and the commonest mistakes."""

import html
from collections import Counter

from autograder.autograded import read_record
from autograder.course import CourseError

COMMONEST = 5
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .6rem; text-align: left; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
:root { color-scheme: light dark; }
"""


def write(course, slug):
    """Write the page of an assignment from what grading left, and return its path.

    Raises:
        CourseError: if nothing of this assignment is graded.
    """
    course.require(slug)
    records = collect(course, slug)
    if not records:
        raise CourseError(f"nothing of {slug} is graded yet: run `autograder grade {slug}` first")
    course.reports.mkdir(parents=True, exist_ok=True)
    path = course.reports / f"{slug}.html"
    path.write_text(page(slug, records), encoding="utf-8")
    return path


def collect(course, slug):
    """Return {student: record} of all graded submissions, sorted by student."""
    paths = sorted(course.autograded.glob(f"*/{slug}/{slug}.ipynb"))
    found = {path.parent.parent.name: read_record(path) for path in paths}
    return {student: record for student, record in found.items() if record}


def page(slug, records):
    """Return the page, one self-contained HTML file."""
    tasks = list(dict.fromkeys(name for r in records.values() for name in r["tasks"]))
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
        _task_row(name, [r["tasks"][name] for r in records.values() if name in r["tasks"]])
        for name in tasks
    ]
    head = ["task", "full marks", "some points", "none", "mean"]
    return f"<h2>Tasks</h2>{_table(head, rows)}"


def _task_row(name, given):
    full = sum(t["score"] == t["points"] for t in given)
    none = sum(t["score"] == 0 for t in given)
    mean = sum(t["score"] for t in given) / len(given)
    points = max(t["points"] for t in given)
    return [name, full, len(given) - full - none, none, f"{mean:.1f} of {points:g}"]


def _mistakes(tasks, records):
    rows = []
    for name in tasks:
        counts = Counter(
            sentence
            for record in records.values()
            for sentence in set(record["tasks"].get(name, {}).get("mistakes", ()))
        )
        rows += [[name, count, text] for text, count in counts.most_common(COMMONEST)]
    return f"<h2>Commonest mistakes</h2>{_table(['task', 'students', 'what it was'], rows)}"


def _scores(tasks, records):
    rows = [
        [
            student,
            *(_score(record, name) for name in tasks),
            _total(record),
            record["state"],
            record["why"],
        ]
        for student, record in records.items()
    ]
    head = ["student", *tasks, "total", "state", "why"]
    return f"<h2>Scores</h2>{_table(head, rows)}"


def _score(record, name):
    return record["tasks"][name]["score"] if name in record["tasks"] else "-"


def _total(record):
    return sum(task["score"] for task in record["tasks"].values())


def _table(head, rows):
    titles = "".join(f'<th scope="col">{html.escape(h)}</th>' for h in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<div class="scroll"><table><tr>{titles}</tr>{body}</table></div>'


def _cell(value):
    kind = ' class="number"' if isinstance(value, (int, float)) else ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f"<td{kind}>{html.escape(text)}</td>"
