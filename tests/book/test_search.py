"""The index holds what a reader looks for, and the search finds it by a part of its name."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

SEARCH = Path(__file__).parents[2] / "book" / "_static" / "script" / "search.js"
NODE = shutil.which("node")
INDEX = {
    "pages": [["book/a.html", "6 Backpropagation"], ["book/glossary.html", "Glossary"]],
    "entries": [
        [0, "6 Backpropagation", "top", "The chain rule multiplies derivatives.", ""],
        [0, "The matrix form", "matrix", "def dense_backward(dZ): np.maximum(0, Z) dW = Aᵀ dZ", ""],
        [0, "One unit", "one", "the slope σ is a quarter, and the rule of the chain", "sigma"],
        [1, "cross-entropy", "term", "Minus the logarithm of a probability. A chain of rules.", ""],
        [1, "backward pass", "term-b", "The walk from the loss.", ""],
    ],
}


def find(*queries):
    """Return the headings that each query finds, best first."""
    program = (
        f"const s = require({json.dumps(str(SEARCH))});"
        f"const entries = s.prepare({json.dumps(INDEX)});"
        f"const found = {json.dumps(queries)}.map((q) => s.find(entries, q).map((e) => e.title));"
        "console.log(JSON.stringify(found));"
    )
    done = subprocess.run([NODE, "-e", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(NODE is None, reason="no node to run the search in")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chain rule", ["6 Backpropagation", "cross-entropy", "One unit"]),
        ("dense_backward", ["The matrix form"]),
        ("dense_back", ["The matrix form"]),
        ("np.maximum", ["The matrix form"]),
        ("maxim", ["The matrix form"]),
        ("backward", ["backward pass", "The matrix form"]),
        ("cross entropy", ["cross-entropy"]),
        ("Cross-Entropy", ["cross-entropy"]),
        ("σ", ["One unit"]),
        ("sigma", ["One unit"]),
        ("chain nowhere", []),
        ("  ", []),
    ],
)
def test_finds(query, expected):
    found = find(query)[0]
    assert sorted(found) == sorted(expected)
    assert found[:1] == expected[:1]


def sections(built_site):
    script = (built_site / "_static" / "search-index.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("window.searchIndex=").removesuffix(";\n"))
    return {
        (index["pages"][page][0], heading): (anchor, text, keywords)
        for page, heading, anchor, text, keywords in index["entries"]
    }


def test_the_index_has_every_section_with_its_code(built_site):
    found = sections(built_site)
    anchor, text, _ = found["book/01-doubling.html", "Why double"]
    assert anchor == "why-double"
    assert "from helpers.double import double" in text


def test_a_section_does_not_hold_the_next_ones_text(built_site):
    assert "Adding a number" not in sections(built_site)["book/01-doubling.html", "Other things"][1]


def test_a_formula_is_indexed_by_its_sign_and_by_its_name(built_site):
    _, text, keywords = sections(built_site)["book/01-doubling.html", "Why double"]
    assert "Adding a number α to itself." in text
    assert "alpha" in keywords.split()


def test_the_set_up_cell_is_found_nowhere(built_site):
    assert not [text for _, text, _ in sections(built_site).values() if "google.colab" in text]


def test_a_term_is_an_entry_of_its_own(built_site):
    anchor, text, _ = sections(built_site)["book/glossary.html", "logit"]
    assert (anchor, text) == ("term-logit", "What comes before a sigmoid , as every unit has it.")


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\frac{\partial L}{\partial \theta}", "∂ L ∂ θ"),
        (r"\begin{aligned} dZ &= dA \odot g'(Z) \\ \end{aligned}", "dZ = dA ⊙ g'(Z)"),
        (r"A^\top", "A^ᵀ"),
    ],
    ids=["fraction", "lines", "transpose"],
)
def test_a_formula_reads_as_plain_signs(extension, tex, expected):
    assert extension("search_index").readable(tex) == expected
