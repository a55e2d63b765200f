"""A work may be cited, and listed, in more than one chapter."""

import pytest


@pytest.fixture
def with_prefix(extension):
    return extension("citations").with_prefix


def test_the_list_and_its_citations_get_the_pages_prefix(with_prefix):
    text = "{cite:t}`one2000` and {cite}`two, three`\n\n```{bibliography}\n:filter: here\n```"
    assert with_prefix(text, "03-") == (
        "{cite:t}`03-one2000` and {cite}`03-two,03-three`\n\n"
        "```{bibliography}\n:keyprefix: 03-\n:filter: here\n```"
    )


def test_a_page_without_a_list_stays_as_it_is(with_prefix):
    text = "{cite:t}`one2000`, and `{bibliography}` in words"
    assert with_prefix(text, "03-") == text
