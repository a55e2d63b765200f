"""Each construct of the texts has one plain form in the notebooks, or is refused by name."""

import base64

import pytest
from sample_course import CHAPTER, HEADER, SITE, TASKS

from helpers.checks.choice import Right, Wrong, choice
from tools.notebooks.errors import SourceError
from tools.notebooks.markdown import plain
from tools.notebooks.markdown.citations import Bibliography
from tools.notebooks.markdown.labels import Labels
from tools.notebooks.markdown.page import Page

PAGE = f"{SITE}/book/01-doubling.html"
HALF = choice(
    name="half",
    question="Half of 2?",
    options=(Right("1"), Wrong("2", "That is 2."), Wrong("$x^2$", "That is a square.")),
    hints=("Divide.",),
)
# A picture is written out, so that it shows offline and on Colab.
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"/>'
PICTURE = f"data:image/svg+xml;base64,{base64.b64encode(DOT).decode()}"
CASES = {
    "prose stays": ("A *plain* [link](https://x.org) and <b>HTML</b>.",) * 2,
    "admonition": (
        ":::{note}\nTake care.\n\nTwice.\n:::",
        "> **Note**\n>\n> Take care.\n>\n> Twice.",
    ),
    "admonition in backticks": ("```{tip}\nTry it.\n```", "> **Tip**\n>\n> Try it."),
    "see also": (":::{seealso}\nThere.\n:::", "> **See also**\n>\n> There."),
    "titled admonition": (
        ":::{admonition} The *big* idea\n:class: tip\n\nGo.\n:::",
        "> **The *big* idea**\n>\n> Go.",
    ),
    "margin": (":::{margin}\nAside.\n:::", "> Aside."),
    "titled margin": (":::{margin} By the way\nAside.\n:::", "> **By the way**\n>\n> Aside."),
    "dropdown": (
        ":::{dropdown} Why `W`, $a_b$?\nBecause.\n:::",
        "<details>\n<summary>Why <code>W</code>, $a_b$?</summary>\n\nBecause.\n\n</details>",
    ),
    "nested by length": (
        "::::{dropdown} Answer\nSee:\n\n:::{note}\nYes.\n:::\n\n:::{tip}\nNo.\n:::\n::::",
        "<details>\n<summary>Answer</summary>\n\nSee:\n\n> **Note**\n>\n> Yes.\n\n> **Tip**\n>"
        "\n> No.\n\n</details>",
    ),
    "hints": (
        ":::{hints} double\n:::",
        "<details>\n<summary>Hint 1</summary>\n\nAdd.\n\n</details>\n\n"
        "<details>\n<summary>Hint 2</summary>\n\nAdd `x` to itself.\n\n</details>",
    ),
    "choice": (
        "So:\n\n:::{choice} half\n:::\n\nOn.",
        "So:\n\nHalf of 2? One answer is right.\n\n"
        "- **(a)** 1\n- **(b)** 2\n- **(c)** $x^2$\n\nOn.",
    ),
    "image": (
        ":::{image} _static/dot.svg\n:alt: A dot: small.\n:::",
        f"![A dot: small.]({PICTURE})",
    ),
    "figure": (
        ":::{figure} _static/dot.svg\n:alt: A dot.\n\nThe caption.\n:::",
        f"![A dot.]({PICTURE})\n\nThe caption.",
    ),
    "plain image": ("![A dot](_static/dot.svg)", f"![A dot]({PICTURE})"),
    "interactive": (
        ":::{interactive} dots\n:alt: Dots that dance.\n:state: step:3\n:::",
        f"![Dots that dance.]({PICTURE})\n\n[Try it on the website]({PAGE}#figure-dots)",
    ),
    "proof": (":::{proof}\nBy adding.\n:::", "> **Proof**\n>\n> By adding."),
    "label": ("(here)=\n## Here\n\nText.", "## Here\n\nText."),
    "comment": ("One.\n\n% a note to ourselves\n\nTwo.", "One.\n\nTwo."),
    "numbered equation": ("$$\ny = 2x\n$$ (rule)", "$$\ny = 2x \\tag{1.1}\n$$"),
    "equation directive": (
        "```{math}\n:label: rule\ny = 2x\n```",
        "$$\ny = 2x \\tag{1.1}\n$$",
    ),
    "equation without number": ("$$\ny = 2x\n$$",) * 2,
    "equation of lines": (
        "$$\na &= b \\\\\n  &= c\n$$",
        "$$\n\\begin{aligned}\na &= b \\\\\n  &= c\n\\end{aligned}\n$$",
    ),
    "equation in a list": (
        "- One:\n\n  $$\n  x\n  $$ (rule)",
        "- One:\n\n  $$\n  x \\tag{1.1}\n  $$",
    ),
    "code block": ("```{code-block} python\nx = 1\n```", "```python\nx = 1\n```"),
    "eq": ("By {eq}`rule`.", "By (1.1)."),
    "ref": ("See {ref}`why`.", f"See [Why double]({PAGE}#why)."),
    "ref with text": ("See {ref}`there <why>`.", f"See [there]({PAGE}#why)."),
    "link to a label": ("See [there](#why).", f"See [there]({PAGE}#why)."),
    "doc": ("{doc}`01-doubling`", f"[1 Doubling]({PAGE})"),
    "doc with text": ("{doc}`it </book/01-doubling>`", f"[it]({PAGE})"),
    "link to a page": ("[it](01-doubling.md#why)", f"[it]({PAGE}#why)"),
    "cite": ("{cite:p}`someone2000`", "([One et al., 2000](https://doi.org/10.1000/1))"),
    "cite textual": ("{cite:t}`someone2000`", "[One et al. (2000)](https://doi.org/10.1000/1)"),
    "bibliography": (
        "{cite}`someone2000`\n\n```{bibliography}\n:filter: docname in docnames\n```",
        "([One et al., 2000](https://doi.org/10.1000/1))\n\n- Some One, Any Two, and Body Three. "
        "On doubling. *Doubles*, 2000. [doi:10.1000/1](https://doi.org/10.1000/1).",
    ),
    "repository": (
        "{repository}`the data <helpers/data.py>`",
        "[the data](https://github.com/Someone/course/tree/main/helpers/data.py)",
    ),
    "term": ("a {term}`logit`", "a logit"),
    "math role": ("{math}`x^2`", "$x^2$"),
    "out": ("{out}`46 <twice>` pages", "46 pages"),
    "role in a list": ("- one\n- two: {term}`logit`", "- one\n- two: logit"),
    "role in a table": (
        "| a | b |\n|---|---|\n| {term}`logit` | x |",
        "| a | b |\n|---|---|\n| logit | x |",
    ),
    "role over two lines": ("see {ref}`over\nthere <why>`", f"see [over there]({PAGE}#why)"),
    "code span stays": ("write `{ref}` and ``{eq}`a` ``",) * 2,
    "math stays": ("$\\{ref\\}`a` x_1 * y_1 *$ and $$a [b](c)$$",) * 2,
    "code fence stays": ("```\n:::{note}\n{ref}`x`\n% hi\n(a)=\n\n\n```",) * 2,
    "indented code stays": ("Text.\n\n    {ref}`x`\n    (a)=",) * 2,
    "escaped braces stay": ("\\{ref}",) * 2,
}
NUMBERED = {
    "theorem with a title": (
        ":::{theorem} The *rule*, $a$\n:name: t\n\nIt holds.\n:::",
        "> **Theorem 1.1 (The *rule*, $a$)**\n>\n> It holds.",
    ),
    "definition": (
        ":::{definition}\n:name: d\nTwice.\n:::\n\nBy {numref}`d`.",
        f"> **Definition 1.1**\n>\n> Twice.\n\nBy [Definition 1.1]({PAGE}#d).",
    ),
    "second of its kind": (
        ":::{lemma}\n:name: l\nx\n:::\n\n:::{example}\n:name: e\ny\n:::\n\n"
        ":::{lemma}\n:name: m\nz\n:::",
        "> **Lemma 1.1**\n>\n> x\n\n> **Example 1.1**\n>\n> y\n\n> **Lemma 1.2**\n>\n> z",
    ),
    "caption of a cell's picture": (
        ":::{caption}\n:name: c\nDots, $x$ and `y`.\n:::",
        "**Figure 1.1** Dots, $x$ and `y`.",
    ),
    "captions and figures count together": (
        ":::{figure} _static/dot.svg\n:name: f\n:alt: A dot.\n\nOne.\n:::\n\n"
        ":::{caption}\n:name: c\nTwo.\n:::",
        f"![A dot.]({PICTURE})\n\n**Figure 1.1** One.\n\n**Figure 1.2** Two.",
    ),
}
REFUSED = {
    "unknown directive": ("One.\n\n:::{grid} 2\n:::", "5: unknown directive {grid}"),
    "unknown role": ("One.\nTwo {abbr}`x`.", "4: unknown role {abbr}"),
    "unknown option": (":::{note}\n:colour: red\nx\n:::", "3: {note}: .*colour"),
    "inside a dropdown": (":::{dropdown} A\n\nText.\n{foo}`x`\n:::", "6: unknown role {foo}"),
    "not closed": (":::{note}\nx", "3: {note} is not closed"),
    "missing label": ("{ref}`nowhere`", "3: no label 'nowhere'"),
    "missing page": ("{doc}`nowhere`", "3: no page 'book/nowhere'"),
    "missing work": ("{cite}`nobody1900`", "3: no work 'nobody1900'"),
    "missing picture": ("![x](_static/none.svg)", "3: there is no picture book/_static/none.svg"),
    "picture elsewhere": ("![x](../secret.svg)", "3: picture .* must stand under book/_static"),
    "no alt": (":::{image} _static/dot.svg\n:::", "3: {image} needs :alt:"),
    "section for equation": ("{eq}`why`", "3: 'why' is a section, not an equation"),
    "section for figure": ("{numref}`why`", "3: 'why' is a section, which has no number"),
    "statement without name": (":::{lemma}\nx\n:::", "3: {lemma} needs :name:"),
    "caption without name": (":::{caption}\nx\n:::", "3: {caption} needs :name:"),
    "footnote": ("x[^1]\n\n[^1]: y", "3: .*footnote"),
    "label inside a paragraph": ("so:\n$$\nx\n$$ (rule)", "4: .*labelled equation inside"),
    "bare environment": ("\\begin{align}\nx\n\\end{align}", "3: .*put \\$\\$ around it"),
    "directive in a quote": ("> :::{note}\n> x\n> :::", "3: .*in a quote"),
    "measured without cell": ("{out}`46`", "3: .*expected a number and <name-of-a-cell>"),
    "unknown task": (":::{hints} halve\n:::", "3: no task 'halve'.* double"),
    "unknown question": (":::{choice} halve\n:::", "3: no task 'halve'.* double"),
    "no question": (":::{choice} double\n:::", "3: 'double' is no multiple-choice question"),
}


@pytest.fixture
def page(course, source_of):
    source = source_of(course, "chapter")
    bibliography = Bibliography(course.root / "book" / "references.bib")
    return Page(source, Labels(course), bibliography, {**TASKS, "half": HALF})


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_becomes_plain_markdown(page, text, expected):
    assert plain.convert(page, text, 1) == expected


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_names_the_place_of_what_it_refuses(page, text, message):
    with pytest.raises(SourceError, match=f"^book/01-doubling.md:{message}"):
        plain.convert(page, text, 3)


def test_notes_measured_numbers_with_their_lines(page):
    plain.convert(page, "One.\n\nTwo: {out}`46 <twice>`.", 10)
    assert [(m.value, m.cell, m.line) for m in page.measured] == [("46", "twice", 12)]


def test_an_equation_of_another_page_is_a_link(course, page):
    other = CHAPTER.replace("(rule)", "(other)").replace("`rule`", "`other`").replace("why", "w")
    (course.root / "book/02-other.md").write_text(other)
    toc = course.root / "_toc.yml"
    toc.write_text(toc.read_text() + "- file: book/02-other\n")
    page.labels = Labels(type(course)(course.root))
    expected = f"[(1.1)]({SITE}/book/02-other.html#equation-other)"
    assert plain.convert(page, "{eq}`other`", 1) == expected


@pytest.mark.parametrize(("text", "expected"), NUMBERED.values(), ids=NUMBERED)
def test_is_numbered_within_its_chapter(course, page, text, expected):
    (course.root / "book/01-doubling.md").write_text(HEADER + "# 1 Doubling\n\n" + text)
    page.labels = Labels(course)
    assert plain.convert(page, text, 1) == expected


def test_a_page_whose_title_has_no_number_counts_from_one(course, page):
    text = ":::{theorem}\n:name: t\nx\n:::"
    (course.root / "book/01-doubling.md").write_text(HEADER + "# Doubling\n\n" + text)
    page.labels = Labels(course)
    assert plain.convert(page, text, 1) == "> **Theorem 1**\n>\n> x"


def test_an_exercise_numbers_nothing(course, source_of, page):
    page.source = source_of(course, "exercise")
    with pytest.raises(SourceError, match="only chapters number"):
        plain.convert(page, ":::{theorem}\n:name: t\nx\n:::", 1)


def test_figures_are_numbered_within_their_chapter(course, page):
    figures = "".join(
        f":::{{figure}} _static/dot.svg\n:name: {name}\n:alt: A dot.\n\nCaption.\n:::\n\n"
        for name in ("one", "two")
    )
    (course.root / "book/01-doubling.md").write_text(HEADER + "# 1 Doubling\n\n" + figures)
    page.labels = Labels(course)
    assert plain.convert(page, "{numref}`two`", 1) == f"[Figure 1.2]({PAGE}#two)"


def test_a_label_is_taken_once(course):
    path = course.root / "book/01-doubling.md"
    path.write_text(path.read_text() + "\n(why)=\n## Again\n")
    with pytest.raises(SourceError, match="label 'why' is already taken"):
        Labels(course)
