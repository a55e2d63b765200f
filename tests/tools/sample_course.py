"""A course of one chapter and one exercise, small enough to build within a second or two."""

import shutil
from pathlib import Path
from types import SimpleNamespace

from tools.project import Project

SITE = "https://someone.github.io/course"
HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""
CHAPTER = (
    HEADER
    + """\
# 1 Doubling

```{code-cell} ipython3
:tags: [setup]
```

(why)=
## Why double

Twice 23 is {out}`46 <twice>`, says {cite:t}`someone2000`.

```{code-cell} ipython3
:name: twice
from helpers.double import double

print(double(23))
```

:::{note}
The rule is {eq}`rule`.
:::

$$
y = 2x
$$ (rule)

+++

A plain paragraph, with `code`.

```{code-cell} ipython3
double(4)
```
"""
)
EXERCISE = (
    HEADER
    + """\
# Exercise 1: Doubling

The chapter is {doc}`Doubling <book/01-doubling>`.

```{code-cell} ipython3
:tags: [setup]
```

Write the function.

```{code-cell} ipython3
def double(x):
    \"\"\"Return twice x.\"\"\"
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION
```

```{code-cell} ipython3
check.double(double)
```

:::{hints} double
:::

Explain it.

+++ {"written": "why_double", "points": 3}

**A model answer.** Because two are twice one.
"""
)
FILES = {
    "_config.yml": """\
repository: {url: "https://github.com/Someone/course", branch: main}
""",
    "_toc.yml": """\
format: jb-book
root: book/index
chapters:
- file: book/01-doubling
- file: exercises/01-doubling/01-doubling
""",
    "book/index.md": "# The course\n",
    "book/references.bib": """\
@article{someone2000,
  author = {One, Some and Two, Any and Three, Body}, title = {On doubling},
  journal = {Doubles}, year = {2000}, doi = {10.1000/1}
}
""",
    "book/01-doubling.md": CHAPTER,
    "book/_static/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"/>',
    "book/_static/figures/dots.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"/>',
    "solutions/01-doubling.md": EXERCISE,
    "helpers/__init__.py": "",
    "helpers/other.py": "UNUSED = 0\n",
    "helpers/double.py": "from ._twice import twice\n\n\ndef double(x):\n    return twice(x)\n",
    "helpers/_twice.py": "def twice(x):\n    return 2 * x\n",
    "helpers/checks/__init__.py": """\
class Checker:
    tasks = {}

    def double(self, function):
        return 2.0 if function(3) == 6 else 0.0


def load(slug):
    return Checker()
""",
    "helpers/checks/tasks/ch01_doubling.py": "TASKS = []\n",
}
TASKS = {"double": SimpleNamespace(points=2, hints=("Add.", "Add `x` to itself."))}


def make(root):
    """Write the sample course into a folder and return it as a Project."""
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    shutil.copy(Path(__file__).parents[2] / "nbgrader_config.py", root)
    return Project(root)


def tasks_of(source):
    """The tasks of the sample's exercise, in place of helpers.checks."""
    return TASKS if source.is_exercise else {}
