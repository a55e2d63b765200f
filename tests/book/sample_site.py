"""A small course as a website, built with the extensions and settings of the real one."""

import shutil
import subprocess
from pathlib import Path

import yaml
from PIL import Image

from tools import site
from tools.notebooks import sources
from tools.notebooks.assemble import Assembler
from tools.notebooks.build import build

ROOT = Path(__file__).parents[2]
MORE = """
:::{interactive} dots
:alt: Two dots.
:state: far:1
:::

:::{image} _static/drawing.png
:alt: A drawing.
:::

:::{image} _static/field.png
:alt: A field of colour.
:::

:::{figure} _static/dot.svg
:name: dot
:alt: A dot.

One dot.
:::

:::{caption}
:name: two-dots
What a cell drew.
:::

:::{definition} Doubling
:name: doubled

Adding a number $\\alpha$ to itself.
:::

:::{theorem}
:name: even
A doubled number is even.
:::

:::{proof}
By {numref}`doubled`, {eq}`rule` and {numref}`two-dots`.
:::

The output *unit* has a logit. Every unit has its logits, and `logit` in code stays code.
A {term}`loss function <loss>` compares them. The loss falls.

:::{margin}
An aside.
:::

:::{dropdown} Answer
(in-the-answer)=
Because twice one is two.
:::

## Other things

```{bibliography}
:filter: docname in docnames
```
"""
GLOSSARY = """\
# Glossary

:::{glossary}
logit
  What comes before a *sigmoid*, as every {term}`unit` has it.

loss
cost
  The number that says how wrong a network is.

unit
  One entry of a layer.
:::
"""


def prepare(sample_course, root):
    """Write the sample course with more in its chapter, build its notebooks, and return it."""
    course = sample_course.make(root)
    chapter = course.root / "book" / "01-doubling.md"
    chapter.write_text(chapter.read_text() + MORE)
    (course.root / "book" / "glossary.md").write_text(GLOSSARY)
    toc = course.root / "_toc.yml"
    toc.write_text(toc.read_text() + "- file: book/glossary\n")
    (course.root / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0 (2026-03-04)\n\nA.\n")
    _settings(course)
    _pictures(course.root / "book" / "_static")
    assembler = Assembler(course, sample_course.tasks_of)
    for source in sources.find(course):
        build(assembler, source)
    return course


def _settings(course):
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    config["title"] = "An Edition"
    config["repository"]["url"] = "https://github.com/Someone/course"
    (course.root / "_config.yml").write_text(yaml.safe_dump(config))
    for folder in (
        "_ext",
        "_templates",
        "_static/fonts",
        "_static/script",
        "_static/style",
        "work",
    ):
        shutil.copytree(ROOT / "book" / folder, course.root / "book" / folder)
    shutil.copy(ROOT / "pyproject.toml", course.root)
    for name in ("favicon.svg", "favicon.png", "card.png"):
        shutil.copy(ROOT / "book" / "_static" / name, course.root / "book" / "_static")
    for name in ("base.js", "drawing.js", "state.js", "figures.css"):
        figures = ROOT / "book" / "_static" / "figures"
        shutil.copy(figures / name, course.root / "book" / "_static" / "figures")
    (course.root / "book" / "_static" / "figures" / "dots.js").write_text("")


def _pictures(folder):
    """A drawing, nine tenths of it paper, and a field of colour."""
    for name, share in (("drawing", 0.1), ("field", 0.5)):
        picture = Image.new("RGB", (20, 20), "white")
        picture.paste((0, 114, 178), (0, 0, 20, round(20 * share)))
        picture.save(folder / f"{name}.png")


def run(course):
    """Build the site of a course; return (exit code, what was said)."""
    done = site.run(course, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def built(course):
    """Build the site of a course and return its folder; a failure shows what was said."""
    code, said = run(course)
    assert code == 0, said
    return course.root / "_build" / "html"
