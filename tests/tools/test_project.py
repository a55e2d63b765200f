import pytest

from tools.project import Project, pages_address


def test_the_site_follows_from_the_repository():
    assert pages_address("https://github.com/Some-One/book") == "https://some-one.github.io/book"
    assert pages_address("https://github.com/a/a.github.io") == "https://a.github.io"


def test_an_address_elsewhere_is_refused():
    with pytest.raises(ValueError, match=r"'https://example.org/x', expected https://github.com"):
        pages_address("https://example.org/x")


def test_a_site_may_have_an_address_of_its_own(tmp_path):
    (tmp_path / "_config.yml").write_text("html: {baseurl: 'https://course.example.org/'}")
    assert Project(tmp_path).page("book/a", "b") == "https://course.example.org/book/a.html#b"


def test_pages_are_in_reading_order(course):
    expected = ["book/index", "book/01-doubling", "exercises/01-doubling/01-doubling"]
    assert Project(course.root).docnames == expected
