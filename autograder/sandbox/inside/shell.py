"""IPython without a terminal: runs one cell and keeps what it showed, within bounds."""

import ast
import base64
import io
import re
import sys

from IPython.core.async_helpers import _pseudo_sync_runner
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.sandbox.inside.limits import TimeLimit

MAX_STREAM = 50_000
MAX_OUTPUTS = 50
MAX_PNG = 1_000_000
# What IPython's own syntax begins with, and the prompts and spaces that it takes away. A cell
# without any of it is Python as it stands.
MAGIC = re.compile(r"[%?]|!(?!=)|^\s*[,;/]", re.MULTILINE)
PROMPT = re.compile(r"\s|>>>|\.\.\.|In \[")


class Outputs:
    """What a cell showed: a list of dicts {"kind", "text", "png"}, cut off where it is too much."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.kept = []
        self.room = MAX_STREAM

    def stream(self, name, text):
        text, self.room = text[: self.room], max(0, self.room - len(text))
        if not text:
            return
        if self.kept and self.kept[-1]["kind"] == name:
            self.kept[-1]["text"] += text
        elif len(self.kept) < MAX_OUTPUTS:
            self.kept.append({"kind": name, "text": text})

    def add(self, kind, data):
        if len(self.kept) >= MAX_OUTPUTS:
            return
        output = {"kind": kind, "text": str(data.get("text/plain", ""))[:MAX_STREAM]}
        if png := _png(data.get("image/png")):
            output["png"] = png
        self.kept.append(output)


def _png(image):
    if isinstance(image, bytes):
        image = base64.b64encode(image).decode()
    small = isinstance(image, str) and len(image) < MAX_PNG * 4 // 3
    return image.replace("\n", "") if small else None


OUTPUTS = Outputs()


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, name):
        self.name = name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() takes str, got {type(text).__name__}")
        OUTPUTS.stream(self.name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, **kwargs):
        OUTPUTS.add("display", data)

    def clear_output(self, wait=False):
        OUTPUTS.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    start_displayhook = finish_displayhook = write_output_prompt

    def write_format_data(self, format_dict, md_dict=None):
        OUTPUTS.add("result", format_dict)


class Shell(InteractiveShell):
    """An IPython shell whose magics work as far as there is something to work with."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self._hooks_of_its_own = self._hooks()

    def run_python(self, source):
        """Run a cell that is plain Python as `run_cell` would, but without its detours.

        Returns:
            False, and nothing has run, if it is none, or if there is more to do than to run it.
        """
        codes = self._compiled(source) if self._is_plain(source) else []
        if not codes:
            return False
        self.history_manager.store_inputs(self.execution_count, source)
        self.execution_count += 1
        self.events.trigger("pre_execute")
        with self.builtin_trap, self.display_trap:
            any(_pseudo_sync_runner(self.run_code(code)) for code in codes)  # until one fails
        self.events.trigger("post_execute")
        return True

    def _is_plain(self, source):
        changed = self.input_transformers_post or self.ast_transformers or self.custom_exceptions
        may_await = "await" in source or "async" in source
        usual = self._hooks() == self._hooks_of_its_own and not changed and not may_await
        return usual and self.ast_node_interactivity == "last_expr" and is_python(source)

    def _hooks(self):
        return [hook for hooks in self.events.callbacks.values() for hook in hooks]

    def _compiled(self, source):
        """Return code objects: the statements, and the last if its value is to be shown."""
        name = self.compile.cache(source, self.execution_count)
        try:
            statements = self.compile.ast_parse(source, name).body
            shown = statements[-1:] if statements and isinstance(statements[-1], ast.Expr) else []
            rest = statements[: len(statements) - len(shown)]
            codes = [self.compile(ast.Module(rest, []), name, "exec")] if rest else []
            return codes + [self.compile(ast.Interactive([s]), name, "single") for s in shown]
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return []  # IPython tells of it

    def enable_gui(self, gui=None):
        """There is no event loop; `%matplotlib inline` wants none."""

    def system(self, command):
        """`!pip install ...` beside useful lines must not stop them."""
        print("shell commands are not run while grading", file=sys.stderr)

    system_piped = system_raw = system

    def getoutput(self, command, split=True, depth=0):
        """The same for ``x = !command``."""
        self.system(command)
        return []

    def _showtraceback(self, etype, evalue, stb):
        text = "\n".join(stb) if isinstance(stb, list) else str(stb)
        if etype is TimeLimit:  # its traceback ends in our own files
            text = f"TimeLimit: {evalue}"
        OUTPUTS.kept.append({"kind": "error", "text": text[-MAX_STREAM:], "name": etype.__name__})


def is_python(source):
    """Say whether a cell is Python as it stands, so that IPython would change nothing in it."""
    if PROMPT.match(source):
        return False
    if not MAGIC.search(source):
        return True
    try:  # a percent sign, say, in an expression or in a text
        ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


def start():
    """Return a new `Shell`."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    return Shell.instance(config=config, display_pub_class=_Publisher, displayhook_class=_Hook)


def capture():
    """Keep what is printed from now on in `OUTPUTS`."""
    OUTPUTS.clear()
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")


def run_cell(shell, source):
    """Run one cell. What it shows is in `OUTPUTS`; an exception in it is shown, not raised."""
    OUTPUTS.clear()
    if not shell.run_python(source):
        shell.run_cell(source, store_history=True)
