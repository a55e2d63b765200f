"""Whatever the student's process says, it is values or the end of the session."""

import os

import pytest

from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Ended

pytestmark = pytest.mark.usefixtures("bwrap")


FIND = """\
import os, socket, struct
for name in os.listdir("/proc/self/fd"):
    if os.path.exists("/proc/self/fd/" + name) and "socket" in os.readlink("/proc/self/fd/" + name):
        wire = socket.socket(fileno=os.dup(int(name)))
"""


@pytest.mark.parametrize(
    "forged",
    [
        "b'x' * 100",
        "struct.pack('>II', 2**32 - 1, 2**32 - 1)",
        "struct.pack('>II', 2, 0) + b'[]'",
        "struct.pack('>II', 4, 0) + b'null'",
        "struct.pack('>II', 20, 0) + b'[' * 20",
        "struct.pack('>II', 2_000_000, 0) + b'[' * 2_000_000",
        "struct.pack('>II', 17, 0) + b'[\"a\",\"O\",[10**9]]'",
    ],
)
def test_a_forged_frame_ends_the_session(session, forged):
    with pytest.raises(Ended, match="no answer"):
        session.run_cell(f"{FIND}wire.sendall({forged})")


@pytest.mark.parametrize(
    "text",
    ['{"outputs": 7, "late": 1}', '{"answers": {"a": 1}}', '{"ready": true}', "{}"],
)
def test_an_answer_that_says_nothing_is_nothing(session, text):
    source = f"{FIND}t = {text!r}.encode()\nwire.sendall(struct.pack('>II', len(t), 0) + t)"
    assert session.run_cell(source).outputs == []


def test_answers_out_of_turn_are_answers_to_nothing(session):
    """A frame sent ahead answers the next question: it holds values like any answer."""
    text = '{"answers": ["l", {"value": 1}], "outputs": ["l"], "late": false}'
    session.run_cell(
        f"{FIND}t = {text!r}.encode()\nwire.sendall(struct.pack('>II', len(t), 0) + t)"
    )
    run = session.run_check("call", {"name": "nothing"}, [{"args": [], "kwargs": {}}])
    assert run.answers in (None, [{"value": 1}])


def test_a_flood_of_frames_ends_the_session(limits, start):
    source = f"""{FIND}
t = b'{{"outputs":["l"],"x":"' + b'y' * 3_000_000 + b'"}}'
while True:
    wire.sendall(struct.pack('>II', len(t), 0) + t)"""
    small = Limits(cpu=1, wall=2, total_cpu=6, total_wall=12, traffic=20 * 2**20, grace=1)
    with start(small) as session, pytest.raises(Ended, match="more than 20 MB"):
        session.run_cells(*[source] * 100)


def test_a_descriptor_sent_along_is_not_taken(session):
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(Ended):
        session.run_cell(f"{FIND}socket.send_fds(wire, [b'xxxxxxxx'], [0, 0, 0])")
    assert len(os.listdir("/proc/self/fd")) <= before


def test_answers_too_large_for_a_frame_are_no_answers(session):
    session.run_cell("import numpy as np\ndef f(x): return np.zeros(7_000_000)")
    questions = [{"args": [1], "kwargs": {}}] * 3
    assert session.run_check("call", {"name": "f"}, questions).answers is None


@pytest.mark.parametrize("kind", ["KeyboardInterrupt", "GeneratorExit", "BaseException"])
def test_an_exception_that_no_driver_catches_is_an_answer(session, kind):
    session.run_cell(f"def f(x): raise {kind}")
    run = session.run_check("call", {"name": "f"}, [{"args": [1], "kwargs": {}}])
    assert run.answers[0]["error"]["type"] == kind


def test_a_missing_name_is_an_answer(session):
    run = session.run_check("call", {"name": "f"}, [{"args": [1], "kwargs": {}}])
    assert run.answers[0]["error"]["message"] == "name 'f' is not defined"


def test_a_literal_is_handed_to_the_driver(session):
    run = session.run_check("call", {"literal": 3}, [{"args": [1], "kwargs": {}}])
    assert run.answers[0]["error"]["type"] == "NotAFunction"
