"""Our commands and nbgrader's work on a PostgreSQL database that is named by its URL."""

import csv
import os
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook

from autograder import run
from autograder.__main__ import main
from tests.autograder import tiny

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = tiny.SLUG


@pytest.fixture
def in_course(course, monkeypatch, load):
    """Stand in the course's folder, with the tiny tasks."""
    monkeypatch.chdir(course.root)
    monkeypatch.setattr("helpers.checks.load", load)
    monkeypatch.setitem(run.desk.__kwdefaults__, "load", load)
    return course


def nbgrader(course, *arguments):
    """Run one of nbgrader's own commands in a course."""
    scripts = os.path.dirname(sys.executable)
    environment = {**os.environ, "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")])}
    command = [os.path.join(scripts, "nbgrader"), *arguments]
    subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, timeout=120, check=True
    )


def test_a_database_named_by_its_url_is_graded_into_and_exported_from(
    in_course, hand_in, copy_of, postgresql
):
    """The database is empty: its tables are made, the assignment is registered."""
    url = postgresql()
    hand_in("ann", copy_of(total="def total(x): return 0"))
    assert main(["grade", SLUG, "--db", url]) == 0
    assert main(["export", SLUG, "--db", url]) == 0
    table = (in_course.reports / f"grades-csv-{SLUG}.csv").read_text()
    rows = list(csv.DictReader(table.splitlines()))
    assert [(row["student_id"], row["score"]) for row in rows] == [("ann", "2.0")]
    with Gradebook(f"sqlite:///{in_course.root}/autograder/gradebook.db") as untouched:
        assert untouched.students == []


def test_without_a_url_the_database_is_that_of_nbgraders_configuration(
    in_course, hand_in, copy_of, postgresql_url
):
    with (in_course.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = {postgresql_url!r}\n")
    hand_in("ann", copy_of())
    assert main(["grade", SLUG]) == 0
    with Gradebook(postgresql_url) as tables:
        assert [student.id for student in tables.students] == ["ann"]


def test_nbgraders_commands_work_on_that_database(in_course, hand_in, copy_of, postgresql_url):
    hand_in("ann", copy_of())
    assert main(["grade", SLUG, "--db", postgresql_url]) == 0
    nbgrader(in_course, "db", "upgrade", "--db", postgresql_url)
    nbgrader(in_course, "generate_feedback", SLUG, "--db", postgresql_url)
    page = in_course.root / "autograder" / "feedback" / "ann" / SLUG / f"{SLUG}.html"
    assert "(Score: 5.0 / 9.0)" in " ".join(page.read_text().split())
