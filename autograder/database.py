"""Transactions on the gradebook's database: whole or not at all, and errors that say what to do."""

import contextlib
import functools

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from autograder.course import CourseError

# Seconds to wait for another program that writes; the formgrader writes for an instant only.
PATIENCE = 60
LOCKED = ("locked", "lock timeout")


def address(text):
    """Return the URL of a database that can be used here.

    Raises:
        CourseError: if it is no URL, or its driver is not installed.
    """
    try:
        url = make_url(text)
        url.get_dialect().import_dbapi()
    except (NoSuchModuleError, ImportError) as error:
        raise CourseError(
            f"{_shown(url)} needs a driver ({error}); for PostgreSQL: pip install psycopg2-binary"
        ) from None
    except ArgumentError:
        raise CourseError(
            f"{text!r} is no URL of a database; expected for example "
            "postgresql+psycopg2://USER@HOST/NAME or sqlite:////folder/gradebook.db"
        ) from None
    return _patient(url)


def transact(url, work):
    """Call work(connection) in a transaction: all of it is stored or, after an error, nothing.

    It is called again where another program stored the same row at the same instant.

    Raises:
        CourseError: if the database refuses, is locked by another program, or is lost.
    """
    with explained(url):
        try:
            return _transact(url, work)
        except IntegrityError:
            return _transact(url, work)


def _transact(url, work):
    with _engine(url).begin() as connection:
        if url.get_backend_name() == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        return work(connection)


@contextlib.contextmanager
def explained(url):
    """Turn what a database says into a `CourseError`, without the password in its URL."""
    try:
        yield
    except DBAPIError as error:
        raise CourseError(_explanation(url, str(error.orig))) from error


def _explanation(url, said):
    if any(word in said for word in LOCKED):
        return (
            f"the gradebook {_shown(url)} was locked by another program for {PATIENCE} seconds; "
            "close what is writing to it. The same command goes on from here"
        )
    reason = said.strip().split("\n")[0]
    return f"the gradebook {_shown(url)}: {reason}. The same command goes on from here"


def _shown(url):
    return url.set(query={}).render_as_string(hide_password=True)


def _patient(url):
    if url.get_backend_name() == "sqlite" and "timeout" not in url.query:
        return url.update_query_dict({"timeout": str(PATIENCE)})
    return url


@functools.cache
def _engine(url):
    """Every transaction has a connection of its own; what SQLAlchemy compiled is kept for all."""
    engine = create_engine(url, poolclass=NullPool)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _lock_first)
    return engine


def _leave_transactions_to_us(connection, record):
    connection.isolation_level = None


def _lock_first(connection):
    """Who reads first and asks for the lock later is refused at once instead of made to wait."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
