"""A forked process is to a submission what a new interpreter is."""

import pytest

from tests.autograder.sandbox.conftest import Talk

pytestmark = pytest.mark.usefixtures("bwrap")


@pytest.mark.parametrize(
    "source",
    [
        "import random; print(random.random())",
        "import numpy as np; print(np.random.rand())",
        "import numpy as np; print(np.random.default_rng().random())",
        "import uuid; print(uuid.uuid4())",
        "import tempfile; print(tempfile.mktemp())",
    ],
    ids=["random", "NumPy's global generator", "NumPy's generators", "uuid", "tempfile"],
)
def test_two_submissions_draw_differently(parent, limits, source):
    drawn = set()
    for _ in range(2):
        with Talk(parent, limits) as session:
            drawn.add(session.printed(source))
    assert len(drawn) == 2


def test_seeded_numbers_are_the_same(parent, limits):
    drawn = set()
    for _ in range(2):
        with Talk(parent, limits) as session:
            drawn.add(
                session.printed("import numpy as np; np.random.seed(1); print(np.random.rand())")
            )
    assert drawn == {"0.417022004702574"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("print(In, Out, get_ipython().execution_count)", "['', '{source}'] {} 2"),
        ("import gc; print(gc.isenabled())", "True"),
        ("import os; print(os.getcwd(), os.listdir('/home/student'))", "/home/student []"),
        ("import time; print(time.process_time() < 0.5)", "True"),
        ("import warnings; print(bool(warnings.filters))", "True"),
        ("import sys; print(sys.argv[1:], sys.gettrace())", "[] None"),
        ("print(__name__, [n for n in dir() if not n.startswith('_')])",
         "__main__ ['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']"),
    ],
)  # fmt: skip
def test_a_submission_finds_nothing_but_the_beginning(session, source, said):
    assert session.printed(source) == said.replace("{source}", source)


def test_strings_have_the_same_hash_in_every_submission(parent, limits):
    hashes = set()
    for _ in range(2):
        with Talk(parent, limits) as session:
            hashes.add(session.printed("print(hash('loss'))"))
    assert len(hashes) == 1
