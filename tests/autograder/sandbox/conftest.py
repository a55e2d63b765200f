"""Sandboxes to try things in."""

import pytest

from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Session


class Talk(Session):
    """A session that is easy to talk to."""

    def printed(self, source):
        """Return what a cell printed; its error, where there was one, at the end."""
        return "".join(output["text"] for output in self.run_cell(source).outputs).strip()

    def run_cells(self, *sources):
        """Run cells one after the other."""
        for source in sources:
            self.run_cell(source)


@pytest.fixture
def start():
    """Start a sandbox with limits: a context manager."""
    return Talk


@pytest.fixture
def session(limits):
    """A sandbox of the test's own."""
    with Talk(limits) as session:
        yield session


@pytest.fixture(scope="module")
def shared():
    """One sandbox for all tests of a file that leave it as it was."""
    limits = Limits(cpu=2, wall=4, total_cpu=120, total_wall=240, memory=2**30, grace=1)
    with Talk(limits) as session:
        yield session
