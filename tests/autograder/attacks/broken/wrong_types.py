"""Every field of every cell holds something of another type."""

import json

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""
ODD = (
    {"metadata": [1]},
    {"metadata": {"nbgrader": {"grade_id": [1]}}},
    {"metadata": {"nbgrader": [1]}, "attachments": [1]},
    {"attachments": {"a.png": {"image/png": "\ud800"}}},
    {"outputs": "x", "execution_count": "<b>"},
    {"id": {"x": 1}, "metadata": None},
    {"cell_type": "raw"},
)


def hand_in(folder, notebook):
    for number, cell in enumerate(notebook.cells):
        cell.update(ODD[number % len(ODD)])
    write(folder, json.loads(json.dumps(notebook)))
