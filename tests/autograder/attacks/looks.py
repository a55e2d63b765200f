"""What an instructor looks at: does anything that bears the attacks' mark act there?"""

import re
from html.parser import HTMLParser

from tests.autograder.attacks.parts import MARK

# Of these, no text is shown: it is run, or loaded.
RUN = ("script", "style", "iframe", "svg", "object", "template")
TEX = re.compile(rf"\\(?:href|url|style|class|cssId|require)\b[^$]*?{MARK}")
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


class _Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.active, self._inside = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self._inside += [tag] * (tag in RUN)
        for name, value in attributes:
            # An ordinary link leads nowhere before somebody follows it.
            is_link = (tag, name) == ("a", "href") and value.startswith(("http:", "https:"))
            if not is_link and MARK in f"{name} {value}":
                self.active.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag):
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data):
        if MARK in data and self._inside:
            self.active.append(f"<{self._inside[-1]}> {data[:80]!r}")
        self.active += TEX.findall(data)


def active_in_page(text):
    """Return the places of an HTML page where the mark is more than text."""
    return _Page(text).active


def formulas(rows):
    """Return the cells of a spreadsheet, rows of texts, that it would compute."""
    numbers = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
    cells = (cell for row in rows for cell in row)
    return [cell for cell in cells if FORMULA.match(cell) and not numbers.fullmatch(cell)]


def controls(text):
    """Return the characters of a terminal's text that steer it."""
    return {c for c in text if not c.isprintable() and c != "\n"}
