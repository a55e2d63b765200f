"""What the page makes of a notebook file, and what the browser keeps: run in Node."""

import json

import pytest

WORK = "book/work"
STUB, ANSWER = "def f(x):\n    ...", "*Write your answer here.*"


def marked(kind, name, source, **marks):
    cell = {"cell_type": kind, "id": name, "metadata": {"nbgrader": {"grade_id": name, **marks}}}
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return cell | code | {"source": source.splitlines(keepends=True)}


def notebook():
    setup = {"cell_type": "code", "id": "setup", "metadata": {"tags": ["setup"]}, "source": ["1"]}
    given = {"cell_type": "code", "id": "0a", "metadata": {}, "source": ["x = 1"]}
    cells = [
        setup,
        given,
        marked("code", "f", STUB, solution=True, grade=False),
        marked("code", "check_f", "check.f(f)", solution=False, grade=True),
        marked("markdown", "why", ANSWER, solution=True, grade=True),
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def js(node, request):
    """Return a function: the value of an expression with the functions of book/work/MODULE.js."""

    def value(module, expression, given=None):
        path = (request.config.rootpath / WORK / f"{module}.js").as_uri()
        script = (
            f"import * as m from {json.dumps(path)}; import {{ readFileSync }} from 'node:fs';"
            "const given = JSON.parse(readFileSync(0));"
            "const attempt = (f) => { try { return f(); } catch (e) { return e.message; } };"
            f"console.log(JSON.stringify({expression}));"
        )
        return json.loads(node("--input-type=module", "-e", script, given=given))

    return value


def test_each_cell_has_its_role(js):
    roles = js("notebook", "given.cells.map(m.roleOf)", notebook())
    assert roles == ["setup", "given", "solution", "check", "written"]


def test_an_untouched_notebook_is_saved_as_it_came(js, request):
    path = "exercises/06-backpropagation/06-backpropagation.ipynb"
    before = (request.config.rootpath / path).read_text(encoding="utf-8")
    assert js("notebook", "m.asFile(m.filled(given, {}))", json.loads(before)) == before


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\n\nb", "\n", "\u2028é\n"], ids=repr)
def test_a_text_put_in_is_read_again(js, text):
    expression = "m.textsFrom(m.asFile(m.filled(given[0], {f: given[1]})), given[0]).f"
    assert js("notebook", expression, [notebook(), text]) == text


def test_only_what_the_student_fills_can_change(js):
    given = [notebook(), {"check_f": "check.f(g)", "0a": "x = 2", "why": "Because."}]
    cells = js("notebook", "m.filled(...given).cells", given)
    assert cells[:4] == notebook()["cells"][:4]
    assert cells[4]["source"] == ["Because."]


def test_cells_are_known_by_their_grade_id_whatever_their_id_is(js):
    saved = notebook()
    for number, cell in enumerate(saved["cells"]):
        cell["id"] = f"new-{number}"
    saved["cells"][2]["source"] = "def f(x): return 1"
    texts = js("notebook", "m.textsFrom(...given)", [json.dumps(saved), notebook()])
    assert texts == {"f": "def f(x): return 1", "why": ANSWER}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("{", "This file is no notebook: it is not JSON."),
        ("[1]", "This file is no notebook: it has no cells."),
        ("null", "This file is no notebook: it is not JSON."),
        ('{"cells": [null, 1, {"metadata": null}]}', "This notebook belongs to another exercise"),
    ],
    ids=["no JSON", "a list", "null", "strange cells"],
)
def test_a_file_that_is_no_such_notebook_is_refused_with_a_reason(js, file, expected):
    given = [file, notebook()]
    assert js("notebook", "attempt(() => m.textsFrom(...given))", given).startswith(expected)


QUOTA = "{ throw new DOMException('', 'QuotaExceededError') }"
STORES = {
    "blocked": "() => { throw new Error('denied') }",
    "full": f"() => ({{ getItem: () => null, setItem() {QUOTA} }})",
    "working": "() => ({ getItem: () => null, setItem() {} })",
}


@pytest.mark.parametrize(
    ("storage", "sentence"),
    [("blocked", "keeps nothing"), ("full", "is full"), ("working", "")],
    ids=["blocked", "full", "working"],
)
def test_what_is_not_kept_is_said(js, storage, sentence):
    said = js("kept", f"new m.Kept('06', {STORES[storage]}).write({{}})")
    assert sentence in said
    assert bool(said) == bool(sentence)


@pytest.mark.parametrize("text", [None, "", "{", "null", "[]", "{}"], ids=repr)
def test_what_cannot_be_read_is_an_empty_page(js, text):
    storage = "() => ({ getItem: () => given })"
    expected = {"texts": {}, "results": {}}
    assert js("kept", f"new m.Kept('06', {storage}).read()", text) == expected
