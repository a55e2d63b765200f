"""Memory and files in memory together are bounded, where there are control groups."""

import os

import pytest

from autograder.sandbox import memory, mounts
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Ended
from tests.autograder.sandbox.conftest import Talk

MB = 2**20
FILL = """\
for n in range(5):
    with open(f"/tmp/{n}", "wb") as file:
        file.write(bytes(12 * 2**20))"""


@pytest.fixture
def group():
    """A control group, where we may make one."""
    found = memory.group()
    if found is None:
        pytest.skip("this machine lets us make no control group")
    yield found
    found.remove()


@pytest.mark.usefixtures("bwrap", "group")
def test_files_count_as_memory(parent):
    limits = Limits(memory=256 * MB)
    with Talk(parent, limits) as session:
        pid = parent.pid
        session.run_cell("kept = b'x' * (60 * 2**20)\nmore = b'y' * (60 * 2**20)")
        fill = [FILL.replace("/tmp", folder) for folder in mounts.SCRATCH]
        with pytest.raises(Ended, match="or 256 MB in all"):
            session.run_cells(*fill)
    with Talk(parent, limits) as session:
        assert session.printed("print('on')") == "on"
        assert parent.pid == pid


@pytest.mark.usefixtures("bwrap", "group")
def test_a_submission_that_needs_less_than_its_limit_is_not_ended(parent):
    with Talk(parent, Limits(memory=256 * MB)) as session:
        session.run_cell("kept = b'x' * (60 * 2**20)")
        session.run_cell(FILL)
        assert session.printed("print(len(kept))") == str(60 * MB)


def test_a_group_ends_with_its_parent(group):
    group.remove()
    assert not group.folder.exists()


def test_what_a_killed_grader_left_is_removed(group):
    left = group.folder.with_name(f"{memory.PREFIX}4194305-0")  # no process has this number
    left.mkdir()
    memory.group().remove()
    assert not left.exists()


def system(tmp_path, own, mounts):
    """Write what /proc/self has to say of control groups."""
    folder = tmp_path / "self"
    folder.mkdir()
    (folder / "cgroup").write_text(own)
    (folder / "mountinfo").write_text(mounts)
    return folder


def test_in_version_2_the_first_group_with_a_limit_is_taken(tmp_path):
    top = tmp_path / "cgroup"
    (top / "user" / "scope").mkdir(parents=True)
    found = system(
        tmp_path,
        "0::/user/scope\n",
        f"30 1 0:26 / {top} rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n",
    )
    places = [folder for folder, _ in memory._places(found)]
    assert places == [top / "user" / "scope", top / "user", top]


def test_in_version_1_it_is_the_group_for_memory(tmp_path):
    found = system(
        tmp_path,
        "4:memory:/docker/x/y\n3:cpu:/other\n0::/\n",
        "31 1 0:29 /docker/x /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
        "32 1 0:30 / /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu\n",
    )
    places = [(str(folder), kind) for folder, kind in memory._places(found)]
    assert places == [("/sys/fs/cgroup/memory/y", "cgroup")]


def test_without_control_groups_there_is_none(tmp_path):
    assert memory.group(system(tmp_path, "", "")) is None


def test_without_linux_there_is_none(tmp_path):
    assert memory.group(tmp_path) is None


def test_version_2_writes_its_own_files(tmp_path):
    folder = tmp_path / "group"
    folder.mkdir()
    (folder / "memory.stat").write_text("anon 1000\nfile 5000\n")
    memory.Group(folder, "cgroup2").limit(MB)
    assert (folder / "memory.max").read_text() == str(MB + 1000)


def test_the_number_in_a_groups_name_is_the_graders(group):
    assert group.folder.name.split("-")[1] == str(os.getpid())
