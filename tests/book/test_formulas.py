"""A small site with formulas everywhere that a chapter may have them."""

import json
import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import one_page

ROOT = Path(__file__).parents[2]
EXTENSIONS = ROOT / "book" / "_ext"
CONFIGURATION = f"""
import sys
import yaml
sys.path.append({str(EXTENSIONS)!r})
settings = yaml.safe_load(open({str(ROOT / "_config.yml")!r}))
extensions = ["myst_nb", "formulas"]
html_math_renderer = settings["sphinx"]["config"]["html_math_renderer"]
nb_render_markdown_format = settings["sphinx"]["config"]["nb_render_markdown_format"]
myst_enable_extensions = settings["parse"]["myst_enable_extensions"]
nb_execution_mode = "off"
numfig = True
"""
INDEX = """\
# The sigmoid $\\sigma$ & its slope

```{toctree}
outputs
```

Inline $a = \\sigma(z)$, and $1 < 2$.

$$
a &= 1 \\\\
b &= 2
$$ (pair)

See {eq}`pair`.

$$
\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}
$$
"""
BAD = "# Bad\n\nFirst line.\n\n$$\n\\frac{1}{\n$$\n\nAnd $\\nosuchmacro$.\n"

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is missing")


def outputs():
    """A notebook whose stored outputs hold formulas."""
    shown = [
        {"text/latex": "$$x^2$$", "text/plain": "x**2"},
        {"text/latex": "\\begin{align*} u &= 1 \\\\ v &= 2 \\end{align*}", "text/plain": "u"},
        {"text/markdown": "The answer is $y_0$.", "text/plain": "y"},
    ]
    cell = new_code_cell(
        "show()", execution_count=1, outputs=[new_output("display_data", data) for data in shown]
    )
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=[new_markdown_cell("# Outputs"), cell], metadata=kernel)


def build(folder, *options):
    """Build the site in a folder; return (exit code, what was said)."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *options]
    done = subprocess.run(
        [*command, str(folder), str(folder / "built")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return done.returncode, done.stderr


def write(folder, index):
    (folder / "conf.py").write_text(CONFIGURATION)
    (folder / "index.md").write_text(index)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("formulas"), INDEX)
    nbformat.write(outputs(), folder / "outputs.ipynb")
    code, said = build(folder)
    assert code == 0, said
    return folder / "built"


@pytest.fixture
def index(site):
    return (site / "index.html").read_text("utf-8")


@pytest.fixture
def shown_outputs(site):
    return (site / "outputs.html").read_text("utf-8")


class Scripts(HTMLParser):
    """Collects what a page's scripts and styles load or hold."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "link"):
            self.found += [value for name, value in attributes if name in ("src", "href")]


def test_a_formula_is_typeset_for_the_eye_and_for_the_ear(index):
    inline = index.partition("Inline ")[2].partition(", and")[0]
    assert '<span class="katex-html" aria-hidden="true">' in inline
    assert "<math" in inline
    assert '<annotation encoding="application/x-tex">a = \\sigma(z)</annotation>' in inline


def test_a_page_needs_no_script_for_formulas(index):
    assert not [name for name in Scripts(index).found if "math" in name or "katex.js" in name]
    assert "\\(" not in index


def test_several_lines_are_aligned_and_numbered_once(index):
    formula = index.partition('id="equation-pair"')[2].partition("</div>")[0]
    assert '<span class="eqno">(1)' in formula
    assert "\\begin{aligned}\na &amp;= 1 \\\\\nb &amp;= 2\n\\end{aligned}" in formula
    assert index.count('class="eqno"') == 1


def test_a_reference_leads_to_the_number(index):
    assert '<a class="reference internal" href="#equation-pair">(1)</a>' in index


def test_the_window_is_named_without_markup(index):
    assert "<title>The sigmoid σ &amp; its slope" in index


def test_formulas_of_titles_are_typeset_in_the_table_of_contents(site):
    assert 'class="katex"' in (site / "outputs.html").read_text("utf-8").partition("sidebar")[2]


@pytest.mark.parametrize(
    "formula",
    ["x^2", "\\begin{align*} u &amp;= 1 \\\\ v &amp;= 2 \\end{align*}", "y_0"],
    ids=["LaTeX", "a bare alignment", "Markdown"],
)
def test_formulas_in_stored_outputs_are_typeset(shown_outputs, formula):
    assert f'<annotation encoding="application/x-tex">{formula}</annotation>' in shown_outputs


def test_the_printed_book_finds_every_formula(index):
    assert len(one_page.FORMULA.findall(index)) == index.count('class="katex"') > 0


def test_what_katex_cannot_read_is_a_warning_with_its_place(tmp_path):
    code, said = build(write(tmp_path, BAD))
    assert code != 0
    assert "index.md:5: WARNING: formula \\frac{1}{: Unexpected end of input" in said
    assert "index.md:9: WARNING: formula \\nosuchmacro: Undefined control sequence" in said


def test_fonts_come_with_the_site_and_in_one_format(site):
    folder = site / "_static" / "katex"
    style = (folder / "katex.css").read_text("utf-8")
    addresses = [part.partition(")")[0] for part in style.split("url(")[1:]]
    assert addresses
    assert all(address.endswith(".woff2") for address in addresses)
    assert all((folder / address).is_file() for address in addresses)


def test_one_process_typesets_all_pages(tmp_path):
    """A node that counts its starts stands in front of the real one."""
    counter, programs = tmp_path / "starts", tmp_path / "bin"
    programs.mkdir()
    node = programs / "node"
    node.write_text(f'#!/bin/sh\necho start >> {counter}\nexec {shutil.which("node")} "$@"\n')
    node.chmod(0o755)
    source = tmp_path / "source"
    source.mkdir()
    write(source, INDEX)
    nbformat.write(outputs(), source / "outputs.ipynb")
    run_with_path(source, f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert counter.read_text() == "start\n"


def run_with_path(source, path):
    command = [sys.executable, "-m", "sphinx", "-q", str(source), str(source / "built")]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": path}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")


def test_without_node_the_build_says_what_to_do(tmp_path):
    done = run_with_path(write(tmp_path, "# Title\n"), str(tmp_path))
    assert done.returncode != 0
    assert "node is missing, which typesets formulas; run: npm ci" in done.stderr


def test_the_lock_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)


def test_every_package_is_pinned_exactly():
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))
    versions = (wanted["dependencies"] | wanted["devDependencies"]).values()
    assert all(version.replace(".", "").isdecimal() for version in versions)


def test_a_formula_is_bound_to_the_marks_that_touch_it(index):
    paragraph = index.partition("Inline ")[2].partition("</p>")[0]
    bound = paragraph.partition('<span class="bound">')[2]
    assert bound.startswith('<span class="math notranslate">')
    assert bound.partition(" and ")[0].endswith("</span></span>,</span>")
