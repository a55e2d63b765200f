"""A reader without a mouse: through a chapter, to a figure, to another page and back."""

import shutil

import pytest

from tools.project import here

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHAPTER = "book/06-backpropagation"
MOST_STOPS = 400
# What a sighted reader needs to know where they are: a ring, or for what lies over a ring a frame.
SEEN = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const near = at.closest("label") ?? at;
  const ringed = [style, getComputedStyle(near)].some(
    (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none");
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
  return ringed && inside ? "" : at.outerHTML.slice(0, 160);
}"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the pages in")


@pytest.fixture(scope="module")
def site(sample_site):
    return sample_site.built(here())


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto((site / f"{CHAPTER}.html").as_uri())
    yield page
    context.close()


def tab_to(page, selector):
    """Press Tab until what matches has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{MOST_STOPS} presses of Tab do not lead to {selector}")


def test_from_the_skip_link_through_the_search_to_another_page_and_back(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.keyboard.press("/")
    page.keyboard.type("sigmoid")
    page.locator("#search-dialog [role=option]").first.wait_for()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"{CHAPTER}.html" not in page.url
    page.go_back()  # by the browser's own key
    assert f"{CHAPTER}.html" in page.url
    for key, name in (("n", "book/07"), ("p", CHAPTER)):
        with page.expect_navigation():
            page.keyboard.press(key)
        assert f"/{name}" in page.url


def test_a_figure_is_set_and_stepped(page):
    picture, words = page.locator(".nn-stage svg").first, page.locator(".nn-panel").first
    tab_to(page, ".nn-figure input[type=range]")
    before = picture.inner_html()
    page.keyboard.press("ArrowRight")
    assert picture.inner_html() != before
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Step":
            break
    before = words.inner_text()
    page.keyboard.press("Enter")
    assert words.inner_text() != before


def test_the_focus_is_seen_wherever_it_goes(page):
    unseen, first = [], None
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.outerHTML")
        if at.startswith("<body") or at == first:
            break
        first = first or at
        unseen += [page.evaluate(SEEN)]
    assert len(unseen) > 50
    assert [text for text in unseen if text] == []
