"""Grading a class into nbgrader's gradebook: complete, repeatable, and stopped by nobody."""

import io
import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat import v4
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import run
from autograder.__main__ import main
from autograder.course import CourseError
from autograder.gradebook import _quietly
from autograder.seed import seed_of

pytestmark = pytest.mark.usefixtures("bwrap")
SLUG = "01-tiny"


@pytest.fixture
def grade(course, limits, load):
    """Grade the class and return its `ClassResult`."""

    def grade():
        desk = run.desk(course, SLUG, limits=limits, load=load)
        return run.grade_class(desk, Console(file=io.StringIO()))

    return grade


@pytest.fixture
def gradebook(course):
    """nbgrader's own view of the gradebook."""

    def look():
        url = f"sqlite:///{course.root}/autograder/gradebook.db"
        return Gradebook(url, "nn-by-hand")

    return look


def marks(gradebook, student):
    with gradebook() as tables:
        (notebook,) = tables.find_submission(SLUG, student).notebooks
        return {
            g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in notebook.grades
        }


def autograded(course, student):
    return nbformat.read(course.autograded_notebook(student, SLUG), as_version=4)


def test_scores_are_in_the_gradebook(grade, hand_in, copy_of, gradebook):
    hand_in("ann", copy_of(double="def double(x): return x", why="Because."))
    grade()
    assert marks(gradebook, "ann") == {
        "check_double": (0, None, False),
        "check_total": (3, None, False),
        "why": (None, None, True),
    }


def test_an_answer_left_untouched_needs_nobody(grade, hand_in, copy_of, gradebook):
    hand_in("ann", copy_of(why="*Write your answer here.*"))
    grade()
    assert marks(gradebook, "ann")["why"] == (0, None, False)


def test_maximal_scores_come_from_the_tasks(grade, hand_in, copy_of, gradebook):
    hand_in("ann", copy_of())
    grade()
    with gradebook() as tables:
        cells = tables.find_notebook(SLUG, SLUG).grade_cells
        assert {c.name: c.max_score for c in cells} == {
            "check_double": 2,
            "check_total": 3,
            "why": 4,
        }


def test_grading_again_changes_nothing(grade, hand_in, copy_of, gradebook, course):
    hand_in("ann", copy_of(total="def total(x): return 1"))
    grade()
    first = marks(gradebook, "ann"), course.autograded_notebook("ann", SLUG).read_bytes()
    grade()
    second = marks(gradebook, "ann"), course.autograded_notebook("ann", SLUG).read_bytes()
    assert first == second


def test_a_manual_score_is_kept(grade, hand_in, copy_of, gradebook):
    hand_in("ann", copy_of(why="Because."))
    grade()
    with gradebook() as tables:
        written = tables.find_grade("why", SLUG, SLUG, "ann")
        written.manual_score, written.needs_manual_grade = 3, False
        tables.db.commit()
    grade()
    assert marks(gradebook, "ann")["why"] == (None, 3, False)


def test_a_new_answer_asks_for_a_person_again(grade, hand_in, copy_of, gradebook):
    hand_in("ann", copy_of(why="Because."))
    grade()
    with gradebook() as tables:
        written = tables.find_grade("why", SLUG, SLUG, "ann")
        written.manual_score, written.needs_manual_grade = 3, False
        tables.db.commit()
    hand_in("ann", copy_of(why="Because of something else."))
    grade()
    assert marks(gradebook, "ann")["why"] == (None, 3, True)


def test_a_broken_submission_stops_nobody(grade, hand_in, copy_of):
    hand_in("ann", copy_of())
    hand_in("bob", "{")
    hand_in("carl", copy_of(double="import os; os._exit(1)"))
    hand_in("<img src=x>", copy_of())
    hand_in("dora", copy_of())
    states = {student: record["state"] for student, record in grade().records.items()}
    assert states == {
        "<img src=x>": "not readable",
        "ann": "graded",
        "bob": "not readable",
        "carl": "ended early",
        "dora": "graded",
    }


def test_a_broken_submission_has_no_points_and_its_reason(grade, hand_in, gradebook, course):
    hand_in("bob", "{")
    grade()
    assert {auto for auto, _, _ in marks(gradebook, "bob").values()} == {0}
    assert "could not be graded" in autograded(course, "bob").cells[0].source


def test_a_hostile_name_reaches_no_gradebook(grade, hand_in, copy_of, gradebook, course):
    hand_in("<img src=x>", copy_of())
    grade()
    assert not course.autograded.exists()
    with gradebook() as tables:
        assert tables.students == []


def test_the_order_of_grading_is_of_no_consequence(course, limits, load, hand_in, copy_of):
    for student in ("ann", "bob"):
        hand_in(student, copy_of(double=f"def double(x): return {student!r}"))
    desk = run.desk(course, SLUG, limits=limits, load=load)
    first = {student: desk.grade(student) for student in ("ann", "bob")}
    second = {student: desk.grade(student) for student in ("bob", "ann")}
    assert first == second


def test_nothing_is_lost_when_the_gradebook_is_new(grade, hand_in, copy_of, gradebook, course):
    hand_in("ann", copy_of())
    grade()
    (course.root / "autograder" / "gradebook.db").unlink()
    grade()
    assert marks(gradebook, "ann")["check_total"] == (3, None, False)


def test_the_notebook_holds_the_students_cells_and_our_report(grade, hand_in, copy_of, course):
    mine = "def double(x):\n    return x + x  # mine"
    notebook = copy_of(double=mine)
    notebook.cells.insert(3, v4.new_code_cell("print('hello')"))
    hand_in("ann", notebook)
    grade()
    cells = autograded(course, "ann").cells
    assert [cells[3].outputs[0].text, cells[4].source] == ["hello\n", mine]
    assert cells[5].outputs[0].data["text/plain"] == "2"


def test_the_instructors_text_stays_as_it_is(course, source, grade, hand_in, copy_of):
    source.cells[0].source = "<details><summary>Hint</summary>Think.</details>"
    nbformat.write(source, course.source(SLUG))
    notebook = copy_of()
    notebook.cells[0].source = source.cells[0].source
    hand_in("ann", notebook)
    grade()
    assert autograded(course, "ann").cells[0].source == source.cells[0].source


def test_stored_outputs_of_the_student_are_not_shown(grade, hand_in, copy_of, course):
    notebook = copy_of()
    html = v4.new_output("display_data", data={"text/html": "<script>alert(1)</script>"})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [html]
    hand_in("ann", notebook)
    grade()
    assert "<script>" not in course.autograded_notebook("ann", SLUG).read_text()


def test_what_the_student_wrote_is_harmless_in_the_notebook(grade, hand_in, copy_of, course):
    notebook = copy_of(
        why="<script>alert(1)</script>",
        double="from IPython.display import HTML, display\n"
        "display(HTML('<script>alert(2)</script>'))\n"
        "def double(x): raise ValueError('<script>alert(3)</script>')",
    )
    notebook.metadata["x"] = "<script>alert(4)</script>"
    notebook.cells[0].metadata["x"] = "<script>alert(5)</script>"
    hand_in("ann", notebook)
    grade()
    stored = json.loads(course.autograded_notebook("ann", SLUG).read_text())
    shown = json.dumps([[c.get("outputs"), c["metadata"]] for c in stored["cells"]])
    texts = "".join("".join(c["source"]) for c in stored["cells"] if c["cell_type"] == "markdown")
    html = "".join(
        "".join(output["data"].get("text/html", ""))
        for cell in stored["cells"]
        for output in cell.get("outputs", ())
        if "data" in output
    )
    assert ["<script>" in texts, "<script>" in html, "alert(5)" in shown] == [False] * 3
    assert "alert(4)" not in json.dumps(stored["metadata"])


def test_the_timestamp_is_kept(grade, hand_in, copy_of, gradebook, course):
    path = hand_in("ann", copy_of())
    (path.parent / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    grade()
    with gradebook() as tables:
        assert f"{tables.find_submission(SLUG, 'ann').timestamp:%d.%m. %H:%M}" == "20.11. 10:00"
    kept = course.autograded_notebook("ann", SLUG).parent / "timestamp.txt"
    assert kept.read_text().startswith("2026-11-20 10:00:00")


def test_the_seed_is_drawn_once_and_for_its_owner_only(course):
    (course.root / "autograder").mkdir(exist_ok=True)
    assert seed_of(course, SLUG) == seed_of(course, SLUG)
    assert (course.secrets / SLUG).stat().st_mode & 0o077 == 0
    assert course.secrets.stat().st_mode & 0o077 == 0


def test_assignments_have_seeds_of_their_own(course):
    assert seed_of(course, SLUG) != seed_of(course, "02-other")


def test_a_graded_cell_of_another_form_stops_the_run(course, source, grade, gradebook):
    source.cells[4].source = "assert double(1) == 2"
    nbformat.write(source, course.source(SLUG))
    with pytest.raises(CourseError, match="check_double"):
        grade()
    with gradebook() as tables:
        assert tables.assignments == []


@pytest.fixture
def in_course(course, monkeypatch, load):
    """Stand in the course's folder, with the tiny tasks."""
    monkeypatch.chdir(course.root)
    monkeypatch.setattr("helpers.checks.load", load)
    monkeypatch.setattr(run.desk, "__kwdefaults__", {**run.desk.__kwdefaults__, "load": load})
    return course


def test_the_command_returns_0_when_all_went_well(in_course, hand_in, copy_of, capsys):
    hand_in("ann", copy_of())
    assert main(["grade", SLUG]) == 0
    assert "1 submissions, 0 of them failed" in capsys.readouterr().out


def test_the_command_returns_1_when_a_submission_failed(in_course, hand_in, capsys):
    hand_in("ann", "{")
    assert main(["grade", SLUG]) == 1


def test_the_command_returns_2_and_the_names_for_an_unknown_assignment(in_course, capsys):
    assert main(["grade", "02-other"]) == 2
    assert "there are: 01-tiny" in capsys.readouterr().err


def test_the_table_shows_scores_and_reasons(in_course, hand_in, copy_of, capsys):
    hand_in("ann", copy_of(double="def double(x): return x / 2"))
    main(["grade", SLUG])
    (row,) = [line for line in capsys.readouterr().out.split("\n") if "ann" in line]
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [
        "ann",
        "0",
        "3",
        "3",
        "graded",
        "You halved it.",
    ]


def test_markup_in_a_name_is_only_text(in_course, hand_in, copy_of, capsys):
    hand_in("[bold red]x", copy_of())
    main(["grade", SLUG])
    assert "[bold red]x" in capsys.readouterr().out


def test_grading_by_process_says_that_it_is_not_safe(in_course, capsys):
    main(["grade", SLUG, "--isolation", "process"])
    assert "NOT SAFE" in capsys.readouterr().out


def test_the_page_counts_mistakes_and_escapes(in_course, hand_in, copy_of, capsys):
    for student in ("ann", "bob"):
        hand_in(student, copy_of(double="def double(x): return x / 2"))
    hand_in("carl", copy_of(double="def double(x): raise ValueError('<script>alert(1)</script>')"))
    main(["grade", SLUG])
    assert main(["report", SLUG]) == 0
    page = (in_course.reports / f"{SLUG}.html").read_text()
    assert '<td>double</td><td class="number">2</td><td>You halved it. Double it' in page
    assert "<script" not in page


def test_a_page_about_nothing_is_refused(in_course, capsys):
    assert main(["report", SLUG]) == 2
    assert "nothing of 01-tiny is graded yet" in capsys.readouterr().err


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


def test_registering_leaves_the_released_folder_alone(grade, course):
    grade()
    assert not (course.root / "exercises").exists()


def test_no_warning_of_nbgrader_reaches_the_terminal(recwarn):
    import warnings

    from sqlalchemy.exc import SAWarning

    with _quietly():
        warnings.warn("rows", SAWarning, stacklevel=1)
    assert not recwarn.list
