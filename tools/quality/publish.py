"""The numbers that the site shows: one file of JSON an exercise."""

import json

from tools.quality import measure
from tools.quality.equivalent_mutants import reasons


def folder(course):
    """Return where a project keeps the files."""
    return course.root / "book" / "checks-quality"


def numbers(slug, task):
    """Return all numbers of a task's check, ready for JSON."""
    found, (tried, survived) = measure.verdicts(task), measure.survivors(task)
    listed = sum((m.line, m.becomes) in reasons(slug, task.name) for m in survived)
    recognised, planted = measure.pairs(task)
    return {
        "task": task.name,
        "points": task.points,
        "papers": len(measure.SEEDS),
        "unnoticed": len({name for name, _ in found.unnoticed}),
        "confusion": {name: dict(named) for name, named in measure.confusion(task).items()},
        "right": {
            "accepted": len(task.equivalents) + 1 - len({name for name, *_ in found.refused}),
            "tried": len(task.equivalents) + 1,
        },
        "mutants": {
            "killed": tried - len(survived),
            "equivalent": listed,
            "survived": len(survived) - listed,
        },
        "pairs": {"recognised": recognised, "planted": planted},
        "luck": round(max(measure.luck(task).values()), 3),
    }


def text(rows):
    """Return the file's text: a line for each mistake, so that a change is easy to read."""
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def write(course, slug, rows):
    """Write an exercise's numbers; return the file."""
    file = folder(course) / f"{slug}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text(rows), encoding="utf-8")
    return file


def read(course, slug):
    """Return an exercise's published numbers by task, {} where there are none."""
    file = folder(course) / f"{slug}.json"
    rows = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return {row["task"]: row for row in rows}
