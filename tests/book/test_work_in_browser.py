"""A student works on an exercise in its page: in Chromium, with the Python that the page loads."""

import functools
import http.server
import importlib.util
import json
import shutil
import threading
from pathlib import Path

import nbformat
import pytest

from autograder import intake, matching
from autograder.assignment import parse, read
from autograder.course import Course
from autograder.grading import Grader
from autograder.sandbox.limits import Limits
from helpers.checks import load
from tools.project import here

ROOT = here().root
_spec = importlib.util.spec_from_file_location(
    "exercise_site", Path(__file__).with_name("exercise_site.py")
)
exercise_site = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(exercise_site)
SLUG = exercise_site.SLUG
MOST_STOPS = 200
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SOON, LATE = 5_000, 60_000  # milliseconds: for the page to react, for Python to come
TASKS = tuple(load(SLUG).tasks)

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the pages in"),
    pytest.mark.skipif(exercise_site.missing() != "", reason=exercise_site.missing()),
]


@pytest.fixture(scope="module")
def html(sample_site, tmp_path_factory):
    return sample_site.built(exercise_site.prepare(tmp_path_factory.mktemp("exercise")))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *ignored):
        pass


@pytest.fixture(scope="module")
def address(html):
    handler = functools.partial(Quiet, directory=str(html))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{exercise_site.PAGE}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Desk:
    """A student at the page: what they do, and what they see."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.page.set_default_timeout(SOON)
        self.asked_for, self.said = [], []
        self.page.on("request", lambda request: self.asked_for.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(address)

    def sit_down(self):
        self.page.locator(".work .work-main").click()
        self.editor(TASKS[0]).wait_for()
        return self

    def cell(self, name):
        return self.page.locator(f"[id='cell-{name}']")

    def editor(self, name):
        return self.cell(name).locator(".cm-content")

    def code(self, name):
        return "\n".join(self.editor(name).locator(".cm-line").all_inner_texts()).replace(
            "\n\n", "\n"
        )

    def type(self, name, text):
        self.editor(name).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def press(self, name, label):
        self.cell(name).get_by_role("button", name=label, exact=True).click()

    def status(self, name):
        return self.cell(name).locator(".work-status")

    def check(self, name):
        """Check a task by keyboard; return the report as text."""
        self.editor(name).click()
        self.page.keyboard.press("Control+Enter")
        return self.report(name)

    def report(self, name):
        self.status(name).filter(has_text="points").wait_for(timeout=LATE)
        return self.cell(f"check_{name}").locator(".work-html").inner_text()

    def progress(self):
        return self.page.locator(".work-progress").inner_text()

    def saved(self):
        """Download the notebook; return the file."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download my notebook").click()
        return Path(download.value.path())


@pytest.fixture
def desk(browser, address):
    """Return a function that opens the page in a browser that has never seen it."""
    contexts = []

    def open_it(at=address, **options):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        return Desk(context, at)

    yield open_it
    for context in contexts:
        context.close()


def solutions():
    """Return {task: its solution}, as a student would type it."""
    notebook = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    sources = {cell.id: cell.source for cell in notebook.cells if cell.id in TASKS}
    return {
        name: "\n".join(line for line in source.split("\n") if "SOLUTION" not in line)
        for name, source in sources.items()
    }


@pytest.fixture(scope="module")
def solved(browser, address):
    """The desk of a student who solved everything, from the first task to the last."""
    desk = Desk(browser.new_context(), address)
    desk.before = list(desk.asked_for)
    desk.sit_down()
    for name, text in solutions().items():
        desk.type(name, text)
        desk.check(name)
    desk.page.locator(".work-answer").fill("Because it is\ncheaper.")
    return desk


def test_every_task_gets_full_marks(solved):
    marks = {name: solved.status(name).inner_text() for name in TASKS}
    points = {name: task.points for name, task in load(SLUG).tasks.items()}
    assert marks == {name: f"✓ {p} of {p} points" for name, p in points.items()}
    assert solved.progress() == f"{len(TASKS)} of {len(TASKS)} tasks hold"


def test_nothing_is_loaded_before_it_is_asked_for(solved):
    early = [url for url in solved.before if "/work/" in url or "pyodide" in url]
    assert early == []
    assert any("pyodide.asm.wasm" in url for url in solved.asked_for)


def test_nothing_comes_from_elsewhere(solved, address):
    home = address.split("/exercises/")[0]
    assert [url for url in solved.asked_for if not url.startswith((home, "blob:"))] == []


def test_the_console_stays_silent(solved):
    assert solved.said == []


def test_a_demonstration_runs_with_the_students_own_functions(solved):
    cell = solved.page.locator(".cell", has_text="worst error")
    cell.get_by_role("button", name="Run", exact=True).click()
    cell.locator("pre.work-text").filter(has_text="worst error").wait_for()


@pytest.fixture
def handed_in(solved, tmp_path):
    """A course in which the page's own file was handed in."""
    course = Course(tmp_path)
    place = course.submitted / "ann" / SLUG / f"{SLUG}.ipynb"
    place.parent.mkdir(parents=True)
    shutil.copy(solved.saved(), place)
    return course


def test_the_saved_notebook_is_the_released_one_but_for_what_was_typed(handed_in):
    saved = json.loads((handed_in.submitted / "ann" / SLUG / f"{SLUG}.ipynb").read_text())
    released = json.loads((ROOT / "exercises" / SLUG / f"{SLUG}.ipynb").read_text())
    typed = {cell["id"]: "".join(cell.pop("source")) for cell in saved["cells"]}
    given = {cell["id"]: "".join(cell.pop("source")) for cell in released["cells"]}
    assert saved == released
    assert {name for name in given if typed[name] != given[name]} == {*TASKS, "why_backpropagation"}


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap, the sandbox, is missing")
def test_the_autograder_gives_the_saved_notebook_full_marks(handed_in):
    source = read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb")
    assignment = parse(SLUG, source, load(SLUG).tasks)
    steps = matching.steps(assignment, intake.read(handed_in, "ann", SLUG))
    scores = Grader(assignment, 7, Limits()).grade(steps).scores
    assert scores == {f"check_{n}": t.points for n, t in load(SLUG).tasks.items()}


def test_a_reload_keeps_the_work_and_what_holds(solved):
    solved.page.reload()
    solved.page.get_by_role("button", name="Go on with your work").click()
    solved.editor("mlp_backward").wait_for()
    assert solved.progress() == f"{len(TASKS)} of {len(TASKS)} tasks hold"
    assert solved.page.locator(".work-answer").input_value() == "Because it is\ncheaper."


def test_after_a_reload_one_check_brings_the_others_back(solved):
    points = sum(task.points for task in load(SLUG).tasks.values())
    solved.page.reload()
    solved.sit_down().check("mlp_backward")
    solved.type("mlp_backward", solutions()["mlp_backward"] + "\n\n\ncheck.progress()")
    solved.press("mlp_backward", "Run")
    shown = solved.cell("mlp_backward").locator(".work-html")
    assert f"{points} of {points} points from the checks" in shown.inner_text()


@pytest.fixture(scope="module")
def trying(browser, address):
    """The desk of a student who tries things out."""
    return Desk(browser.new_context(), address).sit_down()


def test_a_wrong_answer_gets_its_sentence(trying):
    wrong = solutions()["dense_backward"].replace("db = dZ.sum(axis=0)", "db = dZ.mean(axis=0)")
    trying.type("dense_backward", wrong)
    assert "is the mean of dZ over the batch" in trying.check("dense_backward")
    assert trying.status("dense_backward").inner_text() == "2 of 3 points"


def test_an_endless_loop_can_be_stopped_and_the_next_check_works(trying):
    trying.type("output_delta", "def output_delta(z, y):\n    while True:\n        pass")
    trying.press("output_delta", "Check")
    trying.status("output_delta").filter(has_text="Running").wait_for(timeout=LATE)
    trying.press("output_delta", "Stop")
    trying.status("output_delta").filter(has_text="Stopped").wait_for()
    trying.type("dense_backward", solutions()["dense_backward"])
    assert "3 of 3 points" in trying.check("dense_backward")


@pytest.mark.long
def test_a_check_that_runs_long_says_so(trying):
    trying.type("output_delta", "def output_delta(z, y):\n    while True:\n        pass")
    trying.press("output_delta", "Check")
    trying.status("output_delta").filter(has_text="a loop without an end").wait_for(timeout=LATE)
    trying.press("output_delta", "Stop")


def test_recursion_without_an_end_is_an_error_like_any(trying):
    trying.type("output_delta", "def output_delta(z, y):\n    return output_delta(z, y)")
    assert "RecursionError" in trying.check("output_delta")


def test_hints_open_one_after_the_other(trying):
    trying.press("gradient_check", "Hint")
    trying.press("gradient_check", "Hint")
    hints = trying.page.locator("[id='cell-check_gradient_check'] ~ details")
    assert [hints.nth(i).evaluate("hint => hint.open") for i in range(3)] == [True, True, False]


def test_a_hint_from_python_shows_its_formulas(trying):
    trying.type("mlp_backward", 'check.hint("dense_backward"); check.hint("dense_backward")')
    trying.press("mlp_backward", "Run")
    hint = trying.cell("mlp_backward").locator(".work-markdown")
    hint.filter(has_text="Hint 2 of 3").wait_for(timeout=LATE)
    assert hint.locator(".katex").count() > 0


def test_what_code_shows_as_html_cannot_act(trying):
    evil = "<img src=x onerror='document.title=1'><b onclick='1'>bold</b><script>1</script>"
    trying.type(
        "mlp_backward", f'class A:\n    def _repr_html_(self):\n        return """{evil}"""\nA()'
    )
    trying.press("mlp_backward", "Run")
    shown = trying.cell("mlp_backward").locator(".work-html")
    shown.wait_for(timeout=LATE)
    assert shown.inner_html() == "<b>bold</b>"


def test_escape_leaves_the_editor_for_its_buttons(trying):
    trying.editor("dense_backward").click()
    trying.page.keyboard.press("Tab")
    assert trying.page.evaluate("document.activeElement.className").startswith("cm-content")
    trying.page.keyboard.press("Escape")
    assert trying.page.evaluate("document.activeElement.textContent") == "Check"


def test_reset_asks_before_it_deletes(trying):
    stub = solutions()["loss_and_gradients"].split("\n")[0]
    trying.type("loss_and_gradients", "x = 1")
    answers = iter(["dismiss", "accept"])
    trying.page.on("dialog", lambda dialog: getattr(dialog, next(answers))())
    trying.press("loss_and_gradients", "Reset")
    assert trying.code("loss_and_gradients") == "x = 1"
    trying.press("loss_and_gradients", "Reset")
    assert trying.code("loss_and_gradients").startswith(stub)


def test_a_task_is_solved_without_a_mouse(desk):
    student = desk()
    keyboard = student.page.keyboard
    student.page.on("dialog", lambda dialog: dialog.accept())

    def tab_to(label, key="Tab"):
        for _ in range(MOST_STOPS):
            keyboard.press(key)
            if student.page.evaluate("document.activeElement.textContent.trim()") == label:
                return
        pytest.fail(f"{MOST_STOPS} presses of Tab do not lead to {label}")

    tab_to("Work here")
    keyboard.press("Enter")
    student.editor(TASKS[0]).wait_for()
    for _ in range(MOST_STOPS):
        keyboard.press("Tab")
        if student.editor("output_delta").evaluate("e => e === document.activeElement"):
            break
        keyboard.press("Escape")  # the Tab key belongs to an editor until then
    keyboard.press("Control+a")
    keyboard.insert_text(solutions()["output_delta"])
    keyboard.press("Escape")
    keyboard.press("Enter")
    assert "points" in student.report("output_delta")
    tab_to("Hint")
    keyboard.press("Enter")
    hint = student.page.locator("[id='cell-check_output_delta'] ~ details").first
    assert hint.evaluate("hint => hint.open")
    tab_to("Reset", "Shift+Tab")
    keyboard.press("Enter")
    assert student.code("output_delta").rstrip().endswith("...")


def test_a_saved_notebook_can_be_imported_elsewhere(solved, desk):
    file = solved.saved()
    other = desk().sit_down()
    other.page.locator("input[type=file]").set_input_files(file)
    other.page.get_by_text("Taken over from").wait_for()
    assert "W.T" in other.code("dense_backward")
    assert other.page.locator(".work-answer").input_value() == "Because it is\ncheaper."


def test_a_file_that_is_no_notebook_changes_nothing(desk, tmp_path):
    file = tmp_path / "notes.ipynb"
    file.write_text("no")
    seat = desk().sit_down()
    seat.page.locator("input[type=file]").set_input_files(file)
    seat.page.get_by_text("This file is no notebook").wait_for()
    assert "..." in seat.code("dense_backward")


def test_where_nothing_is_kept_the_page_says_so(desk, browser):
    seat = desk()
    seat.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('denied'); };")
    seat.page.reload()
    seat.sit_down().type("dense_backward", "x = 1")
    seat.page.get_by_role("alert").filter(has_text="keeps nothing").wait_for()


@pytest.mark.long
def test_a_second_tab_is_not_overwritten_by_the_first(desk, address):
    first = desk().sit_down()
    second = Desk(first.page.context, address).sit_down()
    second.type("dense_backward", "x = 2")
    first.page.get_by_role("alert").filter(has_text="in another tab").wait_for()
    first.type("dense_backward", "x = 1")
    first.page.close()
    second.page.reload()
    assert second.sit_down().code("dense_backward") == "x = 2"


@pytest.mark.long
def test_a_python_that_does_not_come_is_reported_and_asked_for_again(desk):
    seat = desk()
    seat.page.route("**/pyodide.mjs", lambda route: route.abort())
    seat.sit_down()
    seat.page.get_by_role("alert").filter(has_text="Python did not load").wait_for()
    seat.page.unroute("**/pyodide.mjs")
    seat.type("dense_backward", solutions()["dense_backward"])
    assert "3 of 3 points" in seat.check("dense_backward")


def test_from_a_file_the_page_says_how_to_work_on_it(desk, html):
    seat = desk((html / exercise_site.PAGE).as_uri())
    assert "open the notebook on Colab" in seat.page.locator(".work").inner_text()
    assert not seat.page.locator(".work button").is_visible()


def test_without_javascript_the_page_says_how_to_work_on_it(desk):
    seat = desk(java_script_enabled=False)
    assert "with JavaScript" in seat.page.locator(".work").inner_text()
    assert not seat.page.locator(".work button").is_visible()


@pytest.mark.parametrize("mode", [pytest.param("light", marks=pytest.mark.long), "dark"])
def test_the_page_at_work_is_accessible(solved, desk, mode):
    seat = desk(color_scheme=mode, reduced_motion="reduce").sit_down()
    seat.page.locator("input[type=file]").set_input_files(solved.saved())
    seat.check("output_delta")
    seat.page.add_script_tag(path=str(ROOT / "node_modules" / "axe-core" / "axe.min.js"))
    found = seat.page.evaluate("""() => {
      for (const formula of document.querySelectorAll(".katex-html")) formula.textContent = "x";
      return axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then(
        ({ violations }) => violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html}`)));
    }""")
    assert found == []


@pytest.mark.long
def test_at_work_a_phone_never_scrolls_sideways(solved, desk):
    seat = desk().sit_down()
    seat.page.set_viewport_size({"width": 360, "height": 740})
    seat.page.locator("input[type=file]").set_input_files(solved.saved())
    seat.check("dense_backward")
    assert seat.page.evaluate("document.documentElement.scrollWidth") <= 360
