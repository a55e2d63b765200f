"""Without its parts the sandbox does not start, and says what to install."""

import sys

import pytest

from autograder.sandbox import launch

pytestmark = pytest.mark.usefixtures("bwrap")


def test_without_bubblewrap_it_says_how_to_get_it(monkeypatch, limits, start):
    monkeypatch.setattr(launch.shutil, "which", lambda name: None)
    with (
        pytest.raises(launch.Missing, match=r"no bwrap: .*apt install bubblewrap"),
        start(limits),
    ):
        pass


def test_without_seccomp_it_says_how_to_get_it(monkeypatch, limits, start):
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    with (
        pytest.raises(launch.Missing, match=r"apt install libseccomp2.*pip install pyseccomp"),
        start(limits),
    ):
        pass


def test_process_isolation_runs_cells_too(limits, start):
    with start(limits, "process") as session:
        assert session.printed("print(1 + 1)") == "2"
