"""The autograded notebook: what the student wrote, what it showed, and what the checks say."""

import json
import re
from pathlib import Path

import nbformat
from nbformat import v4

from autograder import files, markdown, marks
from autograder.grading import REJECTED

RECORD = "autograder"


def build(assignment, result):
    """Return the notebook of a graded submission. Only the student's text is the student's."""
    nb = v4.new_notebook(metadata={"kernelspec": dict(assignment.metadata.get("kernelspec", {}))})
    nb.metadata["language_info"] = {"name": "python"}
    nb.metadata[RECORD] = record(result)
    ours = {cell.source.strip() for cell in assignment.cells}
    nb.cells = [_cell(result, position, step, ours) for position, step in enumerate(result.steps)]
    _name_cells(nb.cells)
    if result.state == REJECTED:
        nb.cells.insert(0, _notice(result.reason))
    return nb


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


def write(path, notebook):
    """Write a notebook whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    files.replace(path, f"{nbformat.writes(notebook)}\n".encode())


def write_timestamp(path, moment):
    """Keep the moment of submission where nbgrader looks for it, beside the notebook."""
    if moment is not None:
        text = f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC\n"
        files.replace(path.parent / "timestamp.txt", text.encode())


def read_work(path):
    """Return the digests of the work in an autograded notebook, see `marks.work`.

    They are {} without such a notebook: then nothing is known.
    """
    try:
        return marks.work(json.loads(Path(path).read_bytes()))
    except (OSError, ValueError, KeyError):
        return {}


def read_record(path):
    """Return the record in an autograded notebook, or None if it has none of ours."""
    try:
        return json.loads(Path(path).read_bytes())["metadata"].get(RECORD)
    except (OSError, ValueError, KeyError):
        return None


def _cell(result, position, step, ours):
    if not step.is_code:
        return _text(step, ours)
    report, count = result.at.get(position), position + 1
    # Of a check's copies only the one that counts bears its name: nbgrader wants names unique.
    counts = report is None or report is result.reports[step.known.name]
    cell = v4.new_code_cell(step.source, execution_count=count)
    cell.metadata.update(_marks(step) if counts else {})
    cell.outputs = [_shown(report, count)] if report else result.outputs[position]
    return cell


def _shown(report, count):
    data = {"text/plain": repr(report), "text/html": report._repr_html_()}
    return v4.new_output("execute_result", data=data, execution_count=count)


def _text(step, ours):
    """The instructor's own text may hold HTML, a folded hint for example; a student's may not."""
    if step.is_locked or step.source.strip() in ours:
        return v4.new_markdown_cell(step.source, metadata=_marks(step))
    pictures = step.cell.pictures
    cell = v4.new_markdown_cell(markdown.harmless(step.source, pictures), metadata=_marks(step))
    if pictures:
        cell["attachments"] = pictures
    return cell


def _marks(step):
    known = step.known
    return {"nbgrader": dict(known.node.metadata.nbgrader)} if known and known.name else {}


def _name_cells(cells):
    """Ids that depend on the contents alone: the same work gives the same bytes."""
    seen = set()
    for position, cell in enumerate(cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        usable = re.fullmatch(r"[A-Za-z0-9_-]{1,60}", name) and name not in seen
        cell["id"] = name if usable else f"cell-{position}"
        seen.add(cell["id"])


def _notice(reason):
    text = f"**This submission could not be graded:** {markdown.harmless(reason)}."
    cell = v4.new_markdown_cell(text)
    cell["id"] = "autograder-notice"
    return cell
