"""The autograded notebook: what the student wrote, what it showed, and what the checks say."""

import json
import re
from pathlib import Path

import nbformat

from autograder import files, markdown, marks
from autograder.closed import closed
from autograder.grading import UNGRADED
from autograder.outputs import output

RECORD = "autograder"
MADE_FROM = "autograder_made_from"


def build(assignment, result, made_from=""):
    """Return the notebook of a graded submission. Only the student's text is the student's.

    made_from: the fingerprint of everything that the notebook depends on, see `resume`.
    """
    ours = {cell.source.strip() for cell in assignment.cells}
    cells = [_cell(result, position, step, ours) for position, step in enumerate(result.steps)]
    _name_cells(cells)
    if result.state in UNGRADED:
        cells.insert(0, _notice(result.reason))
    metadata = {
        "kernelspec": dict(assignment.metadata.get("kernelspec", {})),
        "language_info": {"name": "python"},
        RECORD: record(result),
        MADE_FROM: made_from,
    }
    # nbformat would validate every cell as it is made: a test does it once for all.
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(notebook)


def record(result):
    """Return what tables and reports are made of, as plain JSON."""
    tasks = {
        r.task.name: {
            "score": r.score,
            "points": r.points,
            "why": r.why,
            "mistakes": [line.sentence for line in r.lines if line.sentence],
            "properties": [[line.title, line.held] for line in r.lines],
        }
        for r in result.reports.values()
    }
    return {"state": result.state, "why": result.why, "tasks": tasks}


def content(notebook):
    """Return the bytes of a notebook's file: nothing in it is laid out for readers, who have
    Jupyter."""
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def write(path, raw, moment):
    """Write a notebook's bytes, whole or not at all, behind the moment of submission.

    nbgrader looks for the moment beside the notebook. A notebook that is there says that nothing
    is missing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    stamp = path.parent / "timestamp.txt"
    if moment is None:
        stamp.unlink(missing_ok=True)
    else:
        files.replace(stamp, f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode())
    files.replace(path, raw)


def read_work(path):
    """Return the digests of the work in an autograded notebook, see `marks.work`.

    They are {} without such a notebook: then nothing is known.
    """
    try:
        return marks.work(json.loads(Path(path).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def read_record(path):
    """Return the record in an autograded notebook, or None if it has none of ours."""
    return read_metadata(path).get(RECORD)


def read_metadata(path):
    """Return the metadata of an autograded notebook, {} if there is none."""
    try:
        return json.loads(Path(path).read_bytes())["metadata"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _cell(result, position, step, ours):
    if not step.is_code:
        return _text(step, ours)
    report, count = result.at.get(position), position + 1
    # Of a check's copies only the one that counts bears its name: nbgrader wants names unique.
    counts = report is None or report is result.reports[step.known.name]
    shown = report and (result.shown.get(position) or closed(report))
    return {
        "cell_type": "code",
        "source": step.source,
        "metadata": _marks(step) if counts else {},
        "execution_count": count,
        "outputs": [_shown(shown, count)] if report else result.outputs[position],
    }


def _shown(report, count):
    data = {"text/plain": repr(report), "text/html": report._repr_html_()}
    return output("execute_result", data=data, metadata={}, execution_count=count)


def _text(step, ours):
    """The instructor's own text may hold HTML, a folded hint for example; a student's may not."""
    if step.is_locked or step.source.strip() in ours:
        return _markdown(step.source, _marks(step))
    pictures = step.cell.pictures
    cell = _markdown(markdown.harmless(step.source, pictures), _marks(step))
    return cell | {"attachments": pictures} if pictures else cell


def _markdown(source, metadata):
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


def _marks(step):
    known = step.known
    return {"nbgrader": dict(known.node.metadata.nbgrader)} if known and known.name else {}


def _name_cells(cells):
    """Ids that depend on the contents alone: the same work gives the same bytes.

    nbgrader wants its own names unique, too: of copies of a locked cell the first keeps it.
    """
    names, ids = {""}, set()
    for position, cell in enumerate(cells):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in names:
            name = ""
            cell["metadata"].pop("nbgrader", None)
        cell["id"] = _id(name, position, ids)
        names.add(name)
        ids.add(cell["id"])


def _id(name, position, taken):
    if re.fullmatch(r"[A-Za-z0-9_-]{1,60}", name) and name not in taken:
        return name
    names = (f"cell-{position}{'-' * more}" for more in range(len(taken) + 1))
    return next(name for name in names if name not in taken)


def _notice(reason):
    text = f"**This submission could not be graded:** {markdown.harmless(reason)}."
    return _markdown(text, {}) | {"id": "autograder-notice"}
