"""One KaTeX process for a whole build; `katex.js` is its other end."""

import json
import re
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from html import unescape
from pathlib import Path

PROGRAM = Path(__file__).with_name("katex.js")
UNSPOKEN = re.compile(r"<annotation.*?</annotation>|<[^>]*>", re.DOTALL)


class FormulaError(ValueError):
    """KaTeX cannot read a formula."""


class Katex:
    """Typesets formulas; use it in a `with` statement, or call `close`.

    Raises:
        FileNotFoundError: if node or KaTeX (the folder that npm made) is missing.
    """

    def __init__(self, folder):
        node = shutil.which("node")
        if node is None or not folder.is_dir():
            missing = "node" if node is None else str(folder)
            raise FileNotFoundError(f"{missing} is missing, which typesets formulas; run: npm ci")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
        self._process = subprocess.Popen([node, str(PROGRAM), str(folder)], **pipes)
        self.html = cache(self._html)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        """End the process."""
        self._process.communicate()

    def _html(self, tex, display):
        """Return a formula as HTML for the eye and MathML for the ear.

        Raises:
            FormulaError: if KaTeX cannot read the formula, with its reason.
        """
        with suppress(BrokenPipeError):  # a process that ended answers nothing, see below
            question = json.dumps({"tex": tex, "display": display})
            print(question, file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"KaTeX ended with code {self._process.wait()} at {tex!r}")
        answer = json.loads(line)
        if "error" in answer:
            raise FormulaError(answer["error"])
        return answer["html"]

    def text(self, tex):
        """Return a formula as one line of plain characters, for titles of windows and searches."""
        mathml = self.html(tex, False).partition("</math>")[0]
        return unescape(UNSPOKEN.sub("", mathml))
