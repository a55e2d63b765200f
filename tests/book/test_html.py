"""Every page of the site is valid HTML, as html-validate reads the standard.

``.htmlvalidate.json`` says which rules there are. One of them is off: it wants native elements in
place of roles, where we need the roles: for a link to the search page that script turns into a
button, for the list of a combobox, and for the headings of Sphinx's navigation. Another, that files
be signed, holds for other servers' files alone, and there are none.
"""

import subprocess

import pytest

from tools.project import here

ROOT = here().root
PROGRAM = ROOT / "node_modules" / ".bin" / "html-validate"
CONFIG = ROOT / ".htmlvalidate.json"

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="html-validate is missing: npm ci")


def complaints(folder):
    """Return what html-validate says of the pages of a folder."""
    done = subprocess.run(
        [PROGRAM, "--config", CONFIG, "--formatter", "text", "**/*.html"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == bool(done.stdout), done.stderr
    return done.stdout


def test_every_page_of_the_course_is_valid(sample_site):
    assert complaints(sample_site.built(here())) == ""


def test_every_element_that_the_book_may_use_is_valid(built_site):
    assert complaints(built_site) == ""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<summary>", "<summary><p>A paragraph.</p>", "element-permitted-content"),
        ("</main>", "", "close-order"),
        ("<!DOCTYPE html>", "", "missing-doctype"),
        ('<main class="main" id="main"', '<main class="main" id="site-nav"', "no-dup-id"),
    ],
    ids=lambda value: value if value.islower() and "-" in value else "",
)
def test_a_mistake_is_found(built_site, tmp_path, old, new, rule):
    page = (built_site / "book" / "01-doubling.html").read_text("utf-8")
    assert old in page
    (tmp_path / "page.html").write_text(page.replace(old, new, 1), "utf-8")
    assert rule in complaints(tmp_path)
