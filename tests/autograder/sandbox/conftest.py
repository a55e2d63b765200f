"""Sandboxes to try things in."""

import contextlib

import pytest

from autograder.sandbox.limits import Limits
from autograder.sandbox.parent import Parent
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
    """Start a sandbox with limits, out of a parent of its own: a context manager."""

    @contextlib.contextmanager
    def start(limits, isolation="bubblewrap"):
        with Parent(isolation) as parent, Talk(parent, limits) as session:
            yield session

    return start


@pytest.fixture(scope="session")
def parent():
    """A warm parent."""
    with Parent() as parent:
        yield parent


@pytest.fixture
def session(parent, limits):
    """A sandbox of the test's own."""
    with Talk(parent, limits) as session:
        yield session


@pytest.fixture(scope="module")
def shared(parent):
    """One sandbox for all tests of a file that leave it as it was."""
    limits = Limits(cpu=2, wall=4, total_cpu=120, total_wall=240, memory=2**30, grace=1)
    with Talk(parent, limits) as session:
        yield session
