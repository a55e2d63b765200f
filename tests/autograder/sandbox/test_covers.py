"""Places where student code could have kept something."""

import pytest

from autograder.sandbox.limits import Limits

pytestmark = pytest.mark.usefixtures("bwrap")


def test_the_cover_over_hidden_packages_is_read_only(tmp_path, monkeypatch, start):
    hidden = tmp_path / "site-packages" / "helpers"
    hidden.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(hidden.parent))
    source = f"""\
for line in open("/proc/self/mounts"):
    if line.split()[1] == {str(hidden)!r}:
        print(line.split()[3][:2])"""
    with start(Limits()) as session:
        assert set(session.printed(source).split()) == {"ro"}
