"""The figures on a page opened from a file, as a reader meets them."""

import shutil
from pathlib import Path

import pytest

FIGURES = Path(__file__).parents[2] / "book" / "_static" / "figures"
CHROMIUM = shutil.which("chromium")
SCRIPTS = ["base.js", "backprop-stepper.js"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A figure</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{css}">{scripts}
</head><body><div class="nn-figure" data-figure="backprop-stepper"><img src="{svg}" alt="static">
</div></body></html>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the figures in")


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_figure(browser, tmp_path):
    """Return a function that opens the figure and collects the page's errors in page.errors."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(5000)

    def open_page(query="", scripts=SCRIPTS):
        tags = "".join(f'<script defer src="{(FIGURES / s).as_uri()}"></script>' for s in scripts)
        css, svg = ((FIGURES / f).as_uri() for f in ("figures.css", "backprop-stepper.svg"))
        file = tmp_path / "page.html"
        file.write_text(PAGE.format(css=css, svg=svg, scripts=tags), encoding="utf-8")
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: page.errors.append(message.text))
        page.goto(file.as_uri() + query)
        return page

    yield open_page
    context.close()


def step(page):
    return page.locator(".nn-pass").inner_text()


@pytest.mark.parametrize("scripts", [SCRIPTS, SCRIPTS[::-1]], ids=["base first", "base last"])
def test_mounts_whichever_script_comes_first(open_figure, scripts):
    page = open_figure(scripts=scripts)
    assert step(page) == "Before the forward pass"
    assert page.locator(".nn-interactive").count() == 1
    assert page.errors == []


def test_arrow_keys_step_and_the_step_is_announced(open_figure):
    page = open_figure()
    page.locator(".nn-stage").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert step(page) == "Backward, step 19 of 20"
    assert "dW1 2 2 = x 2 · dz1 2" in page.locator("[aria-live]").text_content()


def test_arrow_keys_on_a_slider_move_the_slider(open_figure):
    page = open_figure()
    page.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    assert step(page) == "Before the forward pass"
    assert page.locator("output").first.inner_text() == "1.1"


def test_the_address_holds_the_setting(open_figure):
    page = open_figure("?x1=2&y=0&step=6#part")
    assert step(page) == "Forward, step 6 of 20"
    page.get_by_role("button", name="Step").click()
    assert page.url.endswith("?x1=2&y=0&step=7#part")


def test_an_address_out_of_range_is_moved_into_it(open_figure):
    page = open_figure("?x1=99&x2=none&step=-3")
    assert page.locator("output").all_inner_texts() == ["4", "2", "1.2"]
    assert step(page) == "Before the forward pass"


def test_reset_returns_to_the_first_setting_and_a_clean_address(open_figure):
    page = open_figure("?x1=2&y=0&step=6")
    page.get_by_role("button", name="Reset").click()
    assert page.locator("output").first.inner_text() == "1"
    assert "?" not in page.url


def test_play_becomes_pause_and_stepping_by_hand_stops_it(open_figure):
    page = open_figure()
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Play").wait_for()


def test_fits_a_narrow_phone_at_every_step(open_figure):
    page = open_figure()
    page.locator(".nn-stage").focus()
    for _ in range(21):
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, step(page)


def test_print_shows_the_static_picture_alone(open_figure):
    page = open_figure("?step=9")
    page.emulate_media(media="print")
    assert page.locator(".nn-figure > img").is_visible()
    assert not page.locator(".nn-interactive").is_visible()
