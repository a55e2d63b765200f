"""What the pages of a site hold: that of the sample course, with the real one's settings."""

import html
import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest


def test_a_chapter_shows_its_stored_outputs(chapter):
    assert "<span></span>46\n" in chapter


def test_a_measured_number_reads_as_text(chapter):
    assert '<span class="measured">46</span>, says' in chapter


def test_the_set_up_cell_is_folded(chapter):
    assert "Set-up" in chapter


def test_a_figure_holds_its_static_picture(chapter):
    assert (
        '<div class="nn-figure" data-figure="dots" data-state="far:1" id="figure-dots">\n'
        '<img width="8" height="4" loading="lazy" decoding="async" alt="Two dots."' in chapter
    )


def test_only_the_page_with_a_figure_loads_scripts_deferred(pages, chapter):
    assert chapter.count('<script defer="defer" src="../_static/figures/') == 4
    assert [name for name, page in pages.items() if "_static/figures/" in page] == [
        "book/01-doubling"
    ]


def test_an_exercise_shows_the_stub_not_the_solution(exercise):
    assert "x + x" not in exercise.replace("check", "")
    assert "<summary>Hint 1</summary>" in exercise


def test_links_of_an_exercise_to_the_site_are_relative(exercise):
    assert 'href="../../book/01-doubling.html"' in exercise


def test_the_notebook_can_be_opened_on_colab(chapter, exercise):
    address = "https://colab.research.google.com/github/Someone/course/blob/main"
    assert f'href="{address}/book/notebooks/01-doubling.ipynb"' in chapter
    assert f'href="{address}/exercises/01-doubling/01-doubling.ipynb"' in exercise


def test_the_notebook_to_download_is_the_built_one(course, chapter):
    assert 'href="../_sources/book/01-doubling.ipynb"' in chapter
    offered = course.root / "_build/html/_sources/book/01-doubling.ipynb"
    built = course.root / "book/notebooks/01-doubling.ipynb"
    assert offered.read_bytes() == built.read_bytes()


def test_the_ways_in_stand_in_one_place(chapter):
    (ways,) = re.findall(r'<nav class="ways-in".*?</nav>', chapter, re.DOTALL)
    assert re.findall(r"<b>(.*?)</b> (.*?)</span>", ways) == [
        ("Open in", "Colab"),
        ("Download", ".ipynb"),
        ("View", "source"),
    ]


def test_an_exercise_is_edited_in_solutions(exercise):
    source = "https://github.com/Someone/course/tree/main/solutions/01-doubling.md"
    assert exercise.count(f'href="{source}"') == 2  # above the text and under it


def test_an_error_is_reported_with_the_page_named(chapter):
    report = re.search(r'href="(https://github.com/Someone/course/issues/new\?[^"]*)"', chapter)
    query = parse_qs(urlsplit(html.unescape(report[1])).query)
    assert query["title"] == ["Error in 1 Doubling"]
    assert query["body"][0].startswith("Page: 1 Doubling (`book/01-doubling.md`)\n")


def test_the_foot_names_the_newest_release(chapter):
    assert "Version 1.2.0 of 2026-03-04." in chapter


def test_a_page_describes_itself_by_its_opening(chapter):
    assert '<meta name="description" content="Twice 23 is 46, says One et al.' in chapter
    assert '<meta property="og:title" content="1 Doubling">' in chapter


def test_a_wrong_address_at_any_depth_finds_the_way_back(pages, course):
    page = (course.root / "_build/html/404.html").read_text()
    assert '<base href="/course/">' in page
    assert 'href="book/index.html"' in page


def test_the_sitemap_lists_every_page(pages, course):
    sitemap = ElementTree.parse(course.root / "_build/html/sitemap.xml")
    found = [element.text for element in sitemap.iter() if element.tag.endswith("loc")]
    base = "https://someone.github.io/course"
    assert sorted(found) == sorted(f"{base}/{name}.html" for name in course.docnames)


def test_the_sites_address_leads_on_to_the_first_page(built_site):
    door = (built_site / "index.html").read_text()
    assert "<title>An Edition</title>" in door
    assert 'content="0; url=book/index.html"' in door
    assert '<link rel="canonical" href="https://someone.github.io/course/book/index.html">' in door
    assert '<a href="book/index.html">' in door


def test_robots_are_shown_the_sitemap(pages, course):
    robots = (course.root / "_build/html/robots.txt").read_text()
    assert "Sitemap: https://someone.github.io/course/sitemap.xml\n" in robots


def test_the_themes_styles_and_scripts_stay_away(pages):
    for name, page in pages.items():
        loaded = re.findall(r'(?:href|src)="[./]*_static/([^"?]+)', page)
        theme = [path for path in loaded if path.startswith(("styles/", "scripts/", "sphinx"))]
        assert theme == [], name
        assert "DOCUMENTATION_OPTIONS" not in page, name


def test_the_site_holds_no_file_of_the_themes(pages, course):
    static = course.root / "_build" / "html" / "_static"
    built = {path.relative_to(static).parts[0] for path in static.rglob("*") if path.is_file()}
    own = {path.name for path in (course.root / "book" / "_static").iterdir()}
    assert built <= own | {"katex", "pygments.css", "search-index.js", "work"}


def test_headings_go_down_one_level_at_a_time(pages):
    for name, page in pages.items():
        article = page[page.index("<article") : page.index("</article>")]
        levels = [int(level) for level in re.findall(r"<h([1-6])", article)]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(b - a <= 1 for a, b in pairwise(levels)), name


def test_the_contents_lead_to_the_pages_own_sections(chapter):
    contents = re.search(r'<nav class="page-contents".*?</nav>', chapter, re.DOTALL)[0]
    assert re.findall(r'href="(.*?)"', contents) == ["#why-double", "#other-things"]
    for name in ("why-double", "other-things"):
        assert f'id="{name}"' in chapter


def test_the_first_page_has_no_empty_contents(pages):
    assert "page-contents" not in pages["book/index"]


def test_landmarks_are_named(chapter):
    named = re.findall(r'<nav [^>]*aria-label(?:ledby)?="([^"]+)"', chapter)
    assert named == [
        "Book",
        "This page as a notebook",
        "Previous and next page",
        "page-contents-title",
    ]
    assert chapter.count("<main") == 1


def test_canonical_links_follow_from_the_repository(chapter):
    address = "https://someone.github.io/course/book/01-doubling.html"
    assert f'<link rel="canonical" href="{address}">' in chapter


def test_an_edition_speaks_of_itself_alone(built_site):
    written = [file for file in built_site.rglob("*") if file.suffix in (".html", ".xml", ".txt")]
    written += built_site.rglob("*.ipynb")
    ours = re.compile(r"nn-by-hand|Neural Networks by Hand", re.IGNORECASE)
    licences = built_site / "_static" / "work"
    assert [
        f.name for f in written if licences not in f.parents and ours.search(f.read_text())
    ] == []


@pytest.mark.parametrize("name", ["book/01-doubling", "exercises/01-doubling/01-doubling"])
def test_the_notebooks_of_an_edition_install_it(built_site, name):
    notebook = (built_site / "_sources" / f"{name}.ipynb").read_text()
    assert "git+https://github.com/Someone/course" in notebook


def test_other_files_of_the_repository_are_no_pages(course, pages):
    built = {path.relative_to(course.root / "_build/html") for path in _html(course)}
    solution = {path for path in built if "solutions" in path.parts or "notebooks" in path.parts}
    assert solution == set()


def _html(course):
    return (course.root / "_build" / "html").rglob("*.html")


def test_a_stale_notebook_stops_the_site(course, pages, sample_site):
    text = course.root / "book" / "01-doubling.md"
    before = text.read_text()
    text.write_text(before.replace("double(4)", "double(5)"))
    code, said = sample_site.run(course)
    text.write_text(before)
    assert code != 0
    assert "Run: python -m tools.notebooks build 01-doubling" in said


def test_a_page_with_a_warning_fails_every_build_until_it_is_mended(course, pages, sample_site):
    index = course.root / "book" / "index.md"
    before = index.read_text()
    index.write_text(before + "\nA formula: $\\nosuchmacro$.\n")
    builds = [sample_site.run(course) for _ in range(2)]
    index.write_text(before)
    assert [code for code, _ in builds] == [1, 1]
    assert all("nosuchmacro" in said for _, said in builds)


def test_a_course_elsewhere_finds_the_tools_by_itself(course, pages, sample_site, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    code, said = sample_site.run(course)
    assert code == 0, said


@pytest.fixture
def rewritten(course, pages, sample_site):
    """Return a function that changes a text and names the pages that are then built anew."""
    changed = []

    def rebuild(name, old, new):
        sample_site.built(course)
        path = course.root / name
        changed.append((path, path.read_text()))
        before = {file: file.stat().st_mtime_ns for file in _html(course)}
        path.write_text(changed[0][1].replace(old, new))
        site = sample_site.built(course)
        after = {file for file in _html(course) if file.stat().st_mtime_ns != before.get(file)}
        return {file.relative_to(site).with_suffix("").as_posix() for file in after}

    yield rebuild
    for path, before in changed:
        path.write_text(before)


def test_a_changed_text_builds_its_page_alone(rewritten):
    # The first page, and those of the search and of wrong addresses, are written every time.
    pages = rewritten("book/01-doubling.md", "An aside.", "Another aside.")
    assert pages & {"book/01-doubling", "book/glossary"} == {"book/01-doubling"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("book/glossary.md", "how wrong a network is", "how wrong it is"),
        ("book/01-doubling.md", "# 1 Doubling", "# 2 Doubling"),
    ],
    ids=["a definition", "the number of a chapter"],
)
def test_what_other_pages_show_builds_them_all(course, rewritten, name, old, new):
    assert set(course.docnames) <= rewritten(name, old, new)


def test_a_changed_extension_builds_every_page_anew(course, pages, sample_site):
    extension = course.root / "book" / "_ext" / "measured.py"
    before = extension.read_text()
    extension.write_text(before.replace('classes=["measured"]', 'classes=["anew"]'))
    code, said = sample_site.run(course)
    extension.write_text(before)
    assert code == 0, said
    assert '<span class="anew">46</span>' in (
        (course.root / "_build" / "html" / "book" / "01-doubling.html").read_text()
    )
