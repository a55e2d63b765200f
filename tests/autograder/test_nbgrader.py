"""The commands of nbgrader work on what we write."""

import os
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


def nbgrader(course, *arguments):
    """Run one of nbgrader's own commands in a course."""
    scripts = os.path.dirname(sys.executable)
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    return subprocess.run(
        [shutil.which("nbgrader", path=path), *arguments],
        cwd=course.root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_nbgraders_feedback_and_export_work_on_what_we_write(grade, hand_in, copy_of, course):
    hand_in("ann", copy_of(why="<img src=x onerror=alert(1)>"))
    hand_in("bob", "{")
    grade()
    nbgrader(course, "generate_feedback", SLUG)
    nbgrader(course, "export")
    feedback = course.root / "autograder" / "feedback" / "ann" / SLUG / f"{SLUG}.html"
    assert "<img src=x" not in feedback.read_text()
    grades = (course.root / "grades.csv").read_text()
    assert [line.split(",")[7] for line in grades.split("\n")[1:3]] == ["5.0", "0.0"]
