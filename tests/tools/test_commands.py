"""The commands as people call them: exit codes, and what is said where."""

import pytest

from tools.notebooks.__main__ import main


@pytest.fixture
def chapter_only(built):
    """The built course without its exercise, whose tasks are not among the real ones."""
    (built.root / "solutions" / "01-doubling.md").unlink()
    return built


def test_build_says_what_it_wrote(chapter_only, capsys):
    text = chapter_only.root / "book" / "01-doubling.md"
    assert main(["build"], chapter_only) == 0
    text.write_text(text.read_text().replace("A plain", "A fine"))
    assert main(["build", "01-doubling"], chapter_only) == 0
    assert capsys.readouterr().out.splitlines() == [
        "book/01-doubling.md -> unchanged",
        "book/01-doubling.md -> book/notebooks/01-doubling.ipynb",
    ]


def test_an_unknown_slug_lists_the_known(chapter_only, capsys):
    assert main(["build", "02-halving"], chapter_only) == 1
    assert capsys.readouterr().err == "no text for 02-halving; there are: 01-doubling\n"


def test_an_exercise_without_tasks_is_named(built, capsys):
    assert main(["build"], built) == 1
    assert (
        "solutions/01-doubling.md: no exercise is called '01-doubling'" in capsys.readouterr().err
    )


def test_check_succeeds_in_silence(chapter_only, capsys):
    assert main(["check"], chapter_only) == 0
    assert capsys.readouterr() == ("", "")


def test_check_fails_with_the_findings(chapter_only, capsys):
    (chapter_only.root / "book" / "notebooks" / "01-doubling.ipynb").unlink()
    assert main(["check"], chapter_only) == 1
    assert capsys.readouterr().err == (
        "book/notebooks/01-doubling.ipynb is missing\nRun: python -m tools.notebooks build\n"
    )


def test_adopt_says_when_there_is_nothing(chapter_only, capsys):
    notebook = chapter_only.root / "book" / "notebooks" / "01-doubling.ipynb"
    assert main(["adopt", str(notebook)], chapter_only) == 0
    assert capsys.readouterr().out == "book/01-doubling.md: nothing to take over\n"
