"""Where the numbers that the site shows are kept: one file of JSON an exercise."""

import json


def folder(course):
    """Return where a project keeps the files."""
    return course.root / "book" / "checks-quality"


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
