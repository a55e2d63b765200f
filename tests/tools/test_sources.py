"""Which texts become notebooks."""

import pytest

from tools.notebooks import sources

PAGE = "# Words\n\nNo code here.\n"
APPENDIX = (
    "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n---\n\n"
    "# An appendix\n"
)


@pytest.mark.parametrize(
    ("text", "kinds"), [(PAGE, []), (APPENDIX, ["chapter"])], ids=["plain page", "with code"]
)
def test_a_page_of_the_book_is_built_if_it_holds_code(course, text, kinds):
    (course.root / "book" / "appendix.md").write_text(text, encoding="utf-8")
    found = [source.kind for source in sources.find(course) if source.slug == "appendix"]
    assert found == kinds
