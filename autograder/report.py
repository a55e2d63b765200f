"""A page about how a class did: scores, tasks, properties, mistakes, failures, and who has what."""

import html
import math
import statistics
from collections import Counter

import helpers.checks
from autograder import charts, times
from autograder.autograded import read_record
from autograder.charts import duration
from autograder.course import CourseError
from autograder.grading import GRADED
from autograder.html_table import Markup, Words, table
from autograder.item_analysis import analyse
from helpers.checks.markup import inline

COMMONEST = 5
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: clamp(1.4rem, 5vw, 2rem); }
h1, .words code { overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .7rem; text-align: left;
  vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
td.words { min-width: 16rem; }
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
    tasks, taken = list(load(slug).tasks.values()), times.read(course.times(slug))
    path.write_text(page(slug, tasks, records, taken), encoding="utf-8")
    return path


def collect(course, slug):
    """Return {student: record} of all graded submissions, sorted by student."""
    paths = sorted(course.autograded.glob(f"*/{slug}/{slug}.ipynb"))
    found = {path.parent.parent.name: read_record(path) for path in paths}
    return {student: record for student, record in found.items() if record}


def page(slug, tasks, records, taken=()):
    """Return the page, one self-contained HTML file.

    records: {student: record}, see `autograded.record`; taken: what `times.read` gives.
    """
    sections = (_distribution, _success, _items, _properties, _mistakes, _failures)
    title, body = html.escape(slug), "".join(section(tasks, records) for section in sections)
    body += _time_used(tasks, {s: taken[s] for s in records if s in taken})
    body += _scores(tasks, records)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}{charts.STYLE}</style></head>"
        f"<body><main><h1>{title}: {len(records)} submissions</h1>{body}</main></body></html>\n"
    )


def _given(tasks, record):
    """Return a student's points for each task."""
    return [record["tasks"].get(task.name, {}).get("score", 0) for task in tasks]


def _distribution(tasks, records):
    totals = [sum(_given(tasks, record)) for record in records.values()]
    most = sum(task.points for task in tasks)
    told = (
        f"Mean {statistics.fmean(totals):.1f}, median {statistics.median(totals):g}, standard "
        f"deviation {statistics.pstdev(totals):.1f}, of {most:g} points that the checks give."
    )
    return f"<h2>Distribution of scores</h2><p>{told}</p>{charts.histogram(totals, most)}"


def _success(tasks, records):
    rows = [
        [number, f"`{task.name}`", *_success_of(task, records)]
        for number, task in enumerate(tasks, 1)
    ]
    head = ["", "task", "full marks", "some points", "none", "mean", "shares"]
    key = charts.key(full="full marks", some="some points", none="none")
    return f"<h2>Tasks</h2>{key}{table('Tasks', head, rows)}"


def _success_of(task, records):
    scores = [score for record in records.values() for score in _given([task], record)]
    full, none = sum(s == task.points for s in scores), sum(s == 0 for s in scores)
    some, count = len(scores) - full - none, len(scores)
    shares = charts.bar(("full", full / count), ("some", some / count), ("none", none / count))
    return [full, some, none, f"{sum(scores) / count:.1f} of {task.points:g}", Markup(shares)]


def _items(tasks, records):
    scores = [_given(tasks, record) for record in records.values()]
    items = analyse(scores, [task.points for task in tasks])
    rows = [
        [f"`{task.name}`", f"{item.difficulty:.2f}", _decimal(item.discrimination), item.remark]
        for task, item in zip(tasks, items, strict=True)
    ]
    told = (
        "Difficulty is the mean share of a task's points: 1 is easiest. Discrimination is the "
        "correlation of a task's points with the points of all other tasks; below 0.2 a task says "
        "little about how a student does elsewhere. With few students both are rough."
    )
    head = ["task", "difficulty", "discrimination", "remark"]
    return f"<h2>Item analysis</h2><p>{told}</p>{table('Item analysis', head, rows)}"


def _decimal(value):
    return "does not vary" if value is None else f"{value:.2f}"


def _properties(tasks, records):
    rows = [row for task in tasks for row in _properties_of(task, records)]
    if not rows:
        return ""
    head = ["task", "property", "held for", ""]
    return f"<h2>What was checked</h2>{table('What was checked', head, rows)}"


def _properties_of(task, records):
    held, asked = Counter(), Counter()
    for record in records.values():
        for title, holds in record["tasks"].get(task.name, {}).get("properties", ()):
            asked[title] += 1
            held[title] += holds
    for title, count in asked.items():
        shares = charts.bar(("full", held[title] / count))
        told = f"{held[title]} of {count}"
        yield [f"`{task.name}`", Words(title), told, Markup(shares)]


def _mistakes(tasks, records):
    rows = []
    for task in tasks:
        counts = Counter(
            mistake for record in records.values() for mistake in _mistakes_in(task, record)
        )
        rows += [
            [f"`{task.name}`", n, name, Words(sentence)]
            for (name, sentence), n in counts.most_common(COMMONEST)
        ]
    head = ["task", "students", "mistake", "what it was"]
    return f"<h2>Commonest mistakes</h2>{table('Commonest mistakes', head, rows)}"


def _mistakes_in(task, record):
    """Return {(name, sentence)}; a sentence that is of no named mistake has no name."""
    found = set()
    for said in record["tasks"].get(task.name, {}).get("mistakes", ()):
        named = {(m.name, m.sentence) for m in task.mistakes if m.sentence in said}
        found |= named or {("", said)}
    return found


def _failures(tasks, records):
    failed = [(s, r) for s, r in records.items() if r["state"] != GRADED]
    if not failed:
        return "<h2>Failures</h2><p>Every submission could be graded to its end.</p>"
    states = Counter(record["state"] for _, record in failed)
    told = ", ".join(f"{count} {state}" for state, count in states.most_common())
    rows = [[student, r["state"], Words(r["why"])] for student, r in failed]
    failures = table("Failures", ["student", "state", "why"], rows)
    return f"<h2>Failures</h2><p>{told}.</p>{failures}"


def _time_used(tasks, taken):
    """Nothing of it is said of work that was graded where times were not kept."""
    if not taken:
        return ""
    seconds = {student: total for student, (total, _) in taken.items()}
    slowest = max(seconds, key=seconds.get)
    told = (
        f"Grading took {duration(sum(seconds.values()))} in all, one submission "
        f"{duration(statistics.median(seconds.values()))} (median), and the slowest, "
        f"{inline(slowest)}, {duration(seconds[slowest])}. By the grader's clock, from reading the "
        "file to the last judgement; below, what the checks took of it."
    )
    chart = charts.durations(list(seconds.values()))
    head = ["task", "median", "19 of 20 below", "slowest", "in all"]
    rows = sorted(_times_of(tasks, taken), key=lambda row: -row[-1])
    rows = [[name, *map(duration, times)] for name, *times in rows]
    return f"<h2>Time used</h2><p>{told}</p>{chart}{table('Time used', head, rows)}"


def _times_of(tasks, taken):
    for task in tasks:
        found = sorted(times[task.name] for _, times in taken.values() if task.name in times)
        if found:
            highest = found[math.ceil(0.95 * len(found)) - 1]
            yield [f"`{task.name}`", statistics.median(found), highest, found[-1], sum(found)]


def _scores(tasks, records):
    rows = [_score_row(student, tasks, record) for student, record in records.items()]
    numbers = [str(number) for number in range(1, len(tasks) + 1)]
    head = ["student", *numbers, "total", "state", "why"]
    return f"<h2>Scores</h2>{table('Scores', head, rows)}"


def _score_row(student, tasks, record):
    given = _given(tasks, record)
    return [student, *given, sum(given), record["state"], Words(record["why"])]
