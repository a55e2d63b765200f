"""Every link and every file that a page of the site names is there."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from tools.project import here

ADDRESSES = {"href", "src", "data-src", "poster"}


class Page(HTMLParser):
    """The addresses that a page names, and the places in it that links may lead to."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.places = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.addresses += [value for name, value in attributes if name in ADDRESSES and value]
        self.places += [value for name, value in attributes if name == "id"]


def broken_links(folder):
    """Yield "page -> address" for each address inside a site that leads nowhere."""
    pages = {file.as_uri(): Page(file.read_text("utf-8")) for file in folder.rglob("*.html")}
    for base, page in pages.items():
        for address in page.addresses:
            target, place = urldefrag(urljoin(base, address))
            if urlsplit(target).scheme != "file":
                continue
            target = target.partition("?")[0]
            known = unquote(place) in pages[target].places if target in pages else not place
            if not Path(unquote(urlsplit(target).path)).is_file() or (place and not known):
                yield f"{base.removeprefix(folder.as_uri() + '/')} -> {address}"


@pytest.fixture(scope="module")
def course(sample_site):
    return sample_site.built(here())


def test_every_link_of_the_site_leads_somewhere(course):
    # The page for wrong addresses is served at any depth; its links start at the server's root.
    broken = [link for link in broken_links(course) if not link.startswith("404.html")]
    assert broken == []


def test_no_place_is_named_twice_in_a_page(course):
    for file in course.rglob("*.html"):
        places = Page(file.read_text("utf-8")).places
        twice = {place for place in places if places.count(place) > 1}
        assert not twice, f"{file.name}: {twice}"


@pytest.mark.parametrize(
    ("address", "is_broken"),
    [
        ("other.html", False),
        ("other.html#there", False),
        ("other.html?step=2#there", False),
        ("#here", False),
        ("https://example.org/missing", False),
        ("missing.html", True),
        ("other.html#missing", True),
        ("#missing", True),
        ("folder/", True),
    ],
)
def test_a_link_is_broken_when_its_file_or_place_is_missing(tmp_path, address, is_broken):
    (tmp_path / "folder").mkdir()
    (tmp_path / "other.html").write_text('<p id="there">')
    (tmp_path / "page.html").write_text(f'<p id="here"><a href="{address}">')
    assert list(broken_links(tmp_path)) == ([f"page.html -> {address}"] if is_broken else [])
