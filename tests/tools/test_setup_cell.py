"""The first cell of every notebook, run as Jupyter or Colab would run it."""

import importlib.util
import subprocess
import sys
from types import ModuleType

import pytest

from tools.notebooks import setup_cell


@pytest.fixture
def installed(monkeypatch):
    """What Python can import besides itself, as far as the set-up cell can see."""
    names = set()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name if name in names else None)
    return names


@pytest.fixture
def run(course, source_of, monkeypatch, installed):
    """Return a function that runs the chapter's set-up cell in a folder."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    code = setup_cell.code(source_of(course, "chapter"))

    def in_folder(folder):
        monkeypatch.chdir(folder)
        exec(code, {})

    return in_folder


@pytest.fixture
def elsewhere(tmp_path_factory):
    return tmp_path_factory.mktemp("elsewhere")


def test_in_a_clone_the_course_above_comes_first(course, run, installed):
    installed.add("helpers")
    folder = course.root / "book" / "notebooks"
    folder.mkdir()
    run(folder)
    assert sys.path[0] == str(course.root)


def test_installed_it_changes_nothing(run, elsewhere, installed):
    installed.add("helpers")
    before = list(sys.path)
    run(elsewhere)
    assert sys.path == before


def test_on_colab_it_installs_the_course(run, elsewhere, installed, monkeypatch):
    commands = []

    def pip(command, check):
        commands.append(command[1:])
        installed.add("helpers")

    monkeypatch.setattr(subprocess, "run", pip)
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    run(elsewhere)
    (command,) = commands
    assert command[:3] == ["-m", "pip", "install"]
    assert command[-1] == "git+https://github.com/Someone/course"


def test_elsewhere_it_says_what_is_missing(run, elsewhere):
    with pytest.raises(ModuleNotFoundError, match=r"`helpers` is missing(?s:.*)pip install git\+"):
        run(elsewhere)


def test_an_exercise_loads_its_checks(course, source_of):
    code = setup_cell.code(source_of(course, "exercise"))
    assert code.endswith('check = helpers.checks.load("01-doubling")')
