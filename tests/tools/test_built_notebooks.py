"""The notebooks that stand in the repository."""

import re

import nbformat
import pytest

from tools import project
from tools.notebooks import sources
from tools.notebooks.release import shown_solutions

COURSE = project.here()
SOURCES = sources.find(COURSE)
BUILT = [path for source in SOURCES for path in {source.notebook, source.released} if path.exists()]
SPHINX = {
    "colon fence": r"^\s*:{3,}",
    "directive": r"^\s*`{3,}\{",
    "role": r"(?<!`)\{[a-z][\w:.+-]*\}`",
    "label": r"^\([\w:. -]+\)=\s*$",
    "comment": r"^%",
    "label of an equation": r"^\$\$ *\([\w:-]+\)",
    "block break": r"^\+\+\+",
    "reference": r"\]\(#",
    "page": r"\]\((?!https?:)[^)]*\.md",
}
CODE = re.compile(r"(?ms)^(`{3,})(?!\{).*?^\1`*\s*$|(?<!`)(`+)(?!`)(?<!\}`).+?(?<!`)\2(?!`)")


def name(path):
    return path.relative_to(COURSE.root).as_posix()


def prose(path):
    cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    return [CODE.sub("", cell.source) for cell in cells]


@pytest.mark.parametrize("path", BUILT, ids=name)
@pytest.mark.parametrize("pattern", SPHINX.values(), ids=SPHINX)
def test_no_sphinx_syntax_shows(path, pattern):
    assert [text for text in prose(path) if re.search(pattern, text, re.MULTILINE)] == []


@pytest.mark.parametrize("path", BUILT, ids=name)
def test_is_a_valid_notebook(path):
    nbformat.validate(nbformat.read(path, 4))


@pytest.mark.parametrize("source", [s for s in SOURCES if s.is_exercise], ids=lambda s: s.slug)
def test_students_get_no_solution(source):
    solution, student = (nbformat.read(p, 4) for p in (source.notebook, source.released))
    assert shown_solutions(solution, student) == []


def test_exercises_hold_notebooks_only():
    files = [path for path in (COURSE.root / "exercises").rglob("*") if path.is_file()]
    released = {source.released for source in SOURCES if source.is_exercise}
    kept = [p for p in files if ".ipynb_checkpoints" not in p.parts and "SOLUTION" in p.read_text()]
    assert kept == []
    assert released <= set(files)
