"""Words of the glossary bring their definition along."""

import html
import re


def terms(page):
    """The linked mentions on a page as (text, term, definition, address)."""
    links = re.findall(
        r'<a class="term" href="([^"]*)" data-term="([^"]*)" data-definition="([^"]*)">(.*?)</a>',
        page,
    )
    return [(text, term, html.unescape(said), address) for address, term, said, text in links]


def test_first_mentions_are_linked_in_order(chapter):
    assert [text for text, *_ in terms(chapter)] == ["unit", "logit", "loss function"]


def test_a_link_holds_its_definition(chapter):
    (_, term, definition, address) = terms(chapter)[1]
    assert (term, address) == ("logit", "glossary.html#term-logit")
    assert definition == "What comes before a <em>sigmoid</em>, as every unit has it."


def test_names_of_one_definition_count_as_one(chapter):
    """ "Loss" was linked by hand, so "the loss" is not linked again."""
    assert [term for _, term, *_ in terms(chapter)].count("loss") == 1


def test_code_and_headings_stay_as_they_are(chapter):
    assert '<span class="pre">logit</span>' in chapter


def test_the_glossary_links_only_where_it_says_so(pages):
    assert [text for text, *_ in terms(pages["book/glossary"])] == ["unit"]


def test_every_definition_of_the_course_is_a_sentence_or_two():
    from pathlib import Path

    text = (Path(__file__).parents[2] / "book" / "glossary.md").read_text(encoding="utf-8")
    definitions = re.findall(r"^  (\S.*)$", text, re.MULTILINE)
    assert len(definitions) > 60
    for definition in definitions:
        assert definition.endswith((".", ".)")), definition
        assert len(definition) < 260, definition
