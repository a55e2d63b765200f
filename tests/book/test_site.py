"""A small course as a website, built with the extensions and settings of the real one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tools.notebooks import sources
from tools.notebooks.assemble import Assembler
from tools.notebooks.build import build

ROOT = Path(__file__).parents[2]
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
MORE = """
:::{interactive} dots
:alt: Two dots.
:::

:::{image} _static/dot.svg
:alt: A dot.
:::

```{bibliography}
:filter: docname in docnames
```
"""


def run(course):
    """Build the site of a course; return (exit code, what was said)."""
    arguments = ["build", ".", "-W", "-n", "--keep-going", "-q"]
    done = subprocess.run(
        [sys.executable, "-c", JUPYTER_BOOK, *arguments],
        cwd=course.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def course(sample_course, tmp_path_factory):
    """The sample course with its notebooks built and the real site's settings."""
    course = sample_course.make(tmp_path_factory.mktemp("site"))
    chapter = course.root / "book" / "01-doubling.md"
    chapter.write_text(chapter.read_text() + MORE)
    _settings(course)
    assembler = Assembler(course, sample_course.tasks_of)
    for source in sources.find(course):
        build(assembler, source)
    return course


def _settings(course):
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    config["repository"]["url"] = "https://github.com/Someone/course"
    (course.root / "_config.yml").write_text(yaml.safe_dump(config))
    shutil.copytree(ROOT / "book" / "_ext", course.root / "book" / "_ext")
    for name in ("course.css", "figures/base.js", "figures/figures.css"):
        shutil.copy(ROOT / "book" / "_static" / name, course.root / "book" / "_static" / name)
    (course.root / "book" / "_static" / "figures" / "dots.js").write_text("")


@pytest.fixture(scope="module")
def pages(course):
    """The pages of the built site by name, as HTML."""
    code, said = run(course)
    assert code == 0, said
    html = course.root / "_build" / "html"
    return {name: (html / f"{name}.html").read_text() for name in course.docnames}


@pytest.fixture
def chapter(pages):
    return pages["book/01-doubling"]


@pytest.fixture
def exercise(pages):
    return pages["exercises/01-doubling/01-doubling"]


def test_a_chapter_shows_its_stored_outputs(chapter):
    assert "<span></span>46\n" in chapter


def test_a_measured_number_reads_as_text(chapter):
    assert '<span class="measured">46</span>, says' in chapter


def test_the_set_up_cell_is_folded(chapter):
    assert "Set-up" in chapter


def test_a_figure_holds_its_static_picture(chapter):
    assert (
        '<div class="nn-figure" data-figure="dots" id="figure-dots">\n<img alt="Two dots."'
        in chapter
    )


def test_only_the_page_with_a_figure_loads_scripts_deferred(pages, chapter):
    assert chapter.count('<script defer="defer" src="../_static/figures/') == 2
    assert [name for name, html in pages.items() if "_static/figures/" in html] == [
        "book/01-doubling"
    ]


def test_an_exercise_shows_the_stub_not_the_solution(exercise):
    assert "x + x" not in exercise.replace("check", "")
    assert "<summary>Hint 1</summary>" in exercise


def test_links_of_an_exercise_to_the_site_are_relative(exercise):
    assert 'href="../../book/01-doubling.html"' in exercise


def test_the_notebook_can_be_opened_on_colab(chapter, exercise):
    address = "https://colab.research.google.com/github/Someone/course/blob/main"
    assert f'href="{address}/book/notebooks/01-doubling.ipynb"' in chapter
    assert f'href="{address}/exercises/01-doubling/01-doubling.ipynb"' in exercise


def test_the_notebook_to_download_is_the_built_one(course, chapter):
    assert 'href="../_sources/book/01-doubling.ipynb"' in chapter
    offered = course.root / "_build/html/_sources/book/01-doubling.ipynb"
    built = course.root / "book/notebooks/01-doubling.ipynb"
    assert offered.read_bytes() == built.read_bytes()


def test_canonical_links_follow_from_the_repository(chapter):
    address = "https://someone.github.io/course/book/01-doubling.html"
    assert f'<link rel="canonical" href="{address}" />' in chapter


def test_other_files_of_the_repository_are_no_pages(course, pages):
    built = {path.relative_to(course.root / "_build/html") for path in _html(course)}
    solution = {path for path in built if "solutions" in path.parts or "notebooks" in path.parts}
    assert solution == set()


def _html(course):
    return (course.root / "_build" / "html").rglob("*.html")


def test_a_stale_notebook_stops_the_site(course, pages):
    text = course.root / "book" / "01-doubling.md"
    before = text.read_text()
    text.write_text(before.replace("double(4)", "double(5)"))
    code, said = run(course)
    text.write_text(before)
    assert code != 0
    assert "Run: python -m tools.notebooks build 01-doubling" in said
