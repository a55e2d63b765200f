"""A reader at the keyboard, at a phone and at the printer, on pages opened from a folder."""

import shutil

import pytest

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the pages in")


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, built_site):
    """Return a function that opens a page; its errors are in page.errors."""
    contexts = []

    def open_it(name="book/01-doubling", *, width=1280, fragment="", **options):
        context = browser.new_context(viewport={"width": width, "height": 740}, **options)
        context.set_default_timeout(5000)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: page.errors.append(message.text))
        page.goto((built_site / f"{name}.html").as_uri() + fragment)
        return page

    yield open_it
    for context in contexts:
        context.close()


def address(page):
    return page.url.rpartition("/html/")[2]


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


@pytest.mark.parametrize("width", [320, 768, 1184, 1280, 1472])
@pytest.mark.parametrize("name", ["book/index", "book/01-doubling", "book/glossary", "search"])
def test_no_page_scrolls_sideways(open_page, name, width):
    page = open_page(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_opens_without_errors(open_page):
    assert open_page().errors == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("n", "exercises/01-doubling/01-doubling.html"),
        ("ArrowRight", "exercises/01-doubling/01-doubling.html"),
        ("p", "book/index.html"),
        ("ArrowLeft", "book/index.html"),
    ],
)
def test_keys_turn_the_page(open_page, key, expected):
    page = open_page()
    with page.expect_navigation():
        page.keyboard.press(key)
    assert address(page) == expected


@pytest.mark.parametrize("key", ["Control+p", "Alt+ArrowLeft", "Meta+n"])
def test_the_browsers_own_keys_stay_the_browsers(open_page, key):
    page = open_page()
    page.evaluate("addEventListener('keydown', (e) => { window.taken = e.defaultPrevented; })")
    page.keyboard.press(key)
    assert page.evaluate("window.taken") is not True


def test_keys_rest_while_somebody_types(open_page):
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("n?dp")
    assert page.locator("#search-dialog input").input_value() == "n?dp"
    assert address(page) == "book/01-doubling.html"
    assert not page.locator("#help-dialog").is_visible()


def test_question_mark_shows_the_keys_and_escape_puts_them_away(open_page):
    page = open_page()
    page.keyboard.press("?")
    assert page.locator("#help-dialog").is_visible()
    page.keyboard.press("n")
    assert address(page) == "book/01-doubling.html"
    page.keyboard.press("Escape")
    assert not page.locator("#help-dialog").is_visible()


def test_the_list_of_keys_names_every_key(open_page):
    page = open_page()
    listed = page.locator(".shortcuts kbd").all_text_contents()
    assert sorted(listed) == sorted(["/", "n", "→", "p", "←", "a", "d", "?"])


def test_a_result_is_chosen_and_opened_by_keyboard(open_page):
    page = open_page("book/index")
    page.keyboard.press("/")
    page.keyboard.type("log")
    options = page.locator("#search-dialog [role=option]")
    options.first.wait_for()
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert address(page) == "book/glossary.html#term-logit"


def test_escape_leaves_the_search_even_after_typing(open_page):
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("log")
    page.keyboard.press("Escape")
    assert not page.locator("#search-dialog").is_visible()


def test_what_was_searched_is_never_read_as_markup(open_page):
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("<img src=x>")
    page.get_by_text("Nothing found").wait_for()
    assert page.locator("#search-dialog ul img").count() == 0


def test_the_search_page_takes_its_query_from_the_address(open_page):
    page = open_page("search", fragment="?q=logit")
    page.locator("main [role=option]").first.wait_for()
    assert "logit" in page.locator("main [role=option]").first.inner_text()


def test_there_is_one_search_box_and_it_is_closed(open_page):
    page = open_page()
    assert page.locator("input[type=search]").count() == 1
    assert not page.locator("input[type=search]").is_visible()


def test_the_first_tab_stop_leads_to_the_text(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_definition_shows_on_focus_and_goes_with_escape(open_page):
    page = open_page()
    card = page.locator("#term-card")
    page.locator("a.term").first.focus()
    assert card.inner_text() == "unit\n\nOne entry of a layer."
    described = page.locator("a.term[aria-describedby=term-card]")
    assert described.inner_text() == "unit"
    page.keyboard.press("Escape")
    assert not card.is_visible()


def test_a_definition_shows_under_the_mouse_and_stays_while_it_is_read(open_page):
    page = open_page()
    page.locator("a.term").nth(1).hover()
    page.locator("#term-card").hover()
    assert page.locator("#term-card em").inner_text() == "sigmoid"


def test_a_first_tap_shows_the_definition_and_a_second_follows(open_page):
    page = open_page(width=360, has_touch=True, is_mobile=True)
    page.locator("a.term").first.tap()
    assert page.locator("#term-card").is_visible()
    assert address(page) == "book/01-doubling.html"
    with page.expect_navigation():
        page.locator("a.term").first.tap()
    assert address(page) == "book/glossary.html#term-unit"


def test_a_definition_stays_on_the_screen(open_page):
    page = open_page(width=360)
    for link in page.locator("a.term").all():
        link.scroll_into_view_if_needed()
        link.focus()
        box = page.locator("#term-card").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["y"] >= 0


def test_an_answer_opens_by_keyboard(open_page):
    page = open_page()
    page.locator(".sd-dropdown summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".sd-dropdown").evaluate("fold => fold.open")


def test_a_link_to_something_inside_an_answer_opens_it(open_page):
    page = open_page(fragment="#in-the-answer")
    page.get_by_text("Because twice one is two.").wait_for()


def test_a_opens_all_answers_and_closes_them(open_page):
    page = open_page()
    page.keyboard.press("a")
    assert page.locator(".article details:not(.hide)[open]").count() == 1
    page.keyboard.press("a")
    assert page.locator(".article details:not(.hide)[open]").count() == 0


def test_printing_opens_answers_and_closes_them_again(open_page):
    page = open_page()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".sd-dropdown").evaluate("fold => fold.open")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.locator(".sd-dropdown").evaluate("fold => fold.open")


def test_paper_shows_the_text_alone(open_page):
    page = open_page()
    page.emulate_media(media="print")
    for name in (".site-bar", ".site-nav", ".page-contents", ".ways-in", ".prev-next"):
        assert not page.locator(name).is_visible(), name
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system_until_chosen(open_page, scheme):
    page = open_page(color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_the_chosen_colours_are_kept(open_page):
    page = open_page(color_scheme="light")
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator("#mode").get_attribute("aria-label") == "Colours: dark"


def test_the_contents_mark_the_place_of_reading(open_page):
    page = open_page(fragment="#other-things")
    page.locator(".page-contents a[aria-current]").wait_for()
    assert page.locator(".page-contents a[aria-current]").inner_text() == "Other things"


@pytest.mark.parametrize(("button", "panel"), [("Chapters", "Book"), ("On this page",) * 2])
def test_on_a_phone_the_lists_open_from_the_bar(open_page, button, panel):
    page = open_page(width=360)
    nav = page.get_by_role("navigation", name=panel, exact=True)
    assert not nav.is_visible()
    page.get_by_role("button", name=button).click()
    assert nav.is_visible()
    page.keyboard.press("Escape")
    assert not nav.is_visible()


def test_without_scripts_the_page_reads_and_leads_on(open_page):
    page = open_page(java_script_enabled=False)
    assert page.locator(".search-open").get_attribute("href") == "../search.html"
    assert page.get_by_role("navigation", name="Book", exact=True).is_visible()
    page.locator("a.term").first.click()
    assert address(page) == "book/glossary.html#term-unit"


def test_ways_in_are_large_enough_to_tap_on_a_phone(open_page):
    page = open_page(width=360)
    for way in page.locator(".ways-in a").all():
        assert way.bounding_box()["height"] >= 40
