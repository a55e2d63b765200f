"""Nothing in a student's Markdown acts on the pages that instructors look at."""

import base64
from html.parser import HTMLParser

import pytest
from nbconvert.filters import markdown2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import v4

from autograder import intake
from autograder.markdown import harmless

SLUG = "01-tiny"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "upper case": "<IMG SRC=x ONERROR=alert(1)>",
    "comment": "<!-- <b>x</b> --><iframe src='//evil'></iframe>",
    "processing": "<?php x ?><svg/onload=alert(1)>",
    "cut in two": "<scr\nipt>alert(1)</scr\nipt>",
    "nested": "<<script>script>alert(1)</script>",
    "in a list": "* a\n  * <details open ontoggle=alert(1)>",
    "in a table": "| a |\n|---|\n| <b onclick=alert(1)>x</b> |",
    "autolink": "<javascript:alert(1)>",
    "link": "[x](javascript:alert(1))",
    "link with entity": "[x](javascript&colon;alert(1))",
    "link with number": "[x](&#106;avascript:alert(1))",
    "link with tab": "[x](java&#9;script:alert(1))",
    "link with backslash": "[x](javascript\\:alert(1))",
    "link in brackets": "[x](<javascript:alert(1)>)",
    "link with a tab in brackets": "[x](<java\tscript:alert(1)>)",
    "link with a control character": "[x](<\x01javascript:alert(1)>)",
    "upper case link": "[x](JaVaScRiPt:alert(1))",
    "data link": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "reference": "[x][y]\n\n[y]: javascript:alert(1)",
    "title": '[x](http://a "title\\" onclick=alert(1) \\"")',
    "picture from elsewhere": "![x](http://evil.example/track.png)",
    "reference picture": "![x][y]\n\n[y]: http://evil.example/track.png",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "code": "`<script>alert(1)</script>`",
    "fence": "```\n<script>alert(1)</script>\n```",
    "fence with a name": '```x" onclick="alert(1)\ny\n```',
    "heading": "# <a href=javascript:alert(1)>x</a>",
    "math": "$</script><script>alert(1)</script>$",
    "display math": "$$\n<img src=x onerror=alert(1)>\n$$",
    "environment": "\\begin{align}<img src=x onerror=alert(1)>\\end{align}",
}
ALLOWED = {"a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "li", "ol", "p", "pre"}
ALLOWED |= {"span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"class", "href", "id", "title", "style"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.bad = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.bad += [tag] * (tag not in ALLOWED)
        self.bad += [name for name, _ in attributes if name not in ATTRIBUTES]
        for name, value in attributes:
            link = "".join((value or "").split()).lower()
            self.bad += [value] * (name == "href" and not link.startswith(("http", "#", "%20")))

    handle_decl = handle_pi = unknown_decl = lambda self, data: self.bad.append(data)


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_becomes_text(text):
    assert Page(markdown2html(harmless(text))).bad == []


@pytest.mark.parametrize("command", ["href", "require", "style", "cssId", "class", "unicode"])
def test_a_formula_can_not_act(command):
    assert f"\\{command}" not in harmless(f"$\\{command}{{javascript:alert(1)}}{{x}}$")


@pytest.mark.parametrize(
    "text",
    ["$a < b$", "$x_1 \\le y$", "**bold** and *slanted*", "> quoted", "1. one\n2. two", "a & b"],
)
def test_ordinary_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_pasted_picture_stays():
    text = "![mine](attachment:photo.png)"
    assert harmless(text, {"photo.png": {}}) == text


def test_a_picture_that_was_not_pasted_is_a_link():
    assert harmless("![mine](attachment:photo.png)") == "[mine](attachment:photo.png)"


@pytest.mark.parametrize(
    "text",
    [
        "!![x](http://evil.example/track.png)",
        "!!!![x][y]\n\n[y]: http://evil.example/track.png",
        "![![x](attachment:a.png)](http://evil.example/track.png)",
    ],
    ids=["two marks", "reference", "around a pasted picture"],
)
def test_no_picture_is_loaded_from_elsewhere(text):
    pictures = {"a.png": {"image/png": PNG}}
    page = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=pictures))
    assert 'src="http' not in page.render(harmless(text, pictures))


@pytest.mark.parametrize("name", ["a.png", "ü.png", "none.png"])
def test_the_name_of_a_picture_stops_no_page(course, hand_in, name):
    attachments = {name: {"image/png": PNG}} if name != "none.png" else {}
    text = f"!![x](attachment:{name}) ![x](attachment:{name})"
    cell = v4.new_markdown_cell(text, attachments=attachments)
    hand_in("eve", v4.new_notebook(cells=[cell]))
    (read,) = intake.read(course, "eve", SLUG)
    page = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=read.pictures))
    assert page.render(harmless(read.source, read.pictures))
