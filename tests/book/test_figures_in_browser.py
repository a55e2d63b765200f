"""The figures on a page opened from a file, as a reader meets them."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "book" / "_static" / "figures"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
SHARED = ["state", "drawing", "base"]
NAMES = sorted({path.stem for path in FIGURES.glob("*.js")} - set(SHARED))
STEPPED = [name for name in NAMES if "steps: {" in (FIGURES / f"{name}.js").read_text("utf-8")]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTH = 345
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">
<title>A figure</title><meta name="viewport" content="width=device-width">
<style>html[data-theme="dark"] {{ background: #14181e; color: #e4e9ee; }}</style>
<link rel="stylesheet" href="{css}">{scripts}</head><body><main><h1>A figure</h1>
<div class="nn-figure" data-figure="{name}" id="figure-{name}" {state}>
<img src="{svg}" alt="static"></div></main></body></html>"""
CLIPBOARD = """Object.defineProperty(navigator, "clipboard",
    {value: {writeText: async (text) => { if (%s) throw 0; window.copied = text; }}});"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the figures in")


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": WIDTH, "height": 740})
    context.set_default_timeout(5000)
    yield context
    context.close()


@pytest.fixture
def open_figure(context, tmp_path):
    """Return a function that opens a figure; the page's messages gather in page.errors."""

    def open_page(name="backprop-stepper", query="", *, state="", theme="light", media=None):
        scripts = [(FIGURES / f"{script}.js").as_uri() for script in [*SHARED, name]]
        tags = "".join(f'<script defer src="{address}"></script>' for address in scripts)
        css, svg = ((FIGURES / file).as_uri() for file in ("figures.css", f"{name}.svg"))
        file = tmp_path / "page.html"
        given = f'data-state="{state}"' if state else ""
        html = PAGE.format(css=css, svg=svg, scripts=tags, name=name, state=given, theme=theme)
        file.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: page.errors.append(message.text))
        page.emulate_media(**(media or {}))
        page.goto(file.as_uri() + query)
        return page

    return open_page


def words(page):
    return page.locator(".nn-panel").inner_text()


def picture(page):
    return page.locator(".nn-stage svg > g").inner_html()


def shown(page):
    return picture(page), words(page), page.url


def step(page):
    return page.locator(".nn-pass").inner_text()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def sliders(page):
    return page.locator("input[type=range]:visible")


# ---- Every figure ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_mounts_once_and_silently(name, open_figure):
    page = open_figure(name)
    assert page.locator(".nn-interactive").count() == 1
    assert not page.locator(".nn-figure > img").is_visible()
    assert words(page)
    assert page.errors == []


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_its_effect_by_keyboard_alone(name, open_figure):
    """Tab reaches each; a key changes what the figure shows, or else its address."""
    page = open_figure(name)
    page.locator(".nn-interactive :is([tabindex], button, input, select)").first.focus()
    for control in page.locator(".nn-controls :is(input:not([type=text]), select)").all():
        if not control.is_visible():
            continue
        for _ in range(8):
            if control.evaluate("node => node === document.activeElement"):
                break
            page.keyboard.press("Tab")
        before = shown(page)
        kind = control.get_attribute("type")
        for key in ["Space"] if kind == "checkbox" else ["ArrowRight", "ArrowLeft", "ArrowLeft"]:
            page.keyboard.press(key)  # to the left, if it stood at its end
            if shown(page) != before:
                break
        assert shown(page) != before, control.evaluate("node => node.parentNode.innerText")
    assert page.errors == []


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_survives_reloading(name, open_figure):
    page = open_figure(name, "?lang=en#part")
    for number in range(sliders(page).count()):
        sliders(page).nth(number).press("ArrowLeft")
    if name in STEPPED:
        press(page, "Step")
    expected = picture(page), words(page)
    assert f"?lang=en&{name}=" in page.url
    assert page.url.endswith("#part")
    page.reload()
    assert (picture(page), words(page)) == expected
    press(page, "Reset")
    assert page.url.endswith("?lang=en#part")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_figure_has_no_barriers_that_axe_finds(name, theme, open_figure):
    if not AXE.is_file():
        pytest.skip("axe-core is missing: npm ci")
    page = open_figure(name, theme=theme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_fits_a_narrow_phone(name, open_figure):
    page = open_figure(name)
    for number in range(sliders(page).count()):
        sliders(page).nth(number).press("End")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_the_picture_leaves_it_or_lies_on_another(name, open_figure):
    page = open_figure(name)
    overlaps = page.evaluate("""() => {
        const svg = document.querySelector(".nn-stage svg"), all = svg.getBoundingClientRect();
        const boxes = [...svg.querySelectorAll("text")].map((node) =>
            [node.textContent, node.getBoundingClientRect()]);
        const outside = ([, b]) => b.left < all.left || b.right > all.right + 0.5
            || b.top < all.top || b.bottom > all.bottom;
        const clash = ([, a], [, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
        return [...boxes.filter(outside).map(([text]) => text), ...boxes.flatMap((a, i) =>
            boxes.slice(i + 1).filter((b) => clash(a, b)).map((b) => [a[0], b[0]]))];
    }""")
    assert overlaps == []


@pytest.mark.parametrize("name", NAMES)
def test_forced_colours_are_the_readers(name, open_figure):
    page = open_figure(name, media={"forced_colors": "active"})
    fills = page.evaluate("""() => [...document.querySelectorAll(".nn-stage svg .nn-small")]
        .map((node) => getComputedStyle(node).fill)""")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert set(fills) <= {ink}


@pytest.mark.parametrize("name", NAMES)
def test_print_shows_the_static_picture_alone(name, open_figure):
    page = open_figure(name)
    page.emulate_media(media="print")
    assert page.locator(".nn-figure > img").is_visible()
    assert not page.locator(".nn-interactive").is_visible()


@pytest.mark.parametrize("name", STEPPED)
def test_the_arrow_keys_step_and_the_state_is_announced(name, open_figure):
    page = open_figure(name)
    page.locator(".nn-stage").focus()
    page.keyboard.press("Home")
    first = words(page)
    page.keyboard.press("ArrowRight")
    assert words(page) != first
    assert page.locator(".nn-spoken").text_content().strip()
    page.keyboard.press("ArrowLeft")
    assert words(page) == first


@pytest.mark.parametrize("name", STEPPED)
def test_with_reduced_motion_the_end_comes_at_once(name, open_figure):
    page = open_figure(name, media={"reduced_motion": "reduce"})
    page.locator(".nn-stage").focus()
    page.keyboard.press("Home")
    press(page, "To the end")
    shown = words(page)
    page.keyboard.press("End")
    assert words(page) == shown
    assert page.get_by_role("button", name="Pause").count() == 0


# ---- What all share, on one of them -------------------------------------------------------------


def test_the_steps_are_spoken_without_subscripts(open_figure):
    page = open_figure()
    page.locator(".nn-stage").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert step(page) == "Backward, step 19 of 20"
    assert "dW1 2 2 = x 2 · dz1 2" in page.locator(".nn-spoken").text_content()


def test_arrow_keys_on_a_slider_move_the_slider(open_figure):
    page = open_figure()
    sliders(page).first.press("ArrowRight")
    assert step(page) == "Before the forward pass"
    assert page.locator("output").first.inner_text() == "1.1"


def test_the_page_sets_where_a_figure_starts_and_the_address_goes_on_from_there(open_figure):
    page = open_figure(query="?backprop-stepper=x1:2", state="step:6,x1:3,y:0")
    assert step(page) == "Forward, step 6 of 20"
    assert page.locator("output").first.inner_text() == "2"
    press(page, "Reset")
    assert page.locator("output").first.inner_text() == "3"
    assert step(page) == "Forward, step 6 of 20"


def test_a_link_that_a_mail_program_encoded_is_understood(open_figure):
    page = open_figure(query="?backprop-stepper=x1%3A2%2Cstep%3A6")
    assert step(page) == "Forward, step 6 of 20"
    assert page.locator("output").first.inner_text() == "2"


def test_the_link_to_a_setting_is_copied_and_leads_to_the_figure(open_figure, context):
    context.add_init_script(CLIPBOARD % "false")
    page = open_figure()
    press(page, "Step")
    press(page, "Copy link to this setting")
    page.get_by_text("Link copied.").wait_for()
    link = page.evaluate("window.copied")
    assert link.endswith("?backprop-stepper=step:1#figure-backprop-stepper")


def test_a_link_that_may_not_be_copied_is_shown(open_figure, context):
    context.add_init_script(CLIPBOARD % "true")
    page = open_figure()
    press(page, "Copy link to this setting")
    field = page.get_by_role("textbox", name="Link")
    assert field.input_value().endswith("#figure-backprop-stepper")


def test_play_becomes_pause_and_stepping_by_hand_stops_it(open_figure):
    page = open_figure()
    press(page, "Play")
    page.get_by_role("button", name="Pause").wait_for()
    press(page, "Back")
    page.get_by_role("button", name="Play").wait_for()


def test_a_click_in_the_picture_chooses_the_start(open_figure):
    page = open_figure("optimizer-paths")
    page.locator(".nn-stage svg").click(position={"x": 100, "y": 100})
    assert "optimizer-paths=w1:" in page.url


def test_a_changed_setting_starts_the_training_again(open_figure):
    page = open_figure("network-playground", "?network-playground=step:20")
    assert "After 20 epochs" in words(page)
    page.get_by_label("seed").press("ArrowRight")
    assert "After 0 epochs" in words(page)


def test_a_control_without_meaning_is_hidden(open_figure):
    page = open_figure("optimizer-paths")
    assert page.get_by_label("curvature").is_visible()
    page.get_by_label("surface").select_option("saddle")
    assert not page.get_by_label("curvature").is_visible()


def test_the_stepper_fits_a_narrow_phone_at_every_step(open_figure):
    page = open_figure()
    page.locator(".nn-stage").focus()
    for _ in range(21):
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, step(page)


def test_a_network_is_typed_or_begun_from_a_published_one(open_figure):
    page = open_figure("architecture-table")
    area = page.get_by_label("one layer a line")
    area.fill("input 3x32x32\nconv 10 5x5 padding=2")
    assert "10 · (3·5·5 + 1) = 760" in words(page)
    area.press("End")
    area.press("ArrowLeft")  # it moves the cursor and not the step
    assert "Layer 1: conv 10 5x5 padding=2" in words(page)
    press(page, "VGG-16")
    assert "138,357,544" in words(page)
    assert area.input_value().endswith("dense 1000")
    spoken = page.locator(".nn-spoken").text_content()
    assert "Layer 1: conv 64 3x3 padding=1" in spoken
    assert "138,357,544" not in spoken  # what changed is read out, not the whole table
    page.reload()
    assert "138,357,544" in words(page)
