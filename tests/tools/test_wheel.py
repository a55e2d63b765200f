"""The wheel that pages load: pip takes it, and the same files make the same bytes."""

import os
import subprocess
import sys
import zipfile

import pytest

from helpers.checks import slugs
from tools import wheel
from tools.project import here


@pytest.fixture
def built(tmp_path):
    return wheel.write(here(), tmp_path)


def test_pip_installs_it_and_the_checks_run_from_it(built, tmp_path):
    target = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-index", "--target", target, built], check=True)
    program = "import helpers.checks as c; print(c.__file__, *c.slugs())"
    environment = os.environ | {"PYTHONPATH": str(target)}
    run = {"env": environment, "cwd": tmp_path, "capture_output": True, "text": True, "check": True}
    said = subprocess.run([sys.executable, "-c", program], **run).stdout
    assert said.split() == [f"{target}/helpers/checks/__init__.py", *slugs()]


def test_the_same_files_make_the_same_bytes(built, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    assert wheel.write(here(), again).read_bytes() == built.read_bytes()


def test_it_holds_the_data_and_nothing_of_grading(built):
    names = zipfile.ZipFile(built).namelist()
    assert {"helpers/data/digits.npz", "helpers/recipes.json"} <= set(names)
    assert {name.split("/")[0] for name in names} == {"helpers", "nn_by_hand-0.1.0.dist-info"}
