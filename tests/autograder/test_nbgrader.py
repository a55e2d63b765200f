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


HOSTILE = """
from IPython.display import HTML, display
display(HTML("<script>alert(2)</script>"))
print("<script>alert(3)</script>")
def double(x):
    return 2 * x
HTML("<script>alert(4)</script>")
"""


def test_nbgraders_feedback_and_export_work_on_what_we_write(grade, hand_in, copy_of, course):
    hand_in("ann", copy_of(why="<img src=x onerror=alert(1)>", double=HOSTILE))
    hand_in("bob", "{")
    grade()
    nbgrader(course, "generate_feedback", SLUG)
    nbgrader(course, "export")
    feedback = course.root / "autograder" / "feedback" / "ann" / SLUG / f"{SLUG}.html"
    page = feedback.read_text()
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(3)" in page
    grades = (course.root / "grades.csv").read_text()
    assert [line.split(",")[7] for line in grades.split("\n")[1:3]] == ["5.0", "0.0"]
