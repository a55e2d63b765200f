"""A gradebook in SQLite, and one in a PostgreSQL server that the tests start themselves."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import pytest
from nbgrader import api
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from autograder.gradebook import Gradebook
from autograder.marks import Marks
from tests.autograder import tiny

SLUG = tiny.SLUG
OPTIONS = ("listen_addresses=", "fsync=off", "max_connections=20")


@pytest.fixture(scope="session")
def postgresql():
    """A function that makes a database on a server, empty or a copy, and returns its URL."""
    pytest.importorskip("psycopg2", reason="psycopg2 is not installed")
    initdb = shutil.which("initdb") or next(iter(glob.glob("/usr/lib/postgresql/*/bin/initdb")), "")
    if not initdb:
        pytest.skip("PostgreSQL's server is not installed")
    with _server(Path(initdb).parent) as folder:

        def url(name):
            return f"postgresql+psycopg2://course@/{name}?host={folder}"

        def make(copied="template0"):
            name = f"t{uuid.uuid4().hex}"
            with _connection(url("postgres")) as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {copied}"))
            return url(name)

        _wait_for(url("postgres"))
        yield make


@contextlib.contextmanager
def _server(programs):
    """Run a server that only a socket in a temporary folder leads to, and give that folder."""
    who, folder = _nobody(), tempfile.mkdtemp(prefix="pg-")
    if who:
        os.chown(folder, who["user"], who["group"])
    run = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **who}
    setup = ("-U", "course", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    subprocess.run([programs / "initdb", "-D", f"{folder}/data", *setup], check=True, **run)
    options = [part for option in OPTIONS for part in ("-c", option)]
    start = [programs / "postgres", "-D", f"{folder}/data", "-k", folder, *options]
    process = subprocess.Popen(start, **run)
    try:
        yield folder
    finally:
        process.send_signal(signal.SIGINT)  # a fast shutdown
        process.wait(timeout=30)
        shutil.rmtree(folder)


def _nobody():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _connection(url):
    return create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect()


def _wait_for(url):
    for _ in range(300):
        try:
            return _connection(url).close()
        except OperationalError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


@pytest.fixture(scope="session")
def shared_course(tmp_path_factory, empty_gradebook):
    """The tiny course, for all tests together: it is not to be changed."""
    return tiny.course_in(tmp_path_factory.mktemp("shared"), empty_gradebook)


@pytest.fixture(scope="session")
def registered_in_sqlite(shared_course):
    """A file in which the tiny assignment is registered."""
    Gradebook(shared_course).release(SLUG)
    return shared_course.root / "autograder" / "gradebook.db"


@pytest.fixture(scope="session")
def registered_in_postgresql(shared_course, postgresql):
    """The name of a database in which the tiny assignment is registered."""
    url = postgresql()
    Gradebook(shared_course, url).release(SLUG)
    return url.split("/")[3].split("?")[0]


@pytest.fixture
def sqlite_url(course, registered_in_sqlite):
    """The course's own gradebook, with the tiny assignment registered."""
    path = course.root / "autograder" / "gradebook.db"
    shutil.copy(registered_in_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql, registered_in_postgresql):
    """A database of its own, with the tiny assignment registered."""
    return postgresql(registered_in_postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The URL of a database in which the tiny assignment is registered."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def gradebook(course, url):
    """Our `Gradebook` of the tiny course."""
    return Gradebook(course, url)


@pytest.fixture
def tables(url):
    """Open nbgrader's own interface to the same database."""
    return lambda: api.Gradebook(url, "nn-by-hand")


@pytest.fixture
def mark():
    """Return the `Marks` of a student who did everything; what is named differs."""

    def mark(student="ann", **different):
        values = {
            "moment": None,
            "scores": {"check_double": 2.0, "check_total": 1.5, "why": None},
            "untouched": {"double": False, "total": True, "why": False},
            "work": {"check_double": "d", "check_total": "t", "why": "w"},
        }
        return Marks(student, **{**values, **different})

    return mark
