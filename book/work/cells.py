"""Run a notebook's cells without IPython, one at a time: what the page's worker does in Python."""

import ast
import base64
import importlib
import io
import json
import linecache
import re
import sys
import traceback
import types
from importlib.util import find_spec

MAX_TEXT = 100_000  # characters that one cell may print
DRAWS = re.compile(r"\bplotting\.\w|matplotlib")
MAGIC = re.compile(r"\s*[%!]")


class Session:
    """The names of one notebook. `emit` takes the JSON of an output, as soon as there is one.

    checks: the module `helpers.checks`, whose `load(slug)` becomes the name `check`.
    """

    def __init__(self, checks, slug, emit):
        self._emit = emit
        self.check = checks.load(slug)
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self.names = vars(module)
        self.names.update(check=self.check, display=self.display)
        if find_spec("matplotlib") is None:
            _stand_in(Undrawn())

    def run(self, name, source):
        """Run a cell; return the JSON of {failed, score, points}, the last two of a check only."""
        out = Printed(self._show)
        kept, (sys.stdout, sys.stderr) = (sys.stdout, sys.stderr), (out, out)
        told = {"failed": False}
        try:
            value = self._value(f"<{name}>", source, out)
            if value is not None:
                out.flush()
                told |= _marks(value)
                self.display(value)
        except BaseException as error:
            told["failed"] = True
            out.flush()
            self._show("error", text=_trace(error))
        finally:
            out.flush()
            sys.stdout, sys.stderr = kept
        self._show_open_figures()
        return json.dumps(told)

    def display(self, *values):
        """Show values as a notebook does: as HTML, a picture or Markdown where they know how."""
        for value in values:
            self._show(**_shown(value))

    def draws(self, source):
        """Would this cell draw, so that Matplotlib has to be loaded for it?"""
        if find_spec("matplotlib"):
            return False
        waiting = (self.names.get(name) for name in _names_used(source))
        return bool(DRAWS.search(source)) or any(type(value) is Undrawn for value in waiting)

    def say_undrawn(self, text):
        """Say this in place of a figure that can't be drawn."""
        Undrawn.says = text

    def can_draw(self):
        """Matplotlib has come: give the real functions to the names that waited for it.

        Raises:
            ImportError: if it has not, or not all of it; then nothing changes.
        """
        importlib.invalidate_caches()
        stand_in = sys.modules.pop("helpers.plotting")
        try:
            plotting = importlib.import_module("helpers.plotting")
        except ImportError:
            _stand_in(stand_in)
            raise
        for name, value in list(self.names.items()):
            if type(value) is Undrawn:
                self.names[name] = getattr(plotting, value.path, None) if value.path else plotting

    def _value(self, name, source, out):
        """Run a cell and return the value of its last line, None where that is no expression."""
        source = _without_magics(source, out)
        linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
        tree = ast.parse(source, name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), self.names)
        if last is None:
            return None
        value = eval(compile(ast.Expression(last.value), name, "eval"), self.names)
        return None if source.rstrip().endswith(";") else value

    def _show(self, kind, **more):
        self._emit(json.dumps({"kind": kind, **more}))

    def _show_open_figures(self):
        """Show what was drawn with pyplot and not returned, as Jupyter does."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        for number in pyplot.get_fignums() if pyplot else ():
            self.display(pyplot.figure(number))
            pyplot.close(number)


class Printed(io.TextIOBase):
    """Standard output of one cell: handed on line by line, cut off where it is too much."""

    encoding = "utf-8"

    def __init__(self, show):
        self._show, self._waiting, self._left = show, "", MAX_TEXT

    def write(self, text):
        if self._left > 0:
            self._waiting += text[: self._left]
            self._left -= len(text)
            if "\n" in text or self._left <= 0:
                self.flush()
            if self._left <= 0:
                self._show("text", text="\n… and more, which is not shown.\n")
        return len(text)

    def flush(self):
        waiting, self._waiting = self._waiting, ""
        if waiting:
            self._show("text", text=waiting)


class Undrawn:
    """In place of `helpers.plotting` and all that it makes while there is no Matplotlib.

    path: the name of the function that it stands for, "" for the package itself.
    """

    says = "This figure is drawn in Jupyter and on Colab."

    def __init__(self, path=""):
        self.path = path

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Undrawn(name)

    def __call__(self, *args, **kwargs):
        return self

    def __getitem__(self, key):
        return self

    def __iter__(self):
        return iter((self, self))  # figure, axes

    def __repr__(self):
        return self.says


def _names_used(source):
    try:
        nodes = ast.walk(ast.parse(source))
    except SyntaxError:
        return ()
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _stand_in(plotting):
    import helpers

    helpers.plotting = sys.modules["helpers.plotting"] = plotting


def _without_magics(source, out):
    """Leave out lines that are IPython's and not Python's, and say so; keep the line numbers."""
    try:
        ast.parse(source)
        return source
    except SyntaxError:
        lines = source.split("\n")
    for i, line in enumerate(lines):
        if MAGIC.match(line):
            lines[i] = ""
            out.write(f"Left out, since it works in Jupyter only: {line.strip()}\n")
    return "\n".join(lines)


def _marks(value):
    """Return the score and points of a check's report, {} for any other value."""
    report = sys.modules.get("helpers.checks.report")
    if report and type(value) is report.Report:
        return {"score": value.score, "points": value.points}
    return {}


def _shown(value):
    if type(value).__module__.startswith("matplotlib.") and hasattr(value, "savefig"):
        return _picture(value)
    for kind, method in (("html", "_repr_html_"), ("markdown", "_repr_markdown_")):
        text = _asked(value, method)
        if isinstance(text, str):
            return {"kind": kind, "text": text}
    png = _asked(value, "_repr_png_")
    if isinstance(png, bytes):
        return {"kind": "png", "data": base64.b64encode(png).decode(), "alt": ""}
    return {"kind": "text", "text": repr(value) + "\n"}


def _asked(value, method):
    if isinstance(value, (type, Undrawn)) or not callable(getattr(value, method, None)):
        return None
    return getattr(value, method)()


def _picture(figure):
    raw = io.BytesIO()
    figure.savefig(raw, format="png", dpi=140)
    data = base64.b64encode(raw.getvalue()).decode()
    return {"kind": "png", "data": data, "alt": getattr(figure, "alt", "")}


def _trace(error):
    """Return a traceback from the student's own line on."""
    trace = error.__traceback__
    while trace and not _is_theirs(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace))


def _is_theirs(path):
    return path.startswith("<") and path in linecache.cache
