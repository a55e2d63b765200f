"""What the site prepares for working in a page: the offer, and Pyodide for use offline."""

import json
from types import SimpleNamespace

import jinja2
import pytest
from sphinx.errors import ExtensionError

import helpers.checks

PACKAGES = {
    "numpy": {"file_name": "numpy.whl", "depends": []},
    "pillow": {"file_name": "pillow.whl", "depends": []},
    "matplotlib": {"file_name": "matplotlib.whl", "depends": ["numpy", "pillow"]},
    "scipy": {"file_name": "scipy.whl", "depends": ["numpy"]},
}


@pytest.fixture(scope="module")
def work_here(extension):
    return extension("work_here")


@pytest.fixture
def release(work_here, tmp_path):
    """A folder with all that a release of Pyodide has."""
    folder = tmp_path / "release"
    folder.mkdir()
    for name in (*work_here.RUNTIME, *(package["file_name"] for package in PACKAGES.values())):
        (folder / name).write_text(name)
    (folder / work_here.LOCK).write_text(json.dumps({"packages": PACKAGES}))
    return folder


def test_of_a_release_only_what_pages_need_is_copied(work_here, release, tmp_path):
    assert work_here.copy_pyodide(release, tmp_path / "copy") is True
    copied = {path.name for path in (tmp_path / "copy").iterdir()}
    wheels = {"numpy.whl", "pillow.whl", "matplotlib.whl"}
    assert copied == {*work_here.RUNTIME, work_here.LOCK, *wheels}


def test_without_all_of_matplotlib_there_are_no_figures(work_here, release, tmp_path):
    (release / "pillow.whl").unlink()
    assert work_here.copy_pyodide(release, tmp_path / "copy") is False
    assert not (tmp_path / "copy" / "matplotlib.whl").exists()


@pytest.mark.parametrize("name", ["numpy.whl", "pyodide.mjs", "pyodide-lock.json"])
def test_what_a_release_lacks_is_named(work_here, release, tmp_path, name):
    (release / name).unlink()
    with pytest.raises(ExtensionError, match=f"release has no {name}"):
        work_here.copy_pyodide(release, tmp_path / "copy")


def test_the_packages_that_a_task_needs_are_named(work_here, monkeypatch):
    tasks = {"fit": SimpleNamespace(needs=("torch",)), "bump": SimpleNamespace(needs=())}
    monkeypatch.setattr(helpers.checks, "load", lambda slug: SimpleNamespace(tasks=tasks))
    assert work_here.needs(SimpleNamespace(slug="08")) == {"fit": "torch"}


@pytest.fixture
def offer(request):
    """Return a function: the text of the offer for what a page is told."""
    folder = request.config.rootpath / "book" / "_templates"
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)
    return lambda work: environment.get_template("work.html").render(work=work)


def test_an_exercise_that_no_browser_can_run_leads_to_colab_and_the_download(offer):
    shown = offer({"slug": "08", "needs": {"fit": "torch", "evaluate": "torch"}})
    assert "This exercise needs torch, which does not run in a browser" in shown
    assert "button" not in shown
    assert "data-script" not in shown


def test_the_offer_names_the_host_that_python_comes_from(offer):
    work = {
        "slug": "06",
        "needs": {},
        "script": "a.js",
        "notebook": "a.ipynb",
        "host": "cdn.example",
    }
    assert "about 9 MB from cdn.example" in offer(work)


def test_the_tasks_that_need_more_reach_the_page_as_json(offer):
    work = {"slug": "06", "needs": {"fit": 'a"b'}, "script": "a.js", "notebook": "", "host": ""}
    assert 'data-needs="{&#34;fit&#34;: &#34;a\\&#34;b&#34;}"' in offer(work)


def test_only_exercises_offer_to_be_worked_in(pages):
    offering = [name for name, page in pages.items() if 'class="work"' in page]
    assert offering == ["exercises/01-doubling/01-doubling"]


def test_pages_name_their_cells(exercise):
    for name in ("setup", "double", "check_double"):
        assert f'id="cell-{name}"' in exercise
    assert '<p id="cell-why_double"><em>Write your answer here.</em></p>' in exercise


def test_the_editors_licences_lie_beside_it(built_site):
    text = (built_site / "_static" / "work" / "LICENSES.txt").read_text()
    assert "@codemirror/view" in text
    assert "dompurify" in text
