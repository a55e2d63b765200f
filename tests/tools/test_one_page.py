"""The pages of a tiny site joined into one, and printed."""

import shutil
from html.parser import HTMLParser

import pytest

from tools import one_page, pdf

CHROMIUM = shutil.which("chromium")
FIRST = """<html><head><link rel="stylesheet" type="text/css" href="../_static/a.css?v=1">
<script src="../_static/a.js"></script></head><body><nav>Book</nav>
<article class="article"><h1 id="same">First <em>page</em><a class="headerlink">#</a></h1>
<img loading="lazy" alt="A dot." src="../_images/dot.svg">
<details><summary>Why</summary>So.</details>
<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>
<annotation encoding="application/x-tex">x &lt; "y"</annotation></semantics></math></span><span \
class="katex-html" aria-hidden="true"><span>x</span></span></span>
<a href="../exercises/b.html?step=2#same">there</a> <a href="#same">here</a>
<a href="../exercises/b.html">page</a> <a href="https://example.org/a.html#same">away</a>
<code>id="same"</code><p aria-labelledby="same other">B</p></article></body></html>"""
SECOND = """<html><head><link rel="stylesheet" href="../_static/a.css?v=1"></head><body>
<article class="article"><h1>Second</h1><h2 id="same">Part</h2></article></body></html>"""


@pytest.fixture
def site(tmp_path):
    for name, text in (("book/a", FIRST), ("exercises/b", SECOND)):
        path = tmp_path / f"{name}.html"
        path.parent.mkdir()
        path.write_text(text)
    (tmp_path / "_images").mkdir()
    dot = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'
    (tmp_path / "_images" / "dot.svg").write_text(dot)
    return tmp_path


@pytest.fixture
def joined(site):
    return one_page.join(site, ["book/a", "exercises/b"], "A & B")


class Places(HTMLParser):
    """Collects the places of a page, and the places in it that its links lead to."""

    def __init__(self, text):
        super().__init__()
        self.places, self.targets = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.places += [values["id"]] if "id" in values else []
        if values.get("href", "").startswith("#"):
            self.targets.append(values["href"][1:])


def test_the_pages_come_in_order_without_what_surrounds_them(joined):
    assert joined.index("First <em>") < joined.index("<h1>Contents") < joined.index("<h1>Second")
    assert "<nav>" not in joined


def test_every_place_has_one_name_and_every_link_leads_to_one(joined):
    found = Places(joined)
    assert sorted(found.places) == ["book-a", "book-a--same", "exercises-b", "exercises-b--same"]
    contents, rest = found.targets[3:], found.targets[:3]
    assert rest == ["exercises-b--same", "book-a--same", "exercises-b"]
    assert contents == ["exercises-b"]


def test_references_of_attributes_follow_the_names(joined):
    assert 'aria-labelledby="book-a--same book-a--other"' in joined


def test_code_and_links_elsewhere_stay(joined):
    assert '<code>id="same"</code>' in joined
    assert 'href="https://example.org/a.html#same"' in joined


def test_styles_come_once_and_scripts_not_at_all(joined):
    assert joined.count('<link rel="stylesheet" href="_static/a.css">') == 1
    assert "<script" not in joined


def test_folds_are_open_and_pictures_are_not_waited_for(joined):
    assert "<details open>" in joined
    assert '<img alt="A dot." src="_images/dot.svg">' in joined


def test_a_formula_is_a_figure_that_its_latex_describes(joined):
    assert '<span class="katex-html" role="img" aria-label="x &lt; &quot;y&quot;">' in joined
    assert "<math>" not in joined


def test_a_title_may_hold_any_character(joined):
    assert "<title>A &amp; B</title>" in joined


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium to print with")
def test_the_pdf_is_tagged_and_has_an_outline(site, joined):
    pytest.importorskip("playwright.sync_api")
    page, target = site / "whole.html", site / "whole.pdf"
    page.write_text(joined)
    pdf.print_page(page, target, CHROMIUM)
    printed = target.read_bytes()
    assert b"/MarkInfo <</Type /MarkInfo\n/Marked true>>" in printed
    assert b'/Alt (x < "y")' in printed
    for title in (b"First page", b"Contents", b"Second", b"Part"):
        assert b"/Title (" + title + b")" in printed
