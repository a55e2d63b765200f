"""A notebook is checked again exactly when something that it depends on changed."""

import pytest

from tools.notebooks import approved, sources
from tools.project import Project

TEXT = "book/01-doubling.md"
STUDENT = "exercises/01-doubling/01-doubling.ipynb"


@pytest.fixture
def checked(built, assembler_of, monkeypatch):
    """Return a function that asks for the findings, and names the sources that were checked."""
    seen = []

    def watched(assembler, source, check=approved.check):
        seen.append(source.name)
        return check(assembler, source)

    monkeypatch.setattr(approved, "check", watched)

    def ask():
        seen.clear()
        course = Project(built.root)
        found = approved.Approvals(course, assembler_of(course)).findings(sources.find(course))
        return list(seen), found

    return ask


ALL = ["book/01-doubling.md", "solutions/01-doubling.md"]


def test_what_was_right_is_not_checked_again(checked):
    assert checked() == (ALL, [])
    assert checked() == ([], [])


def test_what_was_wrong_is_checked_until_it_is_right(built, checked):
    checked()
    path = built.root / STUDENT
    right = path.read_text()
    path.write_text(right.replace("Write the function", "Write a function"))
    for _ in range(2):
        seen, found = checked()
        assert seen == ["solutions/01-doubling.md"]
        assert len(found) == 1
    path.write_text(right)
    assert checked() == (["solutions/01-doubling.md"], [])


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        (TEXT, ["book/01-doubling.md"]),
        ("book/notebooks/01-doubling.ipynb", ["book/01-doubling.md"]),
        ("solutions/01-doubling.md", ["solutions/01-doubling.md"]),
        (STUDENT, ["solutions/01-doubling.md"]),
        ("book/references.bib", ALL),
        ("_config.yml", ALL),
        ("helpers/double.py", ALL),
    ],
)
def test_a_change_of_a_file_is_noticed(built, checked, name, seen):
    checked()
    path = built.root / name
    path.write_text(path.read_text() + "\n")
    assert checked()[0] == seen


def test_a_changed_label_concerns_every_text(built, checked):
    checked()
    path = built.root / TEXT
    path.write_text(path.read_text().replace("# 1 Doubling", "# 2 Doubling"))
    assert checked()[0] == ALL


def test_a_broken_note_of_approvals_counts_as_none(built, checked):
    checked()
    (built.root / "_build" / "approved.json").write_text("{")
    assert checked() == (ALL, [])
