"""Equations, figures and statements are numbered within their chapter: (6.3), Figure 6.2.

The chapter's number is the one that its title begins with; a page without one counts 1, 2, 3.
The notebooks' build counts in the same way: tools/notebooks/markdown/labels.py.
"""

import copy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.notebooks.markdown.labels import NUMBERED, chapter_number


def restore(app, env):
    """Give Sphinx back the numbers that it gave last time, to see by them which pages changed."""
    env.toc_fignumbers = getattr(env, "running_fignumbers", {})
    return []


def number(app, env):
    """Replace the numbers that Sphinx gave, which run through the whole book."""
    env.running_fignumbers = copy.deepcopy(env.toc_fignumbers)
    for docname, kinds in env.toc_fignumbers.items():
        chapter = chapter_number(env.titles[docname].astext())
        prefix = (int(chapter),) if chapter else ()
        for found in kinds.values():
            in_order = sorted(found, key=found.get)
            found |= {name: (*prefix, n) for n, name in enumerate(in_order, start=1)}
    return []


def name_kinds(app, config):
    """Say "Figure 6.2" in captions and references."""
    config.numfig_format = {kind: f"{word} %s" for kind, word in NUMBERED.items()}


def setup(app):
    # Sphinx reads the formats at config-inited, and numbers at env-get-updated.
    app.connect("config-inited", name_kinds, priority=100)
    app.connect("env-get-updated", restore, priority=100)
    app.connect("env-get-updated", number, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
