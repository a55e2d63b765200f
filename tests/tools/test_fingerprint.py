import pytest

from tools.notebooks.fingerprint import fingerprint, imported_files


@pytest.fixture
def mark(course, assembler_of, source_of):
    """Return a function that computes the chapter's fingerprint after changing a file."""

    def after(name=None, content=""):
        if name:
            (course.root / name).write_text(content)
        source = source_of(course, "chapter")
        return fingerprint(source, assembler_of(course).assemble(source).notebook)

    return after


@pytest.mark.parametrize(
    "name",
    ["helpers/double.py", "helpers/_twice.py", "helpers/__init__.py", "requirements.txt"],
)
def test_changes_with_what_the_code_imports(mark, name):
    before = mark()
    assert mark(name, "def double(x):\n    return 2 * x\nfrom ._twice import twice\n") != before


def test_changes_with_the_data_beside_a_module(mark):
    before = mark()
    assert mark("helpers/double.json", "[1, null]") != before


def test_stays_when_another_helper_changes(mark):
    before = mark()
    assert mark("helpers/other.py", "UNUSED = 1\n") == before


def test_stays_when_only_prose_changes(course, mark):
    before, text = mark(), (course.root / "book/01-doubling.md").read_text()
    assert mark("book/01-doubling.md", text.replace("A plain", "Another plain")) == before


def test_changes_with_the_code(course, mark):
    before, text = mark(), (course.root / "book/01-doubling.md").read_text()
    assert mark("book/01-doubling.md", text.replace("double(4)", "double(5)")) != before


def test_follows_imports_through_packages_and_magics(course):
    code = ["%time 1\nimport helpers.double as d", "def f():\n    from helpers import other"]
    names = {path.name for path in imported_files(course.root, code, "01-doubling")}
    assert names == {"__init__.py", "double.py", "_twice.py", "other.py"}


def test_an_exercise_imports_its_tasks(course):
    files = imported_files(course.root, ["import helpers.checks"], "01-doubling")
    assert "ch01_doubling.py" in {path.name for path in files}
