"""How long grading took, beside the reports: notebooks of the same work stay the same bytes.

One line of JSON for each submission as it is graded; of several lines of a student the last counts.
"""

import json


def add(path, batch):
    """Add the times of a batch of `engine.Graded` to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(_row(graded))}\n" for graded in batch)


def read(path):
    """Return {student: (seconds in all, {task: seconds})}. A line cut off by a kill is left out."""
    if not path.exists():
        return {}
    rows = map(_parsed, path.read_text(encoding="utf-8").splitlines())
    return {row["student"]: (row["seconds"], row["tasks"]) for row in rows if row}


def _row(graded):
    tasks = {name: round(seconds, 6) for name, seconds in graded.task_seconds.items()}
    return {"student": graded.student, "seconds": round(graded.seconds, 6), "tasks": tasks}


def _parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        return None
