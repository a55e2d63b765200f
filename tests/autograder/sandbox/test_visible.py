"""What of the machine student code can see: nearly nothing."""

from pathlib import Path

import pytest

from autograder.sandbox import mounts
from autograder.sandbox.limits import Limits
from autograder.sandbox.parent import Parent
from tests.autograder.sandbox.conftest import Talk

pytestmark = pytest.mark.usefixtures("bwrap")
ROOT = Path(__file__).parents[3]


def test_only_these_files_of_the_course_are_visible(shared):
    source = """\
import os
for folder, _, files in os.walk("/course"):
    for name in files:
        print(os.path.join(folder, name))"""
    seen = {line.removeprefix("/course/") for line in shared.printed(source).split("\n")}
    folders = {str(Path(name).parent) for name in seen}
    assert folders == {
        "helpers",
        "helpers/checks/drivers",
        "helpers/data",
        "helpers/plotting",
        "autograder/sandbox/inside",
    }
    helpers = {Path(name).name for name in seen if str(Path(name).parent) == "helpers"}
    assert all(name.startswith("_") for name in helpers)


@pytest.mark.parametrize(
    "name",
    [
        "solutions",
        "exercises",
        "book",
        "helpers/layers/dense.py",
        "helpers/checks/tasks",
        "helpers/checks/grading.py",
        "autograder/gradebook.py",
        "autograder/gradebook.db",
        "autograder/gradebook.db.seeds",
        "autograder/submitted",
        ".git",
    ],
)
def test_the_rest_of_the_course_is_not_visible(shared, name):
    paths = [str(ROOT / name), f"/course/{name}"]
    assert shared.printed(f"import os; print([os.path.exists(p) for p in {paths!r}])") == (
        "[False, False]"
    )


def test_no_file_anywhere_holds_a_solution(shared):
    source = """\
import os
for folder, below, files in os.walk("/"):
    below[:] = [b for b in below if os.path.join(folder, b) not in ("/proc", "/dev", "/usr")]
    below[:] = [b for b in below if b != "site-packages"]
    for name in files:
        if name.endswith((".py", ".md", ".ipynb", ".db")):
            text = open(os.path.join(folder, name), errors="replace").read()
            if "BEGIN SOLUTION" in text or "def dense_backward" in text:
                print(folder, name)"""
    assert shared.printed(source) == ""


def test_the_packages_that_hold_answers_are_empty_where_they_are_installed(
    tmp_path, monkeypatch, start
):
    packages = tmp_path / "site-packages"
    (packages / "helpers").mkdir(parents=True)
    (packages / "helpers" / "layers.py").write_text("answer = 42")
    monkeypatch.syspath_prepend(str(packages))
    with start(Limits()) as session:
        said = session.printed(f"import os; print(os.listdir({str(packages / 'helpers')!r}))")
    assert said == "[]"


def test_a_library_below_a_scratch_folder_is_visible(tmp_path, monkeypatch, start):
    packages = tmp_path / "site-packages"
    packages.mkdir()
    (packages / "ours.py").write_text("value = 42")
    monkeypatch.syspath_prepend(str(packages))
    with start(Limits()) as session:
        assert session.printed("import ours; print(ours.value)") == "42"


@pytest.mark.parametrize("module", ["layers", "losses", "network", "checks.tasks", "checks.paper"])
def test_a_module_with_answers_can_not_be_imported(shared, module):
    assert "ModuleNotFoundError" in shared.printed(f"import helpers.{module}")


@pytest.mark.parametrize("name", ["data", "plotting"])
def test_what_exercises_import_is_there(shared, name):
    assert shared.printed(f"from helpers import {name}") == ""


def test_the_digits_can_be_read(shared):
    assert shared.printed("from helpers.data import digits; print(digits()[0].shape)") == (
        "(1797, 1, 8, 8)"
    )


def test_what_exercises_import_holds_no_answer():
    tops = {Path(name).parts[0] for name in mounts.course_files()}
    assert all(top in ("data", "plotting") or top.startswith("_") for top in tops)


def test_a_helper_that_imports_an_algorithm_is_refused(monkeypatch):
    imported = {"curves.py": ["losses"]}
    monkeypatch.setattr(mounts, "_imported", lambda file: imported.get(file.name, []))
    with pytest.raises(ValueError, match=r"helpers\.losses is imported"):
        mounts.course_files()


def test_the_graders_environment_is_not_passed_on(monkeypatch, limits, start):
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    with start(limits) as session:
        said = session.printed(
            "import os; print(dict(os.environ)); print(open('/proc/1/environ', 'rb').read())",
        )
    assert "hush" not in said


def test_no_other_process_is_visible(shared):
    source = "import os; print([p for p in os.listdir('/proc') if p.isdigit()])"
    assert shared.printed(source) == "['1']"


def test_no_descriptor_of_the_grader_is_open(shared):
    source = """\
import os
for name in os.listdir("/proc/self/fd"):
    try:
        print(os.readlink("/proc/self/fd/" + name))
    except OSError:
        pass"""
    kinds = {line.split(":")[0] for line in shared.printed(source).split("\n")}
    assert kinds == {"/dev/null", "socket"}


def test_nothing_of_torch_stays_open_between_submissions(limits):
    pytest.importorskip("torch")
    source = """\
import os
kinds = set()
for name in os.listdir("/proc/self/fd"):
    if os.path.exists("/proc/self/fd/" + name):
        kinds.add(os.readlink("/proc/self/fd/" + name).split(":")[0])
shared = [line for line in open("/proc/self/maps") if line.split()[1][1:4:2] == "ws"]
print(sorted(kinds), shared, os.listdir("/proc/self/task"))"""
    with Parent(modules=["torch", "torch.utils.data"]) as parent, Talk(parent, Limits()) as session:
        session.run_cell("import torch\nx = torch.ones(3, requires_grad=True)\nx.sum().backward()")
        assert session.printed(source) == "['/dev/null', 'socket'] [] ['1']"
