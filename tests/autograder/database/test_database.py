"""A batch is stored whole or not at all, and what stops it is said in one clear sentence."""

import functools
import threading
from pathlib import Path

import pytest
from nbgrader import api
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import NullPool

from autograder import database
from autograder.course import CourseError
from autograder.gradebook import Gradebook
from autograder.sheet import Sheet

SLUG = "01-tiny"
WRITES = 6
MODELS = (
    api.Student,
    api.SubmittedAssignment,
    api.SubmittedNotebook,
    api.Grade,
    api.Comment,
)


@pytest.fixture
def count(tables):
    """Return how many rows there are of each kind."""

    def count():
        with tables() as book:
            return [book.db.query(model).count() for model in MODELS]

    return count


@pytest.fixture
def lose(url, monkeypatch):
    """Lose the connection behind the n-th write of a batch."""

    def lose(number):
        calls, write = iter(range(1, 99)), Sheet.write

        def write_and_lose(sheet):
            write(sheet)
            if next(calls) == number:
                _lose(sheet._connection, url)

        monkeypatch.setattr(Sheet, "write", write_and_lose)

    return lose


def _lose(connection, url):
    if "sqlite" in url:
        raise OperationalError("UPDATE", {}, Exception("disk I/O error"))
    (mine,) = connection.execute(text("SELECT pg_backend_pid()")).one()
    with create_engine(url, poolclass=NullPool).connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
    connection.execute(text("SELECT 1"))


@pytest.mark.parametrize("number", range(1, WRITES + 1))
def test_a_batch_that_loses_its_connection_is_not_there(
    gradebook, mark, count, lose, number, monkeypatch
):
    gradebook.write(SLUG, [mark("ann")])
    before = count()
    lose(number)
    lost = "(closed the connection|disk I/O error).*The same command goes on from here"
    with pytest.raises(CourseError, match=lost):
        gradebook.write(SLUG, [mark("ann"), mark("bob")])
    assert count() == before
    monkeypatch.undo()
    gradebook.write(SLUG, [mark("ann"), mark("bob")])
    assert count() == [2 * number for number in before]


def test_a_batch_has_that_many_writes(gradebook, mark, monkeypatch):
    calls, write = [], Sheet.write
    monkeypatch.setattr(Sheet, "write", lambda sheet: (calls.append(1), write(sheet)))
    gradebook.write(SLUG, [mark()])
    assert len(calls) == WRITES


@pytest.fixture
def hold(url):
    """Hold a lock that the writer needs, until it is let go."""
    engine = create_engine(url, poolclass=NullPool)
    connection = engine.connect()
    if "sqlite" in url:
        connection.connection.dbapi_connection.isolation_level = None
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT id FROM assignment FOR UPDATE"))
    yield connection.close
    connection.close()


def test_the_writer_waits_for_another_program(gradebook, mark, hold, count):
    timer = threading.Timer(0.3, hold)
    timer.start()
    gradebook.write(SLUG, [mark()])
    timer.join()
    assert count()[0] == 1


def test_a_lock_that_is_never_let_go_is_told(course, url, mark, hold, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 1)
    with pytest.raises(CourseError, match="locked by another program for 1 seconds"):
        Gradebook(course, url).write(SLUG, [mark()])


def test_a_row_that_another_program_wrote_at_the_same_instant_is_read(sqlite_url):
    calls = []

    def work(connection):
        calls.append(1)
        if len(calls) == 1:
            raise IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed"))
        return "done"

    assert database.transact(database.address(sqlite_url), work) == "done"


def test_two_writers_at_once_write_every_row_once(course, url, mark, count):
    students = [mark(f"student-{number}") for number in range(40)]

    def write(order):
        book = Gradebook(course, url)
        for start in range(0, 40, 10):
            book.write(SLUG, students[start : start + 10][::order])

    threads = [threading.Thread(target=functools.partial(write, order)) for order in (1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count() == [40, 40, 40, 120, 120]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("gradebook.db", "is no URL of a database"),
        ("nosuch://host/name", "needs a driver"),
        ("mysql+mysqldb://host/name", "needs a driver"),
    ],
)
def test_a_url_of_nothing_known_is_refused(course, url, said):
    with pytest.raises(CourseError, match=said):
        Gradebook(course, url)


def test_a_folder_that_is_missing_is_told(course, mark):
    book = Gradebook(course, "sqlite:////no/such/folder/gradebook.db")
    with pytest.raises(CourseError, match="unable to open database file"):
        book.release(SLUG)


def test_a_server_that_is_not_there_is_told_without_the_password(course, tmp_path):
    pytest.importorskip("psycopg2")
    book = Gradebook(course, f"postgresql+psycopg2://me:secret@/name?host={tmp_path}")
    with pytest.raises(CourseError, match="No such file or directory") as error:
        book.release(SLUG)
    assert "secret" not in str(error.value)


def test_a_password_with_any_characters_reaches_the_driver():
    url = make_url("postgresql+psycopg2://me:x@host/name").set(password="p%40/:?#")
    again = make_url(url.render_as_string(hide_password=False))
    assert again.password == "p%40/:?#"


def test_the_error_of_a_database_is_one_line(sqlite_url):
    url = database.address(sqlite_url)
    with pytest.raises(CourseError) as error:
        database.transact(url, lambda connection: connection.execute(text("SELECT nothing")))
    assert "\n" not in str(error.value)
    assert Path(url.database).name in str(error.value)
