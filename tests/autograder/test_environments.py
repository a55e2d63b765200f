"""The same notebook gets the same verdict here, in Jupyter and in the page, in Pyodide.

With nbgrader's own autograder and ours it is compared in `test_sample_class`.
"""

import functools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from nbclient import NotebookClient

from autograder.sample_class import classes
from autograder.sample_class.copy import name_of
from tests.autograder.environments import cells
from tests.autograder.environments.notebooks import (
    ROOT,
    handed_in,
    in_pyodide,
    named_cells,
    odd_functions,
    samples,
)
from tools import wheel
from tools.project import Project

PYODIDE = Path(__file__).parent / "environments" / "pyodide.mjs"
ALWAYS = "06-backpropagation"
FEW = {"right-differently", "bias-averaged", "half-done", "exception"}


def each_sample(slugs, always):
    """Parametrise a test over (slug, student); those that `always` refuses take longer."""
    return pytest.mark.parametrize(
        ("slug", "student"),
        [
            pytest.param(
                slug,
                student,
                id=f"{slug}:{student}",
                marks=[] if always(slug, student) else pytest.mark.long,
            )
            for slug in slugs
            for student in samples(slug)
        ],
    )


@functools.cache
def here(slug, student):
    """Return what the checks of a sample's notebook say in this process."""
    return cells.reports(named_cells(handed_in(slug, samples(slug)[student])))


def total(reports):
    return sum(float(report["score"]) for report in reports.values() if "score" in report)


@each_sample(classes(), lambda slug, student: slug == ALWAYS)
def test_cells_without_ipython_give_the_score_of_the_sample(slug, student):
    assert total(here(slug, student)) == samples(slug)[student].score


@each_sample(classes(), lambda slug, student: slug == ALWAYS and student in FEW)
def test_jupyter_shows_the_same_reports(slug, student):
    notebook = handed_in(slug, samples(slug)[student])
    place = {"metadata": {"path": str(ROOT / "exercises" / slug)}}
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, resources=place).execute()
    shown = {name_of(c): _shown(c) for c in notebook.cells if (name_of(c) or "")[:6] == "check_"}
    told = here(slug, student)
    assert shown == {name: (told[name]["score"], told[name]["html"]) for name in shown}
    assert shown


def _shown(cell):
    """Return the score and the table that a check's cell shows."""
    (result,) = (o for o in cell.outputs if o.output_type == "execute_result")
    return result.data["text/plain"], result.data["text/html"]


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """A function that runs {name: named cells} in Pyodide, with the wheel that the site serves."""
    data = os.environ.get("COURSE_DATA", "")
    wheels = sorted(Path(data, "pyodide").glob("numpy-*.whl")) if data else []
    if not wheels:
        pytest.skip("COURSE_DATA names no folder with NumPy's wheel for Pyodide")
    if not shutil.which("node") or not (ROOT / "node_modules" / "pyodide").exists():
        pytest.skip("Node or its package `pyodide` is not installed; `npm ci` installs it")
    folder = tmp_path_factory.mktemp("pyodide")
    course = wheel.write(Project(ROOT), folder)

    def run(notebooks):
        (folder / "notebooks.json").write_text(json.dumps(notebooks), encoding="utf-8")
        done = subprocess.run(
            ["node", PYODIDE, folder / "notebooks.json", wheels[-1], course],
            capture_output=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="module")
def there(pyodide):
    """A function from an exercise to what its samples are told in Pyodide."""

    @functools.cache
    def of(slug):
        class_ = samples(slug)
        return pyodide({name: named_cells(handed_in(slug, class_[name])) for name in class_})

    return of


@each_sample(filter(in_pyodide, classes()), lambda slug, student: slug == ALWAYS)
def test_pyodide_tells_a_sample_the_same(there, slug, student):
    assert comparable(there(slug)["notebooks"][student]) == comparable(here(slug, student))


def test_it_is_another_python_with_another_numpy(there):
    assert there(ALWAYS)["python"].startswith("3.12.")
    assert there(ALWAYS)["numpy"].startswith("2.0.")


@pytest.fixture(scope="module")
def odd_there(pyodide):
    """What odd functions are told in Pyodide."""
    return pyodide(odd_functions())["notebooks"]


@pytest.mark.parametrize("name", odd_functions())
def test_pyodide_tells_an_odd_function_the_same(odd_there, name):
    assert comparable(odd_there[name]) == comparable(cells.reports(odd_functions()[name]))


def comparable(reports):
    """Return the checks' reports without what is not ours.

    WebAssembly has no floating-point exceptions, so NumPy gives no warnings there; and the words
    of an error are those of the version of Python or NumPy.
    """
    return {
        name: report if type(report) is str else {k: _ours(v) for k, v in report.items()}
        for name, report in reports.items()
        if name.startswith("check")
    }


def _ours(text):
    text = re.sub(r"\n  Your code gave a warning, .*", "", text)
    text = re.sub(r"<p[^>]*>Your code gave a warning, .*?</p>", "", text)
    return re.sub(r"(your code raised \w+: ).*?(?= in the line | \(on |<|\n)", r"\1", text)
