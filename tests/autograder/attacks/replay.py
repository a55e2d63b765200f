"""Giving the answers that are right on the public paper, whatever is asked.

References and public paper are published with the course, so anybody can make such a notebook.
"""

import base64
import textwrap
import zlib

from nbformat import v4

import helpers.checks
from autograder.sandbox.inside import wire
from helpers.checks.paper import PUBLIC_SEED, paper_for
from tests.autograder.attacks.hand_in import write
from tests.autograder.attacks.parts import SERVER

WIDTH = 100_000
REPLAY = (
    SERVER
    + """\
import base64, zlib
from autograder.sandbox.inside import wire

frame = zlib.decompress(base64.b64decode("".join(parts)))
header, body = wire.lengths(frame[:8])
known = wire.decode(frame[8:8 + header], frame[8 + header:])

def answers(request):
    return known.get(request["check"].get("name"), [])

for server in servers():
    server.answers = answers
print("tried")
"""
)


def replay(folder, notebook, slug):
    """Hand in a notebook without solutions, in which the public paper's answers are replayed."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "..."
    text = base64.b64encode(zlib.compress(wire.encode(_answers(slug)))).decode()
    sources = ["parts = []", *(f"parts.append({part!r})" for part in textwrap.wrap(text, WIDTH))]
    cells = (v4.new_code_cell(s, id=f"part{n}") for n, s in enumerate([*sources, REPLAY]))
    notebook.cells[2:2] = cells
    write(folder, notebook)


def _answers(slug):
    tasks = helpers.checks.load(slug).tasks
    return {name: paper_for(task, PUBLIC_SEED).expected.raw for name, task in tasks.items()}
