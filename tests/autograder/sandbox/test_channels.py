"""Two submissions can't tell each other anything: not at the same time, not one after the other."""

import os
import sys

import pytest

from autograder.sandbox.parent import Parent
from tests.autograder.sandbox.channels import CHANNELS
from tests.autograder.sandbox.conftest import Talk

pytestmark = [
    pytest.mark.usefixtures("bwrap"),
    pytest.mark.skipif(sys.platform != "linux", reason="the channels are those of Linux"),
]
each_channel = pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)


@pytest.fixture(scope="module")
def other_parent():
    """A second warm parent, as a second worker has it."""
    with Parent() as parent:
        yield parent


@pytest.fixture(scope="module")
def open_parent():
    """A warm parent that keeps nobody apart."""
    with Parent("process") as parent:
        yield parent


def told(receiver, channel):
    return "told" in receiver.printed(channel.look).split("\n")


@each_channel
def test_it_is_a_channel_where_nothing_is_closed(open_parent, limits, channel):
    """Else the tests below would prove nothing."""
    if channel is CHANNELS["file in /home/student"]:
        pytest.skip("this folder is there in a sandbox only")
    if channel in (CHANNELS["lease"], CHANNELS["hint of a file"]) and os.geteuid() != 0:
        pytest.skip("only the owner of the libraries has it")
    with Talk(open_parent, limits) as receiver, Talk(open_parent, limits) as sender:
        receiver.run_cell(channel.ready)
        assert not told(receiver, channel)
        receiver.run_cell(channel.ready)
        sender.run_cell(channel.tell)
        assert told(receiver, channel)


@each_channel
def test_nothing_passes_between_two_parents(parent, other_parent, limits, channel):
    with Talk(parent, limits) as receiver, Talk(other_parent, limits) as sender:
        receiver.run_cell(channel.ready)
        sender.run_cell(channel.tell)
        assert not told(receiver, channel)


@each_channel
def test_nothing_passes_between_two_of_one_parent(parent, limits, channel):
    with Talk(parent, limits) as receiver, Talk(parent, limits) as sender:
        receiver.run_cell(channel.ready)
        sender.run_cell(channel.tell)
        assert not told(receiver, channel)


@each_channel
def test_nothing_is_left_for_the_next(parent, limits, channel):
    with Talk(parent, limits) as sender:
        sender.run_cells(channel.ready, channel.tell)
    with Talk(parent, limits) as receiver:
        receiver.run_cell(channel.ready)
        assert not told(receiver, channel)


SEARCH = """\
import ctypes, re
found = 0
for line in open("/proc/self/maps"):
    begin, end = (int(n, 16) for n in line.split()[0].split("-"))
    if line.split()[1][0] == "r" and "[v" not in line:
        found += len(re.findall(b"needle[ ]in a haystack", ctypes.string_at(begin, end - begin)))
print(found)"""


def test_an_earlier_submission_is_not_in_memory(parent, limits):
    """The parent forks both, so what it had kept of the first would be in the second."""
    with Talk(parent, limits) as first:
        first.run_cell("kept = 'needle' + ' in a haystack'.upper().lower()")
        assert int(first.printed(SEARCH)) > 0
    with Talk(parent, limits) as second:
        assert second.printed(SEARCH) == "0"


def test_no_memory_is_shared_with_the_parent_that_can_be_written(shared):
    source = "print([line for line in open('/proc/self/maps') if line.split()[1][1:4:2] == 'ws'])"
    assert shared.printed(source) == "[]"


def test_no_open_file_is_shared_with_the_parent(parent, limits):
    mark = "import fcntl, os\nfor d in (0, 1, 2): fcntl.fcntl(d, fcntl.F_SETFL, os.O_APPEND)"
    look = (
        "import fcntl, os\nprint([fcntl.fcntl(d, fcntl.F_GETFL) & os.O_APPEND for d in range(3)])"
    )
    with Talk(parent, limits) as first:
        assert first.printed(mark) == ""
    with Talk(parent, limits) as second:
        assert second.printed(look) == "[0, 0, 0]"


def test_two_parents_have_two_users(parent, other_parent, limits):
    """So that what the kernel counts for a user, such as processes, tells nothing."""
    if os.geteuid() != 0:
        pytest.skip("without root each sandbox has a user namespace of its own")
    with Talk(parent, limits) as one, Talk(other_parent, limits) as other:
        assert one.printed("import os; print(os.getuid())") != other.printed(
            "import os; print(os.getuid())"
        )
