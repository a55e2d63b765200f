"""Mutants known to be right, or not wrong enough to matter: listed by hand, each with the reason.

One TOML file an exercise, in the folder of this name:

    [[gradient_check]]
    line = 'x = x.copy()'
    becomes = ['(left out)', 'x = x']
    why = "every entry is put back exactly, so the caller's array ends as it was"
"""

import functools
import tomllib
from pathlib import Path

FOLDER = Path(__file__).with_suffix("")


@functools.cache
def listed(slug):
    """Return {task name: {(line, what it becomes): why}} for an exercise."""
    file = FOLDER / f"{slug}.toml"
    tasks = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {
        name: {(e["line"], becomes): e["why"] for e in entries for becomes in e["becomes"]}
        for name, entries in tasks.items()
    }


def reasons(slug, task_name):
    """Return {(line, what it becomes): why} for a task, empty where nothing is listed."""
    return listed(slug).get(task_name, {})


def entry(task_name, mutant):
    """Return the text that lists a mutant, all but the reason."""
    line, becomes = map(_quoted, (mutant.line, mutant.becomes))
    return f'[[{task_name}]]\nline = {line}\nbecomes = [{becomes}]\nwhy = ""\n'


def _quoted(text):
    return f"'''{text}'''" if "'" in text else f"'{text}'"
