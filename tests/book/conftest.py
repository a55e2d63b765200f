import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "book" / "_static" / "figures"


def _load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample_course():
    """The small course that the tests of `tools` use, too."""
    return _load("sample_course", ROOT / "tests" / "tools" / "sample_course.py")


@pytest.fixture(scope="session")
def stored_outputs():
    """The extension that gives chapters their stored outputs."""
    return _load("stored_outputs", ROOT / "book" / "_ext" / "stored_outputs.py")


@pytest.fixture(scope="session")
def node():
    """Return a function that runs node and returns what it prints."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("node, which runs the figures, is missing")

    def run(*arguments, given=None):
        done = subprocess.run(
            [program, *map(str, arguments)],
            input=json.dumps(given),
            capture_output=True,
            encoding="utf-8",
            timeout=30,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def evaluate(node):
    """Return a function: the value of a JavaScript expression of a figure's module `m`.

    `given` reaches the expression under its name; `base` is what the figures share.
    """

    def value(figure, expression, given=None):
        module, base = (json.dumps(str(FIGURES / f"{name}.js")) for name in (figure, "base"))
        script = (
            f"const m = require({module}), base = require({base});"
            "const given = JSON.parse(require('fs').readFileSync(0));"
            f"console.log(JSON.stringify({expression}));"
        )
        return json.loads(node("-e", script, given=given))

    return value


@pytest.fixture(scope="session")
def check_quality():
    """The extension that shows the numbers of the checks."""
    return _load("check_quality", ROOT / "book" / "_ext" / "check_quality.py")


@pytest.fixture(scope="session")
def extension():
    """A function from the name of one of the site's extensions to its module."""
    return lambda name: _load(name, ROOT / "book" / "_ext" / f"{name}.py")


@pytest.fixture(scope="session")
def sample_site():
    """How the sample course becomes a website."""
    return _load("sample_site", ROOT / "tests" / "book" / "sample_site.py")


@pytest.fixture(scope="session")
def course(sample_course, sample_site, tmp_path_factory):
    """The sample course with its notebooks built and the real site's settings."""
    return sample_site.prepare(sample_course, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def built_site(course, sample_site, tmp_path_factory):
    """The folder of the built site: a copy, for some tests build the course again."""
    copy = tmp_path_factory.mktemp("built") / "html"
    return Path(shutil.copytree(sample_site.built(course), copy))


@pytest.fixture(scope="session")
def pages(course, built_site):
    """The pages of the built site by name, as HTML."""
    return {name: (built_site / f"{name}.html").read_text() for name in course.docnames}


@pytest.fixture
def chapter(pages):
    return pages["book/01-doubling"]


@pytest.fixture
def exercise(pages):
    return pages["exercises/01-doubling/01-doubling"]
