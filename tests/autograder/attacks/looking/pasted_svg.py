"""A pasted picture is an SVG with a script, and another calls itself a PNG."""

import base64

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    svg = base64.b64encode(b"<svg><script>alert('left-by-an-attack')</script></svg>").decode()
    notebook.cells[-1].source = "![x](attachment:a.svg) ![x](attachment:b.png)"
    notebook.cells[-1].attachments = {
        "a.svg": {"image/svg+xml": svg},
        "b.png": {"image/png": svg, "text/html": "<b>left-by-an-attack</b>"},
    }
    write(folder, notebook)
