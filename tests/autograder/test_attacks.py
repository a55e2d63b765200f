"""Attacks on the grader: no points without work, no harm to who hands in, waits or looks.

Each is a file of `attacks/`. They are handed in by classes, a family of attacks each, with an
honest student behind every attacker.
"""

import csv
import functools
import io
import shutil

import pytest
from nbconvert import HTMLExporter
from rich.console import Console

from autograder import export, report, table
from autograder.events import Lines
from tests.autograder import tiny
from tests.autograder.attacks import class_of_attackers, looks
from tests.autograder.attacks.collection import attacks
from tests.autograder.attacks.parts import MARK

pytestmark = pytest.mark.usefixtures("bwrap")
ATTACKS = attacks()
CLASSES = list(dict.fromkeys((a.family, a.slug, a.is_long) for a in ATTACKS))


def _name(attack):
    return attack.name


def _marks(is_long):
    return [pytest.mark.long] if is_long else []


each_attack = pytest.mark.parametrize(
    "attack", [pytest.param(a, id=a.name, marks=_marks(a.is_long)) for a in ATTACKS]
)
each_class = pytest.mark.parametrize(
    "attackers", [pytest.param(c, id="-".join(c[:2]), marks=_marks(c[2])) for c in CLASSES]
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory, empty_gradebook):
    """A function from (family, slug, is it long?) to that class, graded."""
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed")

    @functools.cache
    def of(family, slug, is_long):
        course = class_of_attackers.course_in(
            tmp_path_factory.mktemp(family), slug, empty_gradebook
        )
        mine = [a for a in ATTACKS if (a.family, a.slug, a.is_long) == (family, slug, is_long)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SECRET_OF_THE_COURSE", "hush")
            return class_of_attackers.grade(course, slug, mine)

    return of


def _class_of(graded, attack):
    return graded(attack.family, attack.slug, attack.is_long)


@each_attack
def test_an_attack_gets_what_it_deserves(graded, attack):
    result = _class_of(graded, attack)
    got = {(result.score(s), result.records[s]["state"]) for s in attack.students}
    assert got == {attack.expected}


@each_attack
def test_an_attack_was_really_made(graded, attack):
    result = _class_of(graded, attack)
    for student in attack.students:
        assert attack.says in result.said(student)


@each_class
def test_honest_students_lose_nothing(graded, attackers):
    """The first of them is graded before anybody attacks."""
    result = graded(*attackers)
    first, *others = result.honest
    assert result.score(first) == sum(t["points"] for t in result.records[first]["tasks"].values())
    assert [s for s in others if result.notebook(s) != result.notebook(first)] == []


def test_honest_work_gives_the_same_bytes_where_nobody_attacks(tmp_path, empty_gradebook, graded):
    course = class_of_attackers.course_in(tmp_path, tiny.SLUG, empty_gradebook)
    calm = class_of_attackers.grade(course, tiny.SLUG, [])
    attacked = graded("escape", tiny.SLUG, False)
    assert calm.notebook("00-honest") == attacked.notebook("zz-honest")


@each_class
def test_the_gradebook_says_the_same(graded, attackers):
    result = graded(*attackers)
    marks = result.marks()
    assert marks == {student: result.score(student) for student in marks}
    assert set(result.honest) <= marks.keys() <= result.records.keys()


@each_class
def test_nothing_outlives_the_run(graded, attackers):
    assert graded(*attackers).left == []


@each_class
def test_the_course_is_as_it_was(graded, attackers):
    assert graded(*attackers).changed == set()


@pytest.mark.long
@pytest.mark.parametrize("family", ["theft", "escape"])
def test_attackers_that_are_graded_side_by_side_get_the_same(
    tmp_path, empty_gradebook, graded, family
):
    mine = [a for a in ATTACKS if (a.family, a.slug, a.is_long) == (family, tiny.SLUG, False)]
    course = class_of_attackers.course_in(tmp_path, tiny.SLUG, empty_gradebook)
    two = class_of_attackers.grade(course, tiny.SLUG, mine, workers=2)
    one = graded(family, tiny.SLUG, False)
    assert two.records == one.records
    assert {two.notebook(s) for s in two.honest} == {one.notebook("00-honest")}


@pytest.fixture(scope="module")
def lookers(graded):
    """The class whose attacks are on those who look at what it did."""
    return graded("looking", tiny.SLUG, False)


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.family == "looking"], ids=_name)
def test_an_autograded_notebook_as_a_page_holds_nothing_active(lookers, attack):
    for student in attack.students:
        path = lookers.course.autograded_notebook(student, attack.slug)
        if path.exists():
            page, _ = HTMLExporter().from_filename(str(path))
            assert looks.active_in_page(page) == []


@pytest.mark.long
def test_nothing_happens_in_a_browser(lookers, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api")
    if not (chromium := shutil.which("chromium")):
        pytest.skip("chromium is not installed")
    files = [lookers.course.autograded_notebook(s, lookers.slug) for s in lookers.records]
    pages = [HTMLExporter().from_filename(str(file))[0] for file in files if file.exists()]
    pages.append(report.write(lookers.course, lookers.slug, load=tiny.load).read_text())
    happened = []
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(offline=True)
        page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: happened.append(request.url))
        page.set_content(f"<script>alert('{MARK}')</script>")
        assert happened.pop() == MARK
        for text in pages:
            page.set_content(text, wait_until="domcontentloaded")
        browser.close()
    assert [text for text in happened if MARK in text] == []


def test_the_report_holds_nothing_active(lookers):
    path = report.write(lookers.course, lookers.slug, load=tiny.load)
    assert looks.active_in_page(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("form", ["csv", "canvas"])
def test_a_sheet_of_grades_holds_no_formula(lookers, form):
    path, _ = export.export(lookers.course, form, [lookers.slug])
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert len(rows) > len(lookers.honest)
    assert looks.formulas(rows) == []


def test_the_table_steers_no_terminal(lookers):
    file = io.StringIO()
    rows = lookers.records.items()
    Console(file=file, width=200).print(table.scores(lookers.slug, tiny.TASKS.values(), rows))
    assert looks.controls(file.getvalue()) == set()


def test_the_events_steer_no_terminal(lookers):
    file = io.StringIO()
    for student, record in lookers.records.items():
        Lines(file).graded("graded", student, record, 1, 2)
    assert file.getvalue().isascii()
    assert looks.controls(file.getvalue()) == set()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('left-by-an-attack')</script>",
        "<a href='javascript:left-by-an-attack'>x</a>",
        "<b title=x onclick=\"alert('left-by-an-attack')\">x</b>",
        "<p>$\\href{javascript:alert('left-by-an-attack')}{x}$</p>",
        "<svg><text>left-by-an-attack</text></svg>",
    ],
)
def test_what_acts_would_be_found(text):
    assert looks.active_in_page(text)


def test_a_formula_would_be_found():
    assert looks.formulas([["-1.5", "=SUM(1)", "x"]]) == ["=SUM(1)"]
