"""The page about a class in Chromium: open to everybody, phone and desk, by day and by night.

No table, chart or name of it makes the page itself wider than the screen.
"""

import shutil
from pathlib import Path

import numpy as np
import pytest

import helpers.checks
from autograder import report

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLUG = "06-backpropagation"
STATES = ("graded", "graded", "graded", "time limit", "ended early", "not readable")
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
FOUND = """axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.flatMap(
  (v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 120)}`)))"""
# Letters that lie on one another, in a chart.
OVERLAPS = """[...document.querySelectorAll("svg")].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("text")].map((t) => [t, t.getBoundingClientRect()]);
  return boxes.flatMap(([a, one], i) => boxes.slice(i + 1).filter(([, two]) =>
    one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom
  ).map(([b]) => `${a.textContent} on ${b.textContent}`));
})"""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the page in"),
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is missing: npm ci"),
]


def _record(rng, tasks, state):
    given = {task.name: _task(rng, task) for task in tasks}
    why = "" if state == "graded" else f"`{tasks[0].name}` did not finish in 10 seconds " * 3
    return {"state": state, "why": why, "tasks": given}


def _task(rng, task):
    held = [bool(rng.random() < 0.7) for _ in task.properties]
    score = sum(p.points for p, holds in zip(task.properties, held, strict=True) if holds)
    said = [m.sentence for m in task.mistakes if m.sentence and not all(held)][:1]
    titles = [[p.title, holds] for p, holds in zip(task.properties, held, strict=True)]
    return {
        "score": score,
        "points": task.points,
        "why": "",
        "mistakes": said,
        "properties": titles,
    }


def _times(rng, tasks, least):
    seconds = {task.name: float(rng.lognormal(-7, 2)) for task in tasks}
    return sum(seconds.values()) + least, seconds


@pytest.fixture(scope="module", params=[0.0, 0.06, 0.2], ids=["1 ms", "60 ms", "200 ms"])
def path(request, tmp_path_factory):
    """A page about 60 students, whose work takes at least so long."""
    rng, tasks = np.random.default_rng(0), list(helpers.checks.load(SLUG).tasks.values())
    names = [*(f"student-{n}" for n in range(58)), "x" * 100, "<b>Ann</b> \\ O'Neil & co"]
    records = {n: _record(rng, tasks, STATES[i % len(STATES)]) for i, n in enumerate(names)}
    taken = {name: _times(rng, tasks, request.param) for name in names}
    page = tmp_path_factory.mktemp("report") / "page.html"
    page.write_text(report.page(SLUG, tasks, records, taken), encoding="utf-8")
    return page


@pytest.fixture(scope="module")
def browser():
    """Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=SIZES)
def size(request):
    return dict(zip(("width", "height"), SIZES[request.param], strict=True))


@pytest.fixture
def page(browser, path, scheme, size):
    """The page, opened."""
    opened = browser.new_page(viewport=size, color_scheme=scheme)
    opened.words = []
    opened.on("console", lambda message: opened.words.append(message.text))
    opened.goto(path.as_uri())
    yield opened
    opened.close()


def test_axe_finds_no_barrier(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FOUND) == []


def test_the_page_is_no_wider_than_the_screen(page, size):
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_no_letters_of_a_chart_lie_on_others(page):
    assert page.evaluate(OVERLAPS) == []


def test_the_console_is_silent(page):
    assert page.words == []
