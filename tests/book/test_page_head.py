import pytest

LONG = "One short sentence stands here. " * 3 + "And this one is so long that it " + "goes on " * 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short\nand whole.", "Short and whole."),
        (LONG, " ".join(["One short sentence stands here."] * 3)),
        ("word " * 60, "word " * 40 + "…"),
        ("Is it 0.5? " + "x" * 300, "Is it 0.5?"),
    ],
    ids=["short", "cut at a sentence", "cut at a word", "a point inside a number"],
)
def test_a_description_ends_where_a_sentence_does(extension, text, expected):
    assert extension("page_head").describe(text) == expected


def test_a_changelog_without_a_release_is_refused(extension):
    with pytest.raises(ValueError, match="no heading of the form"):
        extension("page_foot").newest_release("# Changelog\n\n## Soon\n")
