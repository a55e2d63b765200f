"""Half a character and a NUL in code and text."""

import nbformat

from tests.autograder.attacks.hand_in import write

EXPECTED = 5, "graded"
SAYS = ""


def hand_in(folder, notebook):
    text = nbformat.writes(notebook).replace("Explain.", "\\ud800\\u0000 Explain.")
    write(folder, text.replace("import numpy as np", "import numpy as np  # \\udfff\\u0000"))
