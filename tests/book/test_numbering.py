"""What is numbered on a page has the number that the notebook gives it, and can be referred to."""

import re

import nbformat


def text(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_statements_are_numbered_by_kind_within_the_chapter(chapter):
    titles = re.findall(r'<p class="statement-title">(.*?)</p>', chapter)
    assert [text(title).replace("#", "").strip() for title in titles] == [
        "Definition 1.1 Doubling",
        "Theorem 1.1",
        "Proof",
    ]


def test_figures_and_captions_of_cells_count_together(chapter):
    numbers = re.findall(r'<span class="caption-number">(Figure.*?)</span>', chapter)
    assert [number.strip() for number in numbers] == ["Figure 1.1", "Figure 1.2"]


def test_equations_are_numbered_within_the_chapter(chapter):
    assert '<span class="eqno">(1.1)' in chapter


def test_references_lead_to_what_they_name(chapter):
    proof = chapter[chapter.index("statement proof") :]
    links = re.findall(r'href="(#[\w-]+)"[^>]*>(.*?)</a>', proof)
    assert [(address, text(label)) for address, label in links][:3] == [
        ("#doubled", "Definition 1.1"),
        ("#equation-rule", "(1.1)"),
        ("#two-dots", "Figure 1.2"),
    ]


def test_the_notebook_says_the_same_numbers(course):
    notebook = nbformat.read(course.root / "book/notebooks/01-doubling.ipynb", 4)
    said = "\n".join(cell.source for cell in notebook.cells)
    for number in ("> **Definition 1.1 (Doubling)**", "**Figure 1.2** What", "\\tag{1.1}"):
        assert number in said
    assert "> By [Definition 1.1](https://someone.github.io/course/book/01-doubling.html" in said
