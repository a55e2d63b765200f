"""What students have tried, as cells of their own. Each earned full marks from stock graders."""

PATCH_THE_TESTS = """\
import sys
import numpy as np

for name in ("assert_allclose", "assert_array_equal", "assert_equal"):
    setattr(np.testing, name, lambda *args, **kwargs: None)
np.allclose = np.array_equal = lambda *args, **kwargs: True
sys.displayhook(21.0)
sys.displayhook = lambda value: print(21.0)

class Full:
    def __getattr__(self, name):
        return lambda *args: 21.0

check = Full()
import helpers.checks
helpers.checks.load = lambda slug: check
try:
    from helpers.checks import drivers
    from autograder.sandbox.inside import conversation
    drivers.run = conversation.run = lambda *args: [{"value": True, "score": 21}] * 100
finally:
    import ast
    get_ipython().ast_transformers.append(ast.NodeTransformer())
"""

COPY_SOLUTIONS = """\
import json, os

for folder, below, files in os.walk("/"):
    below[:] = [name for name in below if name not in ("dev", "proc", "usr", "lib", "lib64")]
    for name in files:
        text = open(os.path.join(folder, name), errors="replace").read()
        if name.endswith(".ipynb") and "BEGIN SOLUTION" in text:
            for cell in json.loads(text)["cells"]:
                if "BEGIN SOLUTION" in "".join(cell["source"]):
                    exec("".join(cell["source"]))
        if name.endswith(".py") and "def dense_backward" in text:
            exec(text)
from helpers.layers import dense_backward
"""

WRITE_TO_THE_GRADEBOOK = """\
import os, sqlite3

for folder, _, files in os.walk("/"):
    for name in files:
        if name.startswith("gradebook"):
            marks = sqlite3.connect(os.path.join(folder, name))
            marks.execute("UPDATE grade SET auto_score = 21, manual_score = 21")
            marks.commit()
"""
